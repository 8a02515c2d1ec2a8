"""A clinic's portal on a real SQLite file, with people of every role in it and in another clinic."""

import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from records import invitations, migrate, passwords, reading, sending, sign_ins
from records.database import Database
from records.models import (
    AuditEntry,
    Clinic,
    Preparation,
    Role,
    Staff,
    SummaryRevision,
    Visit,
    new_id,
    now,
)
from records.settings import Settings
from tests.records.patient import say
from web.app import create_app
from web.clinic.door import COOKIE, PATH

with warnings.catch_warnings():
    # It asks for a successor of httpx that is in no lock file of ours.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

PASSWORD = "apple river seven"
# As strong as a test needs it; the portal checks it as it checks any other.
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
NOBODYS = QUICK.hash("nobody's")
WORDS = "To see my granddaughter grow up"


@dataclass
class Portal:
    """The portal, and what a test needs to set up in it and to look up afterwards."""

    settings: Settings
    database: Database
    clinics: dict[str, str] = field(default_factory=dict)

    @cached_property
    def app(self) -> Starlette:
        """The site."""
        return create_app(self.settings, self.database)

    def browser(self, base_url: str = "http://testserver") -> TestClient:
        """A browser that shows where its requests come from and tells each redirect."""
        return TestClient(
            self.app,
            base_url=base_url,
            headers={"Sec-Fetch-Site": "same-origin"},
            follow_redirects=False,
        )

    def clinic_id(self, name: str = "own") -> str:
        """The id of a clinic of this name, made at first use."""
        if name not in self.clinics:
            with self.database.writing() as session:
                clinic = Clinic(name=f"The {name} clinic", timezone="Europe/London")
                session.add(clinic)
                session.flush()
                self.clinics[name] = clinic.id
        return self.clinics[name]

    def person(self, role: Role, clinic: str = "own") -> Staff:
        """Someone who works there, with PASSWORD."""
        with self.database.writing() as session:
            person = Staff(
                clinic_id=self.clinic_id(clinic),
                username=f"{role.value}-{new_id()[:8]}",
                name=f"{role.value.title()} Lee",
                role=role,
                password_hash=QUICK.hash(PASSWORD),
                must_change_password=False,
            )
            session.add(person)
        return person

    def signed_in(self, role: Role = Role.CLINICIAN, clinic: str = "own") -> TestClient:
        """The browser of someone of this role who has signed in."""
        return self.browser_of(self.person(role, clinic))

    def browser_of(self, person: Staff) -> TestClient:
        """The browser of this person, signed in."""
        with self.database.writing() as session:
            cookie = sign_ins.start_session(session, person)
        browser = self.browser()
        browser.cookies.set(COOKIE, cookie, path=PATH)
        return browser

    def visit(
        self,
        name: str = "Sam Example",
        starts_at: datetime | None = None,
        clinic: str = "own",
        clinician: Staff | None = None,
    ) -> Visit:
        """A visit to come, with a link."""
        with self.database.writing() as session:
            return invitations.invite(
                session,
                session.get_one(Clinic, self.clinic_id(clinic)),
                name,
                starts_at or now() + timedelta(days=3),
                clinician=clinician,
            ).visit

    def preparation(self, visit: Visit | None = None, clinic: str = "own") -> str:
        """The id of a preparation in which one answer stands, not sent."""
        visit = visit or self.visit(clinic=clinic)
        with self.database.writing() as session:
            preparation = Preparation(visit_id=visit.id, consented_at=now())
            session.add(preparation)
            session.flush()
            say(session, preparation, "what_matters", WORDS)
            return preparation.id

    def sent(self, visit: Visit | None = None, clinic: str = "own") -> str:
        """The id of a preparation that was sent."""
        preparation_id = self.preparation(visit, clinic)
        self.send(preparation_id)
        return preparation_id

    def send(self, preparation_id: str) -> None:
        """Send a preparation to the clinic."""
        with self.database.writing() as session:
            sending.send(session, session.get_one(Preparation, preparation_id), new_id())

    def withdraw(self, preparation_id: str) -> None:
        """Take a preparation back."""
        with self.database.writing() as session:
            sending.withdraw(session, session.get_one(Preparation, preparation_id))

    def revision(self, preparation_id: str) -> SummaryRevision:
        """The summary that is with the clinic."""
        with self.reading() as session:
            preparation = session.get_one(Preparation, preparation_id)
            found = reading.revision_to_read(session, preparation)
            assert found is not None
            return found

    def audited(self, action: str) -> list[AuditEntry]:
        """The audit entries of this action."""
        with self.database.reading() as session:
            return list(session.query(AuditEntry).filter_by(action=action))

    def reading(self) -> Session:
        """A session to look things up with."""
        return Session(self.database.engine)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with this version's tables."""
    file = tmp_path_factory.mktemp("clinic") / "template.sqlite"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def portal(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """An empty portal."""
    monkeypatch.setattr(passwords, "_hasher", lambda: QUICK)
    monkeypatch.setattr(passwords, "_nobodys_hash", lambda: NOBODYS)
    file = tmp_path / "records.sqlite"
    shutil.copy(migrated, file)
    made = portal_of(file)
    yield made
    made.database.close()


def portal_of(file: Path) -> Portal:
    """The portal of the records in an SQLite file."""
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{file}",
        bot_secret="unused",
        actions_secret="unused",
        site_key="unused",
    )
    return Portal(settings, Database(settings.database_url))
