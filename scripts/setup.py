"""Make .venv (Python 3.11 or newer) and bot/.venv (Python 3.10) match their lock files; quick when they do already.

Runs on any Python from 3.8 with nothing but the standard library, because it is what installs the rest.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

GIGABYTE = 1024**3
OWN_UV = Path(".cache/uv")
SAY_ALIVE_EVERY = 15.0  # seconds


class SetupFailed(Exception):
    """Something only the person at the keyboard can put right; the message is one sentence that says how."""


class Room(NamedTuple):
    """One environment: where it lies, what it is made from, what it needs."""

    name: str
    folder: Path
    lock: Path
    versions: tuple[str, ...]
    gigabytes: int


ROOMS = (
    Room("the web side", Path(".venv"), Path("requirements.lock"), ("3.11", "3.12", "3.13"), 1),
    Room("the bot", Path("bot/.venv"), Path("bot/requirements.lock"), ("3.10",), 4),
)


def main() -> int:
    """Set up what is not up to date. Returns the exit code."""
    os.chdir(Path(__file__).resolve().parent.parent)
    try:
        check_system(sys.platform)
        stale = [room for room in ROOMS if not is_up_to_date(room)]
        if not stale:
            return 0
        uv = find_uv()
        for room in stale:
            set_up(uv, room)
    except SetupFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; what was fetched is kept.", file=sys.stderr)
        return 130
    return 0


def check_system(platform: str) -> None:
    """Raise SetupFailed where Rasa's packages do not exist."""
    if platform != "linux":
        raise SetupFailed(
            f"Beforehand runs on Linux; this is {platform}: use a Linux machine or container."
        )


def is_up_to_date(room: Room) -> bool:
    """Whether the environment was made from this lock, in this place."""
    stamp = room.folder / "made-from"
    python = room.folder / "bin/python"
    return python.exists() and stamp.is_file() and stamp.read_text() == fingerprint(room)


def fingerprint(room: Room) -> str:
    """What the environment depends on: the lock, and where it lies, as its scripts hold that path."""
    return f"{hashlib.sha256(room.lock.read_bytes()).hexdigest()} {room.folder.resolve()}\n"


def set_up(uv: str, room: Room) -> None:
    """Make one environment. Raises SetupFailed."""
    check_space(room, shutil.disk_usage(".").free)
    python = str(room.folder / "bin/python")
    if not answers(python, room.versions):
        run([uv, "venv", "-q", "--clear", "-p", find_python(uv, room), str(room.folder)])
    print(f"Installing {room.name} from {room.lock} (up to a few minutes) ...", flush=True)
    run([uv, "pip", "sync", "--require-hashes", "-p", python, str(room.lock)])
    if room.folder == Path(".venv"):
        run([uv, "pip", "install", "-q", "--no-deps", "-p", python, "-e", "."])
    (room.folder / "made-from").write_text(fingerprint(room))


def check_space(room: Room, free: int) -> None:
    """Raise SetupFailed when fewer bytes are free than the room takes."""
    if free < room.gigabytes * GIGABYTE:
        raise SetupFailed(
            f"The disk has {free / GIGABYTE:.1f} GB free and {room.name} needs {room.gigabytes} GB: "
            "make room and run this again."
        )


def find_uv() -> str:
    """A uv that runs: the one on the path, or one fetched into .cache. Raises SetupFailed."""
    own = OWN_UV / "bin/uv"
    for found in ("uv", str(own)):
        if runs([found, "--version"]):
            return found
    print("Fetching uv, which installs the packages ...", flush=True)
    if not runs([sys.executable, "-m", "venv", str(OWN_UV)]):
        raise SetupFailed(
            "uv is not here and this Python cannot make an environment for it: install uv, or the "
            "package python3-venv, and run this again."
        )
    run([str(OWN_UV / "bin/pip"), "install", "-q", "uv"])
    return str(own)


def find_python(uv: str, room: Room) -> str:
    """An interpreter of a wanted version: on the path, under pyenv, or fetched by uv. Raises SetupFailed."""
    pyenv = os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv")
    for version in room.versions:
        under_pyenv = sorted(glob.glob(f"{pyenv}/versions/{version}.*/bin/python{version}"))
        for candidate in (f"python{version}", f"/usr/bin/python{version}", *under_pyenv):
            if answers(candidate, room.versions):
                return shutil.which(candidate) or candidate
    version = room.versions[0]
    print(f"Python {version} is not here: fetching it ...", flush=True)
    if runs([uv, "python", "install", "-q", version]):
        return version
    raise SetupFailed(
        f"Python {version} is missing and could not be fetched: install it (`uv python install {version}` "
        f"or `pyenv install {version}`) and run this again."
    )


def answers(python: str, versions: tuple[str, ...]) -> bool:
    """Whether this interpreter runs and is of one of these versions. A shim of pyenv may stand there and not run."""
    ask = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        said = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return said.returncode == 0 and said.stdout.strip() in versions


def runs(command: list[str]) -> bool:
    """Whether a command can be run and ends well; what it prints is dropped."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(command: list[str]) -> None:
    """Run a command, showing every few seconds that it is at work. Raises SetupFailed with the reason."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    while True:
        try:
            said, _ = process.communicate(timeout=SAY_ALIVE_EVERY)
            break
        except subprocess.TimeoutExpired:
            print(f"  ... {time.monotonic() - started:.0f} s", flush=True)
    if process.returncode != 0:
        raise SetupFailed(reason(said))


def reason(said: str) -> str:
    """One sentence for what an installer printed when it failed."""
    lowered = said.lower()
    if "no space left" in lowered or "disk quota" in lowered:
        return "The disk is full: make room (4 GB) and run this again."
    signs = (
        "dns error",
        "error sending request",
        "failed to fetch",
        "connection",
        "timed out",
        "from versions: none",
    )
    if any(sign in lowered for sign in signs):
        return "The package index cannot be reached: check the network and run this again; what was fetched is kept."
    return (
        f"Installing failed, and this is what the installer said: {' '.join(said.split())[-600:]}"
    )


if __name__ == "__main__":
    sys.exit(main())
