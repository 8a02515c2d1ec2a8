"""The button for a clinic's own site: who gets its words, and leaving."""

from collections.abc import Iterator

import httpx
import pytest

from records.database import Database
from records.models import Clinic
from records.settings import Settings
from tests.web.conftest import Patient
from tests.web.serving import browser, served
from web.app import create_app

LISTED = "https://clinic.example"


@pytest.fixture
def listing(settings: Settings) -> Iterator[httpx.Client]:
    """A browser at a site that lists one clinic's own site."""
    listed = settings.model_copy(update={"launcher_origins": [LISTED]})
    with served(create_app(listed)) as address, browser(address) as opened:
        yield opened


@pytest.fixture
def clinic_id(database: Database) -> str:
    """A clinic."""
    with database.writing() as session:
        clinic = Clinic(name="Hill Road")
        session.add(clinic)
        session.flush()
        return clinic.id


def test_a_listed_site_gets_the_words_and_no_cookie(listing: httpx.Client, clinic_id: str) -> None:
    answer = listing.get(f"/launcher/{clinic_id}?language=cy", headers={"Origin": LISTED})
    assert answer.headers["Access-Control-Allow-Origin"] == LISTED
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.json()["words"]["close"] == "Cau"
    assert answer.json()["chat"].endswith("/chat")
    assert not listing.cookies


@pytest.mark.parametrize("origin", ["https://other.example", "https://clinic.example.evil", "null"])
def test_another_site_gets_nothing(listing: httpx.Client, clinic_id: str, origin: str) -> None:
    answer = listing.get(f"/launcher/{clinic_id}", headers={"Origin": origin})
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_no_site_is_listed_unless_the_settings_say_so(patient: Patient, clinic_id: str) -> None:
    answer = patient.browser.get(f"/launcher/{clinic_id}", headers={"Origin": LISTED})
    assert answer.status_code == 403


def test_an_unknown_clinic_is_not_found(listing: httpx.Client) -> None:
    answer = listing.get("/launcher/none", headers={"Origin": LISTED})
    assert answer.status_code == 404


def test_the_script_may_be_loaded_by_other_sites(listing: httpx.Client) -> None:
    answer = listing.get("/widget.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_leaving_ends_the_session_in_this_browser_and_the_link_opens_it_again(
    patient: Patient,
) -> None:
    patient.start()
    assert patient.browser.post("/leave").status_code == 204
    assert patient.browser.get("/chat").status_code == 401
    patient.browser.get(patient.link)
    assert patient.browser.get("/chat").status_code == 200
