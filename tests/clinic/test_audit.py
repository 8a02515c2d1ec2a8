"""The audit, for auditors: everything that was done, and not a word of what was said."""

from records import audit
from records.models import Role
from tests.clinic.conftest import WORDS, Portal
from web.clinic.audit import ACTIONS, PER_PAGE


def test_an_auditor_sees_who_read_what_and_no_word_of_it(portal: Portal) -> None:
    preparation_id = portal.sent(portal.visit("Sam Example"))
    reader = portal.person(Role.CLINICIAN)
    portal.browser_of(reader).get(f"/clinic/preparations/{preparation_id}")
    page = portal.signed_in(Role.AUDITOR).get("/clinic/audit").text
    assert reader.name in page
    assert ACTIONS["view"] in page
    assert f"preparation:{preparation_id}" in page
    assert WORDS not in page
    assert "Sam Example" not in page


def test_entries_of_another_clinic_are_not_shown(portal: Portal) -> None:
    preparation_id = portal.sent(clinic="other")
    page = portal.signed_in(Role.AUDITOR).get("/clinic/audit").text
    assert preparation_id not in page


def test_the_entries_of_one_record_can_be_followed(portal: Portal) -> None:
    one, other = portal.sent(), portal.sent()
    page = portal.signed_in(Role.AUDITOR).get(f"/clinic/audit?subject=preparation:{one}").text
    assert f"preparation:{one}" in page
    assert f"preparation:{other}" not in page


def test_many_entries_come_a_page_at_a_time_the_newest_first(portal: Portal) -> None:
    clinic_id = portal.clinic_id()
    with portal.database.writing() as session:
        for number in range(PER_PAGE + 1):
            audit.add(
                session,
                clinic_id=clinic_id,
                actor="system",
                action="invite",
                subject=f"visit:{number}.",
            )
    browser = portal.signed_in(Role.AUDITOR)
    first, second = browser.get("/clinic/audit").text, browser.get("/clinic/audit?page=2").text
    assert f"visit:{PER_PAGE}." in first
    assert "visit:0." not in first
    assert "visit:0." in second


def test_every_action_that_is_noted_has_words(portal: Portal) -> None:
    portal.withdraw(portal.sent())
    with portal.reading() as session:
        entries, _ = audit.of_clinic(session, portal.clinic_id(), limit=100, offset=0)
    assert {entry.action for entry in entries} <= set(ACTIONS)
