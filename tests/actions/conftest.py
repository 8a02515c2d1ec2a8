"""Records in an SQLite file of the test's own, and someone who is invited."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from records import migrate, settings
from records.database import Database
from records.models import Clinic, Preparation, Visit, now
from tests.actions.someone import Someone


@pytest.fixture(scope="session")
def empty_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables and nothing in them."""
    file = tmp_path_factory.mktemp("actions") / "empty.sqlite"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings a site must have."""
    for name in ("BOT_SECRET", "ACTIONS_SECRET"):
        monkeypatch.setenv(f"BEFOREHAND_{name}", "a secret of the tests only")
    settings.load.cache_clear()
    yield
    settings.load.cache_clear()


@pytest.fixture
def database(empty_records: Path, tmp_path: Path) -> Iterator[Database]:
    """Empty records."""
    shutil.copy(empty_records, tmp_path / "records.sqlite")
    database = Database(f"sqlite:///{tmp_path}/records.sqlite")
    yield database
    database.close()


@pytest.fixture
def sam(database: Database) -> Someone:
    """Someone invited to a visit in three days, who has said nothing yet."""
    with database.writing() as session:
        clinic = Clinic(name="Hill Road")
        session.add(clinic)
        session.flush()
        visit = Visit(clinic_id=clinic.id, patient_name="Sam", starts_at=now() + timedelta(days=3))
        session.add(visit)
        session.flush()
        preparation = Preparation(visit_id=visit.id)
        session.add(preparation)
        session.flush()
        return Someone(database, preparation.conversation_id)
