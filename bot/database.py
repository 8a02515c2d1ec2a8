"""Connections to the conversations' database: short waits, so that a broken database is an answer and not a silence."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import QueuePool

_WAIT_SECONDS = 3


def connect(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; nothing is opened yet."""
    if make_url(url).get_backend_name() != "sqlite":
        waits = {
            "connect_timeout": _WAIT_SECONDS,
            "options": f"-c statement_timeout={_WAIT_SECONDS}s",
        }
        return sa.create_engine(url, future=True, pool_pre_ping=True, connect_args=waits)
    # SQLAlchemy 1.4 opens an SQLite file anew for each use, and each last close writes the whole journal back.
    engine = sa.create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        connect_args={"check_same_thread": False, "timeout": _WAIT_SECONDS},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    # secure_delete: a forgotten conversation is overwritten, not only unlinked.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
