"""Making sure that deleted words are gone from the disk too, not from the tables only.

SQLite overwrites deleted rows (`secure_delete`), but pages in its log, and the gaps that rows leave when pages are
joined or split, may still hold them. PostgreSQL's autovacuum reuses the space by itself; how soon is the site's to set.
"""

from contextlib import suppress
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

_ASKED = "wipe_after_commit"


def ask_to_wipe(session: Session) -> None:
    """Have the freed space wiped once this session's work is committed."""
    session.info[_ASKED] = True


def asked_to_wipe(session: Session) -> bool:
    """Whether the work of this session deleted words that must not stay on the disk."""
    return bool(session.info.get(_ASKED))


def wipe(engine: Engine) -> None:
    """Rewrite an SQLite file without its freed space, and empty its log.

    When the file is busy or the disk is full this gives up: the deletion itself is committed, and the daily purge
    wipes again.
    """
    if engine.dialect.name != "sqlite":
        return
    driver: Any = engine.dialect.loaded_dbapi
    with suppress(OperationalError, driver.OperationalError):
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()
        finally:
            connection.close()
