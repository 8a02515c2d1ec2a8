"""What changed since the last preparation of the same person, side by side."""

from datetime import timedelta

from records.models import Answer, Preparation, Visit, now
from tests.clinic.conftest import WORDS, Portal
from tests.records.patient import say


def visit_of(portal: Portal, number: str | None, days: int, clinic: str = "own") -> Visit:
    visit = portal.visit(starts_at=now() + timedelta(days=days), clinic=clinic)
    with portal.database.writing() as session:
        session.get_one(Visit, visit.id).patient_ref = number
    return visit


def sent_with(portal: Portal, visit: Visit, words: str, clinic: str = "own") -> str:
    preparation_id = portal.preparation(visit, clinic)
    with portal.database.writing() as session:
        preparation = session.get_one(Preparation, preparation_id)
        session.query(Answer).filter_by(preparation_id=preparation_id).one().words = words
        say(session, preparation, "people_who_matter", "Joe")
    portal.send(preparation_id)
    return preparation_id


def page_of(portal: Portal, preparation_id: str) -> str:
    return str(portal.signed_in().get(f"/clinic/preparations/{preparation_id}").text)


def test_what_changed_stands_side_by_side_and_what_did_not_is_left_out(portal: Portal) -> None:
    before = sent_with(portal, visit_of(portal, "A1", 1), "to walk to the shop")
    after = sent_with(portal, visit_of(portal, "A1", 30), WORDS)
    page = page_of(portal, after)
    table = page[
        page.index('class="clinic-changes"') : page.index(
            "</details>", page.index('class="clinic-changes"')
        )
    ]
    assert "to walk to the shop" in table
    assert WORDS in table
    assert "Joe" not in table
    seen = [e for e in portal.audited("view") if e.detail.get("form") == "changes"]
    assert [entry.subject for entry in seen] == [f"preparation:{before}"]


def test_without_the_clinics_number_nobody_is_taken_for_the_same_person(portal: Portal) -> None:
    sent_with(portal, visit_of(portal, None, 1), "the first words")
    after = sent_with(portal, visit_of(portal, None, 30), WORDS)
    assert "clinic-changes" not in page_of(portal, after)


def test_another_clinics_person_of_the_same_number_is_another_person(portal: Portal) -> None:
    sent_with(portal, visit_of(portal, "A1", 1, "other"), "the first words", "other")
    after = sent_with(portal, visit_of(portal, "A1", 30), WORDS)
    assert "the first words" not in page_of(portal, after)


def test_what_was_taken_back_is_not_shown_as_the_last_time(portal: Portal) -> None:
    before = sent_with(portal, visit_of(portal, "A1", 1), "the first words")
    portal.withdraw(before)
    after = sent_with(portal, visit_of(portal, "A1", 30), WORDS)
    assert "the first words" not in page_of(portal, after)


def test_a_later_visit_is_not_the_last_one(portal: Portal) -> None:
    sent_with(portal, visit_of(portal, "A1", 60), "the later words")
    after = sent_with(portal, visit_of(portal, "A1", 30), WORDS)
    assert "the later words" not in page_of(portal, after)
