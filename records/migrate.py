"""Bringing a database to the tables of this version, and back.

Migrations are in `records/migrations/versions`. After a change to `records/models`, a developer writes the next with

    .venv/bin/python -c "from records import migrate; migrate.revise('add what was added')"

and reads it before committing: Alembic guesses, people decide.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from records.database import Database
from records.models import Base
from records.wiping import wipe

# Made where it can be, by a migration; the models do without it.
OPTIONAL_INDEXES = frozenset({"ix_visit_patient_name_parts"})
FOLDER = Path(__file__).parent / "migrations"
NEWEST = "head"
NOTHING = "base"


def upgrade(url: str, revision: str = NEWEST) -> None:
    """Bring the database up to a revision, the newest if none is named: all the way or not at all."""
    with _connection(url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Bring the database back to a revision, `base` for an empty one. What newer tables held is lost."""
    with _connection(url) as connection:
        command.downgrade(_config(connection), revision)


def is_current(url: str) -> bool:
    """Whether the database has the tables of this version. Raises Unavailable when it cannot be reached."""
    newest = ScriptDirectory.from_config(_config(None)).get_current_head()
    with _reading(url) as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def differences(url: str) -> list[Any]:
    """What Alembic would still change to make the database equal to the models; empty when they agree."""
    with _reading(url) as connection:
        opts = {"compare_type": True, "include_object": _is_of_the_models}
        context = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(context, Base.metadata))


def _is_of_the_models(_item: Any, name: str | None, *_rest: Any) -> bool:
    return name not in OPTIONAL_INDEXES


def revise(message: str) -> None:
    """Write the next migration from the difference between the newest one and the models."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/new.sqlite"
        upgrade(url)
        with _connection(url) as connection:
            command.revision(_config(connection), message, autogenerate=True)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    database = Database(url)
    try:
        with database.reading() as session:
            yield session.connection()
    finally:
        database.close()


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    """One transaction with a writer's lock, in which tables can be changed."""
    database = Database(url)
    try:
        with database.writer.connect() as connection:
            _let_tables_be_rebuilt(connection)
            with connection.begin():
                before = MigrationContext.configure(connection).get_current_revision()
                yield connection
                _require_whole(connection)
                after = MigrationContext.configure(connection).get_current_revision()
        if after != before:
            # The space that tables made anew leave may hold words as they were before.
            wipe(database.engine)
    finally:
        database.close()


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """SQLite changes a table by making it anew; dropping the old one must not delete the rows that refer to it."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")


def _require_whole(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if dangling:
        raise ValueError(f"{len(dangling)} rows would refer to nothing: {dangling[0]}")
