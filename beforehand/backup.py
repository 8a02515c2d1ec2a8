"""A site's backup: one file with both databases and a note of what it is. The keys are not in it."""

import io
import json
import os
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from beforehand import database_copy
from beforehand.environment import ProcessSettings
from beforehand.problems import Problem
from records import audit, migrate, sending
from records.database import Database, Unavailable
from records.models import Preparation, State
from records.sealing import KeyRing

NOTE = "backup.json"
FORMAT = 1


@dataclass(frozen=True)
class Note:
    """What a backup says of itself. `databases` is the kind of each; `site_key` the id of the key, not the key."""

    format: int
    made_at: str
    site_key: str
    databases: dict[str, str]


def make(site: ProcessSettings, file: Path) -> Note:
    """Write the backup, readable by its owner only; while the site runs, too. Raises Problem."""
    urls = {name: url for name, url in _urls(site).items() if database_copy.exists(url)}
    if "records" not in urls:
        raise Problem("There is nothing to back up yet: run `beforehand init` first.")
    note = Note(
        format=FORMAT,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        site_key=KeyRing().current.id,
        databases={name: database_copy.kind_of(url) for name, url in urls.items()},
    )
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        for name, url in urls.items():
            database_copy.copy_out(url, Path(folder) / name)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, database_copy.OWNER_ONLY)
        with os.fdopen(handle, "wb") as stream:
            _pack(stream, note, Path(folder))
            stream.flush()
            os.fsync(stream.fileno())
    new.replace(file)
    return note


def put_back(site: ProcessSettings, file: Path) -> tuple[Note, list[str]]:
    """Put a backup in place of what is stored. Returns its note, and the preparations that were erased once more.

    Whoever had everything deleted after the backup was made has it deleted again. Nothing is touched unless the backup
    is one of this kind of site and was sealed with the key that is set. Raises Problem.
    """
    erased = _erased(site.database_url)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as folder:
        note = _unpack(file, Path(folder))
        _require_fitting(site, note)
        for name in note.databases:
            database_copy.copy_in(Path(folder) / name, _urls(site)[name])
    migrate.upgrade(site.database_url)
    return note, _erase_again(site.database_url, erased)


def _urls(site: ProcessSettings) -> dict[str, str]:
    """What is to be copied; conversations that are in the records' own database go with it."""
    urls = {"records": site.database_url}
    if site.tracker_url != site.database_url:
        urls["conversations"] = site.tracker_url
    return urls


def _pack(stream: io.BufferedWriter, note: Note, folder: Path) -> None:
    said = json.dumps(asdict(note), indent=2).encode()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        entry = tarfile.TarInfo(NOTE)
        entry.size = len(said)
        tar.addfile(entry, io.BytesIO(said))
        for name in note.databases:
            tar.add(folder / name, name)


def _unpack(file: Path, folder: Path) -> Note:
    try:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        return Note(**json.loads((folder / NOTE).read_text()))
    except (tarfile.TarError, KeyError, ValueError, TypeError, FileNotFoundError) as error:
        raise Problem(f"{file} is no backup of Beforehand, or not a whole one.") from error


def _require_fitting(site: ProcessSettings, note: Note) -> None:
    kinds = {name: database_copy.kind_of(url) for name, url in _urls(site).items()}
    if note.format != FORMAT or not note.databases.items() <= kinds.items():
        raise Problem(f"The backup is of a site with {note.databases}, and this one has {kinds}.")
    if note.site_key != KeyRing().current.id:
        raise Problem(
            f"The backup was sealed with the site key {note.site_key}, and BEFOREHAND_SITE_KEY is another: nothing "
            "was changed, set that key first."
        )


def _erased(url: str) -> list[str]:
    if not database_copy.exists(url):
        return []
    database = Database(url)
    try:
        with database.reading() as session:
            query = select(Preparation.id).where(Preparation.state == State.ERASED)
            return list(session.scalars(query))
    except (Unavailable, SQLAlchemyError):
        # Tables that are broken or not there are why one puts a backup back.
        return []
    finally:
        database.close()


def _erase_again(url: str, erased: list[str]) -> list[str]:
    database = Database(url)
    try:
        with database.writing() as session:
            found = [session.get(Preparation, preparation_id) for preparation_id in erased]
            back = [each for each in found if each and each.state is not State.ERASED]
            for preparation in back:
                sending.erase(session, preparation, actor="system")
            audit.add(session, clinic_id=None, actor="system", action="restore", subject="site")
        return [preparation.id for preparation in back]
    finally:
        database.close()
