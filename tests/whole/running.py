"""The bot, the action server and the records together, in a folder of their own."""

import base64
import os
import sys
from datetime import timedelta
from pathlib import Path

import httpx

from records import migrate
from records.database import Database
from records.models import Clinic, Preparation, Visit, now
from tests.whole.person import Person
from tests.whole.process import ROOT, Process, free_port
from tests.whole.wire import Wire

BOT_SECRET = "shown-by-web-to-the-bot"
ACTIONS_SECRET = "shown-by-the-bot-to-the-actions"
KEY = base64.b64encode(bytes(range(32))).decode()
TURN_SECONDS = 60


class Whole:
    """Everything a conversation needs, started once for all tests."""

    def __init__(self, folder: Path, model: Path) -> None:
        self._bot_port, actions_port = free_port(), free_port()
        url = f"sqlite:///{folder}/records.sqlite"
        migrate.upgrade(url)
        self.database = Database(url)
        self.wire = Wire(f"http://127.0.0.1:{actions_port}")
        self.http = _bot_client(self._bot_port)
        settings = self._settings(folder, model, url, actions_port)
        self.actions = Process(
            [sys.executable, "-m", "actions"],
            settings,
            folder / "actions.log",
            lambda: _answers(f"http://127.0.0.1:{actions_port}/health"),
        )
        self.bot = Process(
            [str(ROOT / "bot/.venv/bin/python"), "-m", "bot"],
            settings,
            folder / "bot.log",
            self._bot_is_ready,
        )

    def start(self) -> None:
        """Start both, the actions first."""
        self.actions.start()
        self.bot.start()

    def mend(self) -> None:
        """Start again what a test has ended."""
        for process in (self.actions, self.bot):
            if not process.is_running:
                process.start()

    def close(self) -> None:
        """Stop both and give everything back."""
        self.bot.stop()
        self.actions.stop()
        self.wire.close()
        self.http.close()
        self.database.close()

    def person(self) -> Person:
        """Someone new, invited to a visit in three days."""
        with self.database.writing() as session:
            clinic = Clinic(name="Hill Road")
            session.add(clinic)
            session.flush()
            starts_at = now() + timedelta(days=3)
            visit = Visit(clinic_id=clinic.id, patient_name="Sam", starts_at=starts_at)
            session.add(visit)
            session.flush()
            preparation = Preparation(visit_id=visit.id)
            session.add(preparation)
            session.flush()
            return Person(self.http, preparation.conversation_id)

    def _bot_is_ready(self) -> bool:
        try:
            return self.http.get("/ready").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def _settings(self, folder: Path, model: Path, url: str, actions_port: int) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "BEFOREHAND_DATABASE_URL": url,
            "BEFOREHAND_BOT_SECRET": BOT_SECRET,
            "BEFOREHAND_ACTIONS_SECRET": ACTIONS_SECRET,
            "BEFOREHAND_SITE_KEY": KEY,
            "BEFOREHAND_ACTIONS_PORT": str(actions_port),
            "BOT_PORT": str(self._bot_port),
            "BOT_MODEL": str(model),
            "BOT_SECRET": BOT_SECRET,
            "ACTIONS_URL": f"{self.wire.url}/webhook",
            "ACTIONS_SECRET": ACTIONS_SECRET,
            "TRACKER_URL": f"sqlite:///{folder}/conversations.sqlite",
            "TRACKER_KEY": KEY,
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "OMP_NUM_THREADS": "1",
        }


def newest_model(folder: Path = ROOT / "models") -> Path:
    """The newest trained model. FileNotFoundError says what to do when there is none."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise FileNotFoundError("there is no trained model to test with: run `make train` first")
    return models[-1]


def _bot_client(port: int) -> httpx.Client:
    return httpx.Client(
        base_url=f"http://127.0.0.1:{port}/webhooks/web",
        headers={"Authorization": f"Bearer {BOT_SECRET}"},
        timeout=TURN_SECONDS,
        trust_env=False,
    )


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False, timeout=2).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
