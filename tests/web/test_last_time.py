"""A second visit of the same person starts from the first."""

from datetime import timedelta
from typing import Any

import pytest

from records.database import Database
from records.models import Answer, Visit
from tests.web.conftest import Patient

OLD = "Walking to the shop,\non my own"


@pytest.fixture
def again(patient: Patient, database: Database, invite: Any) -> Patient:
    """The person of a first visit that is over, with the link of a second one."""
    patient.start()
    patient.say("My life then")
    patient.say(OLD)
    assert patient.send().status_code == 200
    patient.link = invite(days=30)
    with database.writing() as session:
        for visit in session.query(Visit).order_by(Visit.starts_at):
            visit.patient_ref = "123"
    patient.browser.cookies.clear()
    patient.start()
    return patient


def shown(patient: Patient) -> str:
    return str(patient.browser.get("/chat").text)


def test_what_was_written_last_time_is_shown_at_its_question(again: Patient) -> None:
    assert "Last time you wrote" in shown(again)
    assert "My life then" in shown(again)
    assert OLD not in shown(again)


def test_what_is_still_so_is_said_again_byte_for_byte(again: Patient) -> None:
    again.say("My life now")
    page = {"id": "6f9619ff-8b86-4d01-b42d-00c04fc964ff", "question": "what_matters", "text": ""}
    answer = again.browser.post("/chat/messages", data={**page, "again": OLD})
    assert answer.status_code == 303
    assert again.answer("what_matters")["text"] == OLD


def test_another_persons_words_are_never_shown(again: Patient, database: Database) -> None:
    with database.writing() as session:
        newest = session.query(Visit).order_by(Visit.starts_at.desc()).first()
        assert newest is not None
        newest.patient_ref = "124"
    assert "Last time you wrote" not in shown(again)


def test_without_the_clinics_number_nobody_is_the_same_person(
    again: Patient, database: Database
) -> None:
    with database.writing() as session:
        for visit in session.query(Visit):
            visit.patient_ref = None
    assert "Last time you wrote" not in shown(again)


def test_what_was_kept_back_is_not_brought_up_again(again: Patient, database: Database) -> None:
    with database.writing() as session:
        for answer in session.query(Answer):
            answer.shared = False
    assert "Last time you wrote" not in shown(again)


def test_a_later_visit_is_not_last_time(again: Patient, database: Database) -> None:
    with database.writing() as session:
        first, second = session.query(Visit).order_by(Visit.starts_at).all()
        first.starts_at = second.starts_at + timedelta(days=1)
    assert "Last time you wrote" not in shown(again)
