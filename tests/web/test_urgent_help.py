"""The page that is there when nothing else is, and what says whether the rest is."""

from pathlib import Path

import httpx
import pytest

from records import signposting
from records.database import Database
from records.settings import Settings
from tests.web.conftest import Patient
from tests.web.pretend_bot import PretendBot
from tests.web.serving import browser, served
from web.app import create_app


@pytest.fixture
def broken(tmp_path: Path) -> Settings:
    """A site without bot, without tables."""
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path / 'none.sqlite'}",
        bot_secret="x",
        actions_secret="x",
        site_key="x",
        bot_port=1,
    )


def test_urgent_help_is_there_when_everything_else_is_down(broken: Settings) -> None:
    with served(create_app(broken)) as address, browser(address) as client:
        page = client.get("/urgent-help")
        assert page.status_code == 200
        for number in signposting.load("uk").urgent_help.numbers:
            assert number.number in page.text
        assert client.get("/readyz").json() == {"database": False, "bot": False}
        assert client.get("/healthz").status_code == 200


def test_urgent_help_is_that_of_the_sites_country(broken: Settings) -> None:
    american = broken.model_copy(update={"country": "us"})
    with served(create_app(american)) as address, browser(address) as client:
        assert "988" in client.get("/urgent-help").text


@pytest.mark.parametrize(
    "path", ["/chat", "/chat/check", "/chat/erase", "/goodbye", "/p/unknown", "/nowhere"]
)
def test_every_page_leads_to_urgent_help(patient: Patient, path: str) -> None:
    patient.start()
    assert 'href="/urgent-help"' in patient.browser.get(path).text


def test_pages_without_a_session_lead_to_urgent_help(client: httpx.Client) -> None:
    page = client.get("/chat")
    assert page.status_code == 401
    assert 'href="/urgent-help"' in page.text


def test_ready_means_tables_and_bot(patient: Patient, bot: PretendBot) -> None:
    assert patient.browser.get("/readyz").status_code == 200
    bot.ready = False
    answer = patient.browser.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "bot": False})


def test_a_page_that_broke_shows_the_numbers(
    patient: Patient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient.start()

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("web.chat.page.place_of", fail)
    page = patient.browser.get("/chat")
    assert page.status_code == 500
    assert "116 123" in page.text
