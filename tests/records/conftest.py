"""Every test that takes `database` runs twice: on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import make_url, text

from records import migrate, passwords
from records.database import Database
from records.models import Base
from tests.postgres import Postgres


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as they are for a site, only with less work, which is the point of that work."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._nobodys_hash.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server; fails with what to install when there is none."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables and nothing in them."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    """The name of a PostgreSQL database with the tables and nothing in them."""
    url = postgres.create()
    migrate.upgrade(url)
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def shared_postgres(postgres: Postgres, migrated_postgres: str) -> str:
    """The URL of a PostgreSQL database that tests take in turns, each time emptied: quicker than a new one each."""
    return postgres.create(migrated_postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The two databases a site can have."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'site.sqlite'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create()
    yield url
    server.drop(url)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of the test's own, with all tables."""
    if kind == "sqlite":
        yield copied(request.getfixturevalue("migrated_sqlite"), tmp_path)
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.create(request.getfixturevalue("migrated_postgres"))
    yield url
    server.drop(url)


@pytest.fixture
def database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The records of one site, empty."""
    if kind == "sqlite":
        site = Database(copied(request.getfixturevalue("migrated_sqlite"), tmp_path))
    else:
        site = Database(request.getfixturevalue("shared_postgres"))
        empty(site)
    yield site
    site.close()


def copied(template: Path, folder: Path) -> str:
    """The URL of a copy of an SQLite file."""
    file = folder / "site.sqlite"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


def empty(site: Database) -> None:
    """Delete every row, also those of the audit, which only one who may switch triggers off can."""
    with site.writing() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        for table in Base.metadata.sorted_tables:
            session.execute(table.delete())


@pytest.fixture
def sqlite(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """The records of one site in an SQLite file, for what only SQLite does."""
    site = Database(copied(migrated_sqlite, tmp_path))
    yield site
    site.close()
