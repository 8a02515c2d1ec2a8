"""Inviting: the link is shown once, works, and can be taken back."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from records.models import Invitation, Role, Visit, new_id, now
from tests.clinic.conftest import Portal
from web.clinic.invite import NewVisit, check

FORM = {"name": "Rosa Diaz", "date": "2090-01-12", "time": "10:30", "clinician": ""}
LINK = re.compile(r"http://[^\s\"<]+/p/[\w-]+")


def send(browser: Any, **changes: str) -> Any:
    return browser.post("/clinic/visits/new", data={**FORM, "visit": new_id(), **changes})


def link_on(page: str) -> str:
    found = set(LINK.findall(page))
    assert len(found) == 1
    return found.pop().removeprefix("http://127.0.0.1:8000")


def test_the_link_of_a_new_visit_opens_the_chat(portal: Portal) -> None:
    answer = send(portal.signed_in())
    assert answer.status_code == 200
    opened = portal.browser().get(link_on(answer.text))
    assert opened.status_code == 303
    assert opened.headers["location"] == "/chat"


def test_the_visit_is_at_the_time_of_the_clinics_clocks(portal: Portal) -> None:
    send(portal.signed_in(), date="2090-07-12")
    with portal.reading() as session:
        assert session.query(Visit).one().starts_at == datetime(2090, 7, 12, 9, 30, tzinfo=UTC)


def test_the_link_is_shown_only_once(portal: Portal) -> None:
    browser = portal.signed_in()
    token = link_on(send(browser).text).removeprefix("/p/")
    with portal.reading() as session:
        visit_id = session.query(Visit).one().id
        assert token not in session.query(Invitation).one().token_hash
    for address in (f"/clinic/visits/{visit_id}", "/clinic/?when=next&whose=all"):
        assert token not in browser.get(address).text


def test_sending_the_form_twice_makes_one_visit(portal: Portal) -> None:
    browser, visit_id = portal.signed_in(), new_id()
    send(browser, visit=visit_id)
    again = send(browser, visit=visit_id)
    assert again.headers["location"] == f"/clinic/visits/{visit_id}"
    with portal.reading() as session:
        assert session.query(Visit).count() == 1


def test_the_letter_says_in_plain_words_what_it_is_and_is_not(portal: Portal) -> None:
    page = send(portal.signed_in()).text
    letter = page[page.index('class="clinic-letter"') :]
    for part in ("Dear Rosa Diaz", "computer program", "10 minutes", "not use it for urgent help"):
        assert part in letter
    assert LINK.search(letter)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"name": "x" * 201}, ["name"]),
        ({"date": "12/1/2090"}, ["date"]),
        ({"date": "2020-01-12"}, ["date"]),
        ({"time": "25:00"}, ["time"]),
        ({"clinician": "someone else"}, ["clinician"]),
        ({"name": "", "date": "", "time": ""}, ["name", "date", "time"]),
    ],
)
def test_each_error_is_told_at_its_field_and_nothing_typed_is_lost(
    changes: dict[str, str], fields: list[str], portal: Portal
) -> None:
    answer = send(portal.signed_in(), **changes)
    assert answer.status_code == 422
    summary = answer.text[: answer.text.index("<h1>")]
    assert re.findall(r'href="#(\w+)"', summary[summary.index("error-summary") :]) == fields
    for field in fields:
        assert f'id="{field}-error"' in answer.text
    for field in {"name", "date", "time"} - set(fields):
        assert f'value="{FORM[field]}"' in answer.text
    with portal.reading() as session:
        assert session.query(Visit).count() == 0


def test_a_visit_can_only_be_with_someone_of_the_clinic_who_works_there(portal: Portal) -> None:
    stranger = portal.person(Role.CLINICIAN, "other")
    auditor = portal.person(Role.AUDITOR)
    browser = portal.signed_in()
    assert send(browser, clinician=stranger.id).status_code == 422
    assert send(browser, clinician=auditor.id).status_code == 422
    assert send(browser, clinician=portal.person(Role.CLINICIAN).id).status_code == 200


def test_a_new_link_leads_to_the_same_visit(portal: Portal) -> None:
    browser, visit = portal.signed_in(), portal.visit()
    page = browser.post(f"/clinic/visits/{visit.id}/link").text
    assert portal.browser().get(link_on(page)).status_code == 303
    with portal.reading() as session:
        assert session.query(Invitation).filter_by(visit_id=visit.id).count() == 2


def test_links_taken_back_open_nothing_and_end_the_chat(portal: Portal) -> None:
    browser, visit, patient = portal.signed_in(), portal.visit(), portal.browser()
    link = link_on(browser.post(f"/clinic/visits/{visit.id}/link").text)
    patient.get(link)
    browser.post(f"/clinic/visits/{visit.id}/withdraw-links")
    assert "taken back" in browser.get(f"/clinic/visits/{visit.id}").text
    assert portal.browser().get(link).status_code != 303
    transcript = patient.get("/chat/transcript", headers={"Accept": "application/json"})
    assert transcript.status_code == 401


def test_inviting_is_in_the_audit_with_who_did_it(portal: Portal) -> None:
    person = portal.person(Role.CLINICIAN)
    send(portal.browser_of(person))
    assert [entry.actor for entry in portal.audited("invite")] == [f"staff:{person.id}"]


def test_a_form_becomes_a_visit_in_utc() -> None:
    checked = check({**FORM, "date": "2090-07-12"}, set(), "Europe/London", now())
    assert checked == NewVisit("Rosa Diaz", datetime(2090, 7, 12, 9, 30, tzinfo=UTC), None)
    late = check(FORM, set(), "Europe/London", now() + timedelta(days=365 * 100))
    assert list(late) == ["date"]  # type: ignore[call-overload]


def test_links_run_out_at_the_end_of_the_day_that_was_set(portal: Portal) -> None:
    browser, visit = portal.signed_in(), portal.visit()
    address = f"/clinic/visits/{visit.id}/expire"
    assert browser.post(address, data={"until": "2020-01-01"}).status_code == 422
    assert browser.post(address, data={"until": "soon"}).status_code == 422
    assert browser.post(address, data={"until": "2090-07-12"}).status_code == 303
    with portal.reading() as session:
        kept = session.query(Invitation).one().expires_at
    assert kept == datetime(2090, 7, 12, 23, tzinfo=UTC)
    assert len(portal.audited("expire_link")) == 1
