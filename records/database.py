"""One database for a process: an engine, and two kinds of session.

SQLite is opened so that a committed answer survives a power cut (WAL, `synchronous=FULL`), so that a writer takes its
lock at once (`BEGIN IMMEDIATE`) instead of failing half way through, and so that deleted words are overwritten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.orm import Session

from records import settings
from records.models.sealed import KEYS
from records.sealing import KeyRing
from records.wiping import asked_to_wipe, wipe

BUSY_SECONDS = 5
DRIVERS = {"postgresql": "postgresql+psycopg", "sqlite": "sqlite"}
# Locked, full, unreachable, broken off: the database's own troubles, which trying again may cure.
_TROUBLES = (OperationalError, InterfaceError, InternalError, NoFreeConnection)


class Unavailable(Exception):
    """The database could not be read just now: locked, full, or not to be reached."""


class NotSaved(Unavailable):
    """This unit of work was not saved, and no part of it was. Trying again with the same ids doubles nothing."""


class Database:
    """The records of one site. `reading()` and `writing()` give a session for one unit of work each.

    Words are sealed and opened with `keys`, the site's own when none are given.
    `writing()` commits when its block ends without an error and rolls back when it does not: nothing half-saved.
    """

    def __init__(self, url: str, keys: KeyRing | None = None) -> None:
        self.engine = _engine(url).execution_options(**{KEYS: keys or KeyRing()})
        self.writer = self.engine.execution_options(writing=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with; what is changed in it is not kept. Raises Unavailable."""
        try:
            with Session(self.engine) as session:
                yield session
        except _TROUBLES as error:
            raise Unavailable("The records could not be read. Try again in a minute.") from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of its block. Raises NotSaved."""
        try:
            with Session(self.writer, expire_on_commit=False) as session, session.begin():
                yield session
        except _TROUBLES as error:
            raise NotSaved("This was not saved, nor any part of it. Try again.") from error
        if asked_to_wipe(session):
            wipe(self.engine)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@cache
def site() -> Database:
    """The database of this process, from its settings, opened at first use."""
    return Database(settings.load().database_url)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    kind = parsed.get_backend_name()
    if kind not in DRIVERS:
        raise ValueError(f"the records can be in SQLite or PostgreSQL, not in {kind!r}")
    parsed = parsed.set(drivername=DRIVERS[kind])
    return _postgresql(parsed) if kind == "postgresql" else _sqlite(parsed)


def _postgresql(url: URL) -> Engine:
    wait = f"-c lock_timeout={BUSY_SECONDS}s -c idle_in_transaction_session_timeout=60s"
    options = f"{url.query.get('options', '')} {wait}".strip()
    return create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": BUSY_SECONDS, "options": options},
    )


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        _make_private(Path(url.database))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(file: Path) -> None:
    """The file is its owner's only; SQLite gives the files beside it the same mode."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)


def _open_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN is late and deferred; _begin_sqlite says it instead.
    connection.isolation_level = None
    # SQLite's own lower() knows A to Z only, and people are called Élodie and Øyvind.
    connection.create_function("lower", 1, _lower, deterministic=True)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
