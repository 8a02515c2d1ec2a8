"""A real site on a real SQLite file, with a small bot on loopback."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from records import invitations, migrate
from records.database import Database
from records.models import Clinic, Preparation, now
from records.settings import Settings
from tests.web.pretend_bot import SECRET, YES, PretendBot, listening
from tests.web.serving import browser, served
from web.app import create_app


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with this version's tables and nothing in them."""
    path = tmp_path_factory.mktemp("records") / "empty.sqlite"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(tmp_path: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """An empty database of its own for each test."""
    monkeypatch.setattr("records.database.BUSY_SECONDS", 1)
    opened = Database(f"sqlite:///{shutil.copy(empty, tmp_path / 'records.sqlite')}")
    yield opened
    opened.close()


@pytest.fixture
def bot(database: Database) -> Iterator[PretendBot]:
    """The bot."""
    with listening(PretendBot(database)) as pretend:
        yield pretend


@pytest.fixture
def settings(database: Database, bot: PretendBot) -> Settings:
    """Settings of a site with that database and bot."""
    return Settings(
        _env_file=None,
        database_url=database.engine.url.render_as_string(),
        bot_secret=SECRET,
        actions_secret="unused",
        site_key="unused",
        bot_port=bot.port,
        bot_timeout_seconds=3,
    )


@pytest.fixture
def client(settings: Settings) -> Iterator[httpx.Client]:
    """A browser at the site."""
    with served(create_app(settings)) as address, browser(address) as opened:
        yield opened


@dataclass
class Patient:
    """A person in their browser, by JSON unless said otherwise."""

    browser: httpx.Client
    database: Database
    link: str

    def open(self) -> Any:
        """Open the link and the chat."""
        self.browser.get(self.link)
        return self.browser.get("/chat")

    def say(self, text: str, **more: str) -> Any:
        return self.post(text=text, **more)

    def choose(self, choice: str, **more: str) -> Any:
        return self.post(choice=choice, **more)

    def post(self, **fields: str) -> Any:
        return self.browser.post("/chat/messages", json={"id": str(uuid.uuid4()), **fields})

    def start(self) -> None:
        """Open, agree, and skip the two questions about who is writing."""
        self.open()
        for choice in (YES, "/skip", "/skip"):
            assert self.choose(choice).status_code == 200

    def answers(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.browser.get("/chat/answers").json()["answers"]
        return found

    def answer(self, question: str) -> dict[str, Any]:
        return next(a for a in self.answers() if a["question"] == question)

    def send(self) -> Any:
        return self.browser.post("/chat/send", json={"submission": str(uuid.uuid4())})

    def preparation(self) -> Preparation:
        with self.database.reading() as session:
            return session.query(Preparation).order_by(Preparation.created_at.desc()).first()


@pytest.fixture
def invite(database: Database) -> Any:
    """Makes the link of a visit, `days` from now."""

    def make(days: float = 7, name: str = "Sam") -> str:
        with database.writing() as session:
            clinic = session.query(Clinic).first() or Clinic(name="Test clinic")
            session.add(clinic)
            session.flush()
            starts_at = now() + timedelta(days=days)
            return f"/p/{invitations.invite(session, clinic, name, starts_at).token}"

    return make


@pytest.fixture
def patient(client: httpx.Client, database: Database, invite: Any) -> Patient:
    """A person with a link."""
    return Patient(client, database, invite())
