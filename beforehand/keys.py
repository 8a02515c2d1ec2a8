"""The secrets of a site, in `var/settings.env`, readable by its owner only."""

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700


def _token() -> str:
    return secrets.token_urlsafe(32)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


MAKERS: dict[str, Callable[[], str]] = {
    "BEFOREHAND_BOT_SECRET": _token,
    "BEFOREHAND_ACTIONS_SECRET": _token,
    "BEFOREHAND_SITE_KEY": _key,
    "BEFOREHAND_TRACKER_KEY": _key,
}


def write_missing(file: Path, environment: Mapping[str, str]) -> list[str]:
    """Add a fresh key for every name that neither the file nor the environment has. Returns the names added.

    A key that is there is never changed: conversations sealed with it could not be opened again.
    """
    kept = file.read_text() if file.exists() else ""
    have = {line.partition("=")[0].strip() for line in kept.splitlines()} | set(environment)
    missing = [name for name in MAKERS if name not in have]
    if not missing:
        return []
    if kept and not kept.endswith("\n"):
        kept += "\n"
    _write(file, kept + "".join(f"{name}={MAKERS[name]()}\n" for name in missing))
    return missing


def change(file: Path, values: Mapping[str, str | None]) -> None:
    """Set these names in the file, or take out those that are None. All other lines stay as they are."""
    lines = file.read_text().splitlines() if file.exists() else []
    kept = [line for line in lines if line.partition("=")[0].strip() not in values]
    added = [f"{name}={value}" for name, value in values.items() if value is not None]
    _write(file, "".join(f"{line}\n" for line in [*kept, *added]))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY_FILE)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
