"""The trained model: made only here, with a checksum beside it, and made again when its sources changed.

A Rasa model that comes from elsewhere can run code when it is loaded (CVE-2024-49375 was one way): `verify` first.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from beforehand import patience
from beforehand.environment import of_training
from beforehand.problems import Problem

NAME = "beforehand"
MODEL = Path(f"models/{NAME}.tar.gz")
CHECKSUM = Path(f"models/{NAME}.tar.gz.sha256")
SOURCES = Path(f"models/{NAME}.sources.sha256")
BOT_PYTHON = Path("bot/.venv/bin/python")
TRAINED_FROM = ("config.yml", "domain.yml", "data", "bot/nlu", "bot/requirements.lock")
NEW = Path("models/new")
LAST_LINES = 12


def is_current(root: Path) -> bool:
    """Whether there is a model and it was trained from the sources as they are."""
    stamp = root / SOURCES
    have = (root / MODEL).exists() and (root / CHECKSUM).exists() and stamp.exists()
    return have and stamp.read_text().strip() == sources_checksum(root)


def sources_checksum(root: Path) -> str:
    """SHA-256 over the names and contents of all a model is trained from."""
    total = hashlib.sha256()
    for path in _sources(root):
        total.update(f"{path.relative_to(root)}\0{_checksum(path)}\n".encode())
    return total.hexdigest()


def verify(root: Path) -> Path:
    """The model's path, relative to the root, when it is the one that was trained here. Raises Problem."""
    if not (root / MODEL).exists() or not (root / CHECKSUM).exists():
        raise Problem("There is no model yet: run `beforehand train`.")
    expected = (root / CHECKSUM).read_text().split()[0]
    if _checksum(root / MODEL) != expected:
        raise Problem(
            f"{MODEL} is not the model that was trained here and is not loaded: run `beforehand train`."
        )
    return MODEL


def require_current(root: Path) -> None:
    """Raise Problem unless there is a model of our own, trained from the sources as they are."""
    verify(root)
    if not is_current(root):
        raise Problem("The model is older than what it is trained from: run `beforehand train`.")


def train(root: Path, environment: Mapping[str, str]) -> None:
    """Train a model and put it in place; the one before stays until the new one is whole. Raises Problem."""
    if not (root / BOT_PYTHON).exists():
        raise Problem("The bot's environment is not set up: run `make setup`.")
    before = sources_checksum(root)
    new = root / NEW
    shutil.rmtree(new, ignore_errors=True)
    code, said = patience.run(_command(root.absolute()), root, of_training(environment))
    trained = new / f"{NAME}.tar.gz"
    if code != 0 or not trained.exists():
        (root / "models").mkdir(exist_ok=True)
        (root / "models/train.log").write_text(said)
        last = "\n".join(said.strip().splitlines()[-LAST_LINES:])
        raise Problem(f"{last}\nTraining failed; all it printed is in models/train.log.")
    _put_in_place(root, trained, before)


def _command(root: Path) -> list[str]:
    return [str(root / BOT_PYTHON), "-m", "bot.training", str(NEW), NAME]


def _put_in_place(root: Path, trained: Path, sources: str) -> None:
    # Without its stamp a model counts as old: an interruption between these lines only means training again.
    (root / SOURCES).unlink(missing_ok=True)
    checksum = _checksum(trained)
    trained.replace(root / MODEL)
    (root / CHECKSUM).write_text(f"{checksum}  {MODEL.name}\n")
    (root / SOURCES).write_text(f"{sources}\n")
    shutil.rmtree(trained.parent, ignore_errors=True)


def _sources(root: Path) -> Iterator[Path]:
    for name in TRAINED_FROM:
        start = root / name
        found = [start] if start.is_file() else sorted(start.rglob("*"))
        yield from (p for p in found if p.is_file() and "__pycache__" not in p.parts)


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
