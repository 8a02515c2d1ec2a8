"""Start the two bots the chat benchmark compares, each in a folder of its own, on loopback ports."""

from __future__ import annotations

import base64
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List
from urllib.error import URLError
from urllib.request import Request, urlopen

MODERN_PYTHON = Path(".venv/bin/python")
LONGEST_START_SECONDS = 300.0
FIXED = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SANIC_HOST": "127.0.0.1",
}


@dataclass(frozen=True)
class Stand:
    """A running bot: where it listens, how a message looks, and what it took to start."""

    address: str
    headers: Dict[str, str]
    body: Callable[[str, str], Dict[str, str]]
    conversations: List[str]
    process: int
    start_seconds: float


@contextmanager
def ours(folder: Path, model: Path, people: int) -> Iterator[Stand]:
    """Our bot with its action server and a fresh SQLite database for `people` conversations."""
    url = f"sqlite:///{folder}/records.sqlite"
    bot_port, actions_port = _free_port(), _free_port()
    secret, actions_secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    settings = {
        **os.environ, **FIXED, "OMP_NUM_THREADS": "1",
        "BEFOREHAND_DATABASE_URL": url, "BEFOREHAND_BOT_SECRET": secret,
        "BEFOREHAND_ACTIONS_SECRET": actions_secret, "BEFOREHAND_SITE_KEY": key,
        "BEFOREHAND_ACTIONS_PORT": str(actions_port), "BOT_PORT": str(bot_port),
        "BOT_MODEL": str(model), "BOT_SECRET": secret, "ACTIONS_SECRET": actions_secret,
        "ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook", "TRACKER_KEY": key,
        "TRACKER_URL": f"sqlite:///{folder}/conversations.sqlite",
    }  # fmt: skip
    command = [str(MODERN_PYTHON), "-m", "beforehand.invited_people", url, str(people)]
    invited = subprocess.run(command, env=settings, stdout=-1, text=True, check=True).stdout.split()
    headers = {"Authorization": f"Bearer {secret}"}
    address = f"http://127.0.0.1:{bot_port}/webhooks/web"
    with _running([str(MODERN_PYTHON), "-m", "actions"], settings, folder / "actions.log"):
        _wait(Request(f"http://127.0.0.1:{actions_port}/health"))
        start = time.perf_counter()
        with _running([sys.executable, "-m", "bot"], settings, folder / "bot.log") as process:
            _wait(Request(f"{address}/ready", headers=headers))  # noqa: S310 - our own loopback address
            took = time.perf_counter() - start
            yield Stand(f"{address}/turn", headers, _our_body, invited, process.pid, took)


@contextmanager
def stock(folder: Path, people: int) -> Iterator[Stand]:
    """The bot `rasa init` makes, trained as it comes, behind Rasa's REST channel."""
    rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
    settings = {**os.environ, **FIXED}
    quiet: Dict[str, Any] = {"env": settings, "check": True, "stdout": -3, "stderr": -3}
    subprocess.run([*rasa, "init", "--no-prompt", "--init-dir", str(folder)], **quiet)
    port = _free_port()
    command = [*rasa, "run", "--interface", "127.0.0.1", "--port", str(port)]
    start = time.perf_counter()
    with _running(command, settings, folder / "bot.log", folder) as process:
        _wait(Request(f"http://127.0.0.1:{port}/"), _model_is_loaded(folder / "bot.log"))
        took = time.perf_counter() - start
        conversations = [f"person-{number}" for number in range(people)]
        address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        yield Stand(address, {}, _stock_body, conversations, process.pid, took)


def _our_body(conversation: str, text: str) -> Dict[str, str]:
    return {"sender": conversation, "id": secrets.token_hex(16), "text": text}


def _stock_body(conversation: str, text: str) -> Dict[str, str]:
    return {"sender": conversation, "message": text}


def _model_is_loaded(log: Path) -> Callable[[], bool]:
    return lambda: "up and running" in log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def _running(
    command: List[str], settings: Dict[str, str], log: Path, folder: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=settings, cwd=folder, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(request: Request, also: Callable[[], bool] = lambda: True) -> None:
    """Return when the address answers 200. Raises TimeoutError after five minutes."""
    until = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < until:
        try:
            if urlopen(request, timeout=5).status == 200 and also():  # noqa: S310 - our own loopback address
                return
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise TimeoutError(f"{request.full_url} did not answer; its log is beside its data.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
