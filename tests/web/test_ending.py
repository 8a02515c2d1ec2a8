"""Sending once, taking back, deleting, one's own copy, and what comes back from the clinic."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from records import sending, staff
from records.database import Database
from records.models import (
    Answer,
    Clinic,
    Feedback,
    Preparation,
    Role,
    SummaryRevision,
    Turn,
    Visit,
    now,
)
from tests.web.conftest import Patient
from tests.web.pretend_bot import PretendBot


@pytest.fixture
def written(patient: Patient) -> Patient:
    """A person who has said what their life is, and kept what matters to themselves."""
    patient.start()
    patient.say("walk to the shop")
    patient.say("I do not trust my son")
    answer_id = patient.answer("what_matters")["id"]
    patient.browser.patch(f"/chat/answers/{answer_id}", json={"shared": False})
    return patient


def count(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.query(table).count()


def begin_visit(database: Database) -> None:
    with database.writing() as session:
        session.execute(update(Visit).values(starts_at=now() - timedelta(hours=1)))


def test_sending_gives_a_reference_and_the_time(written: Patient) -> None:
    answer = written.send()
    assert answer.status_code == 200
    assert set(answer.json()) == {"reference", "sent_at"}


def test_the_same_submission_gives_the_same_reference(written: Patient, database: Database) -> None:
    submission = {"submission": str(uuid.uuid4())}
    first = written.browser.post("/chat/send", json=submission)
    again = written.browser.post("/chat/send", json=submission)
    assert again.json() == first.json()
    assert count(database, SummaryRevision) == 1


def test_a_submission_that_got_no_answer_is_taken_once(
    written: Patient, bot: PretendBot, database: Database
) -> None:
    submission = {"submission": str(uuid.uuid4())}
    bot.status = 503
    assert written.browser.post("/chat/send", json=submission).status_code == 503
    assert count(database, SummaryRevision) == 0
    bot.status = 200
    assert written.browser.post("/chat/send", json=submission).status_code == 200
    assert count(database, SummaryRevision) == 1


def test_sending_goes_through_the_dialogue(written: Patient, bot: PretendBot) -> None:
    submission = str(uuid.uuid4())
    written.browser.post("/chat/send", json={"submission": submission})
    assert (bot.asked[-1]["choice"], bot.asked[-1]["id"]) == ("/save_for_visit", submission)


def test_a_submission_needs_its_id(written: Patient) -> None:
    answer = written.browser.post("/chat/send", json={})
    assert (answer.status_code, answer.json()["field"]) == (422, "submission")


def test_with_nothing_to_send_nothing_is_sent(patient: Patient, database: Database) -> None:
    patient.start()
    assert patient.send().json() == {"error": "nothing_to_send"}
    assert count(database, SummaryRevision) == 0


def test_after_sending_the_talk_is_forgotten(
    written: Patient, bot: PretendBot, database: Database
) -> None:
    written.send()
    with database.reading() as session:
        assert [turn.said for turn in session.scalars(select(Turn))] == ["Save for my visit"]
    assert bot.forgotten == [written.preparation().conversation_id]


def test_the_form_leads_to_what_happens_next(written: Patient) -> None:
    answer = written.browser.post("/chat/send", data={"submission": str(uuid.uuid4())})
    assert (answer.status_code, answer.headers["location"]) == (303, "/chat/done")
    page = written.browser.get("/chat/done").text
    assert "not today" in page
    assert "walk to the shop" in page
    assert "I do not trust my son" not in page
    for path in ("/chat", "/chat/check"):
        assert written.browser.get(path).headers["location"] == "/chat/done"


def test_before_sending_there_is_no_last_page(written: Patient) -> None:
    assert written.browser.get("/chat/done").headers["location"] == "/chat/check"


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_ones_own_copy_is_what_the_clinic_sees(written: Patient, ending: str) -> None:
    written.send()
    copy = written.browser.get(f"/chat/copy.{ending}")
    assert copy.status_code == 200
    assert f'filename="my-visit.{ending}"' in copy.headers["Content-Disposition"]
    assert copy.headers["Cache-Control"] == "no-store"
    assert "walk to the shop" in copy.text
    assert "I do not trust my son" not in copy.text


def test_there_is_no_copy_in_another_form(written: Patient) -> None:
    assert written.browser.get("/chat/copy.exe").status_code == 404


def test_what_was_sent_can_be_taken_back_changed_and_sent_again(
    written: Patient, database: Database
) -> None:
    first = written.send().json()["reference"]
    assert written.browser.post("/chat/withdraw").status_code == 303
    with database.reading() as session:
        assert sending.sent_summary(session, session.query(Preparation).one()) is None
    assert written.browser.get("/chat").headers["location"] == "/chat/check"
    answer_id = written.answer("my_life")["id"]
    written.browser.patch(f"/chat/answers/{answer_id}", json={"text": "walk to the sea"})
    second = written.send().json()["reference"]
    assert second != first
    assert "walk to the sea" in written.browser.get("/chat/done").text


def test_after_the_visit_has_begun_nothing_is_taken_back(
    written: Patient, database: Database
) -> None:
    written.send()
    begin_visit(database)
    answer = written.browser.post("/chat/withdraw", json={})
    assert (answer.status_code, answer.json()) == (409, {"error": "visit_has_begun"})
    assert "Take it back" not in written.browser.get("/chat/done").text


def test_what_was_not_sent_cannot_be_taken_back(written: Patient) -> None:
    answer = written.browser.post("/chat/withdraw", json={})
    assert (answer.status_code, answer.json()) == (409, {"error": "not_sent"})


@pytest.mark.parametrize("sent", [True, False])
def test_deleting_leaves_nothing_of_what_was_written(
    written: Patient, bot: PretendBot, database: Database, sent: bool
) -> None:
    if sent:
        written.send()
    conversation = written.preparation().conversation_id
    assert "Delete everything you wrote?" in written.browser.get("/chat/erase").text
    answer = written.browser.post("/chat/erase")
    assert (answer.status_code, answer.headers["location"]) == (303, "/goodbye")
    assert 'beforehand_chat=""' in answer.headers["set-cookie"]
    for table in (Answer, Turn, SummaryRevision):
        assert count(database, table) == 0
    assert conversation in bot.forgotten
    assert written.browser.get("/chat").status_code == 401


def test_deleting_is_not_held_up_by_a_bot_that_is_down(
    written: Patient, bot: PretendBot, database: Database
) -> None:
    bot.status = 503
    answer = written.browser.post("/chat/erase")
    assert answer.headers["location"] == "/goodbye?later=1"
    assert count(database, Answer) == 0
    assert "deleted by itself" in written.browser.get("/goodbye?later=1").text


def test_the_person_sees_who_read_it_and_when(written: Patient, database: Database) -> None:
    written.send()
    assert "read this on" not in written.browser.get("/chat/done").text
    with database.writing() as session:
        clinic = session.query(Clinic).one()
        nurse, _ = staff.add(session, clinic, "nurse", "Nurse Patel", Role.CLINICIAN)
        reading = sending.mark_read(session, session.query(SummaryRevision).one(), nurse)
        day = f"{reading.at:%A}"
    assert f"Nurse Patel read this on {day}" in written.browser.get("/chat/done").text


def test_after_the_visit_one_question_is_asked(written: Patient, database: Database) -> None:
    written.send()
    question = "Did you get to talk about what mattered to you?"
    assert question not in written.browser.get("/chat/done").text
    begin_visit(database)
    assert question in written.browser.get("/chat/done").text
    answer = written.browser.post("/chat/feedback", data={"talked_about_it": "partly"})
    assert answer.status_code == 303
    with database.reading() as session:
        assert session.query(Feedback).one().talked_about_it == "partly"
    assert "You said: Partly." in written.browser.get("/chat/done").text


def test_an_answer_to_that_question_that_is_none_is_refused(
    written: Patient, database: Database
) -> None:
    written.send()
    begin_visit(database)
    answer = written.browser.post("/chat/feedback", data={"talked_about_it": "10"})
    assert answer.status_code == 422
