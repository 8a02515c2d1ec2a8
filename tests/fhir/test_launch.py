"""Being launched from the record system: one way in, and no way around it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from records.models import Role, Staff, now
from tests.clinic.conftest import WORDS
from tests.fhir.conftest import SITE, Hospital


def launched(hospital: Hospital, browser: Any, **parameters: str) -> Any:
    """Press "Beforehand" in the record system: the answer of /smart/launch."""
    asked = {"iss": hospital.server.address, "launch": "the-launch"} | parameters
    return browser.get("/smart/launch", params=asked)


def returned(address: str) -> str:
    """Go to the authorisation server; where it sends the browser back to."""
    answer = httpx.get(address, trust_env=False)
    assert answer.status_code == 303
    return answer.headers["location"]


def through(hospital: Hospital, staff: Staff, encounter: str = "") -> Any:
    """The whole way, with this person signed in at the record system: browser and last answer."""
    hospital.server.username, hospital.server.encounter = staff.username, encounter
    browser = hospital.portal.browser()
    back = returned(launched(hospital, browser).headers["location"])
    assert back.startswith(f"{SITE}/smart/callback?")
    return browser, browser.get(back.removeprefix(SITE))


def test_a_clinician_comes_in_and_sees_the_page_of_the_open_visit(hospital: Hospital) -> None:
    portal = hospital.portal
    visit = portal.visit()
    preparation_id = portal.sent(visit)
    browser, answer = through(hospital, portal.person(Role.CLINICIAN), visit.id)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/clinic/preparations/{preparation_id}"
    assert WORDS in browser.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    "encounter", ["", "the record system's own id", "00000000-0000-4000-8000-000000000000"]
)
def test_a_visit_we_do_not_know_leads_to_the_list(encounter: str, hospital: Hospital) -> None:
    _, answer = through(hospital, hospital.portal.person(Role.CLINICIAN), encounter)
    assert answer.headers["location"] == "/clinic/"


def test_the_visit_of_another_clinic_is_not_opened(hospital: Hospital) -> None:
    visit = hospital.portal.visit(clinic="other")
    hospital.portal.sent(visit)
    _, answer = through(hospital, hospital.portal.person(Role.CLINICIAN), visit.id)
    assert answer.headers["location"] == "/clinic/"


def test_the_launch_asks_with_pkce_and_only_for_who_it_is(hospital: Hospital) -> None:
    through(hospital, hospital.portal.person(Role.CLINICIAN))
    asked = hospital.server.launches[0]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert asked["launch"] == "the-launch"
    assert set(asked["scope"].split()) == {"launch", "openid", "fhirUser"}


def test_signing_in_so_is_in_the_audit(hospital: Hospital) -> None:
    staff = hospital.portal.person(Role.CLINICIAN)
    through(hospital, staff)
    assert [entry.subject for entry in hospital.portal.audited("sign_in")] == [f"staff:{staff.id}"]


@pytest.mark.parametrize("role", [Role.MAINTAINER, Role.AUDITOR])
def test_who_may_not_read_is_not_let_in(role: Role, hospital: Hospital) -> None:
    browser, answer = through(hospital, hospital.portal.person(role))
    assert answer.status_code == 403
    assert browser.get("/clinic/").status_code == 303


def test_who_is_not_known_here_or_works_here_no_more_is_not_let_in(hospital: Hospital) -> None:
    staff = hospital.portal.person(Role.CLINICIAN)
    with hospital.portal.database.writing() as session:
        session.merge(staff).disabled_at = now()
    assert through(hospital, staff)[1].status_code == 403
    assert through(hospital, Staff(username="stranger"))[1].status_code == 403


@pytest.mark.parametrize(
    "parameters", [{"iss": "https://trap.example"}, {"iss": ""}, {"launch": ""}], ids=str
)
def test_only_the_known_record_system_can_launch(
    parameters: dict[str, str], hospital: Hospital
) -> None:
    answer = launched(hospital, hospital.portal.browser(), **parameters)
    assert answer.status_code == 403
    assert "location" not in answer.headers


def test_a_code_without_the_browser_that_asked_for_it_is_worth_nothing(hospital: Hospital) -> None:
    hospital.server.username = hospital.portal.person(Role.CLINICIAN).username
    back = returned(launched(hospital, hospital.portal.browser()).headers["location"])
    assert hospital.portal.browser().get(back.removeprefix(SITE)).status_code == 403


def test_the_state_of_another_launch_is_refused(hospital: Hospital) -> None:
    hospital.server.username = hospital.portal.person(Role.CLINICIAN).username
    browser = hospital.portal.browser()
    code = parse_qs(urlsplit(returned(launched(hospital, browser).headers["location"])).query)[
        "code"
    ][0]
    answer = browser.get("/smart/callback", params={"code": code, "state": "another"})
    assert answer.status_code == 403


def test_a_code_is_good_once(hospital: Hospital) -> None:
    hospital.server.username = hospital.portal.person(Role.CLINICIAN).username
    browser = hospital.portal.browser()
    back = returned(launched(hospital, browser).headers["location"]).removeprefix(SITE)
    cookie = browser.cookies["smart_launch"]
    assert browser.get(back).status_code == 303
    browser.cookies.set("smart_launch", cookie, path="/smart")
    assert browser.get(back).status_code == 403


def test_a_token_for_another_program_signs_nobody_in(hospital: Hospital) -> None:
    hospital.portal.settings.smart_client_id = "beforehand"
    server, hospital.server.username = (
        hospital.server,
        hospital.portal.person(Role.CLINICIAN).username,
    )
    browser = hospital.portal.browser()
    back = returned(launched(hospital, browser).headers["location"]).removeprefix(SITE)
    issued = server.token
    server.token = lambda *given: issued(*given, client_id="another")  # type: ignore[method-assign]
    assert browser.get(back).status_code == 403


def test_a_program_is_told_where_to_get_a_token(hospital: Hospital) -> None:
    said = hospital.get("/.well-known/smart-configuration").json()
    assert said["token_endpoint"] == f"{hospital.server.address}/token"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert "launch-ehr" in said["capabilities"]


def test_a_site_without_a_record_system_cannot_be_launched(hospital: Hospital) -> None:
    hospital.portal.settings.smart_issuer = None
    assert launched(hospital, hospital.portal.browser()).status_code == 403


def test_when_the_record_system_is_away_the_page_says_so(hospital: Hospital) -> None:
    hospital.portal.settings.smart_issuer = "http://127.0.0.1:9"
    answer = launched(hospital, hospital.portal.browser(), iss="http://127.0.0.1:9")
    assert answer.status_code == 503
