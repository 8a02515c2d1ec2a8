"""GET, PATCH and DELETE of answers: the contract, and whose answers they are."""

import uuid
from typing import Any

import httpx
import pytest

from records.answers import Guess
from records.database import Database
from records.models import SafetyNotice
from tests.web.conftest import Patient
from tests.web.pretend_bot import PretendBot

GUESS = Guess("getting_about", 0.9, "walk to the shop", None, "pretend")
HARD_HIT = {"rule": "abuse.hits_me", "cls": "abuse", "tier": "hard", "source": "rules"}


@pytest.fixture
def written(patient: Patient, bot: PretendBot) -> Patient:
    """A person who has said something, with a guess at what it is about."""
    patient.start()
    bot.guesses = [GUESS]
    patient.say("walk to the shop")
    return patient


def patch(patient: Patient, answer_id: str, **fields: object) -> httpx.Response:
    return patient.browser.patch(f"/chat/answers/{answer_id}", json=fields)


def notices_of(database: Database) -> list[SafetyNotice]:
    with database.reading() as session:
        return session.query(SafetyNotice).all()


def test_an_answer_is_shown_as_the_contract_says(written: Patient) -> None:
    answer = written.answer("my_life")
    assert {"id", "question", "heading", "text", "standing", "shared", "labels"} <= set(answer)
    assert (answer["text"], answer["standing"], answer["shared"]) == (
        "walk to the shop",
        "answered",
        True,
    )
    assert answer["labels"] == [{"capability": "getting_about", "source": "guess"}]


def test_skipped_stays_skipped(patient: Patient) -> None:
    patient.start()
    assert patient.answer("who_is_writing")["standing"] == "skipped"
    assert patient.answer("who_is_writing")["text"] is None


@pytest.mark.parametrize("words", ["  changed\n", "👍🏽", "/restart", "x" * 4000])
def test_changed_words_are_kept_byte_for_byte(written: Patient, words: str) -> None:
    answer_id = written.answer("my_life")["id"]
    answer = patch(written, answer_id, text=words)
    assert answer.status_code == 200
    assert answer.json()["text"] == words
    assert written.answer("my_life")["text"] == words


def test_an_answer_can_be_kept_back_and_shared_again(written: Patient) -> None:
    answer_id = written.answer("my_life")["id"]
    assert patch(written, answer_id, shared=False).json()["shared"] is False
    assert patch(written, answer_id, shared=True).json()["shared"] is True


def test_the_persons_label_takes_the_place_of_the_guess(written: Patient) -> None:
    answer_id = written.answer("my_life")["id"]
    answer = patch(written, answer_id, labels=["enjoyment"]).json()
    assert answer["labels"] == [{"capability": "enjoyment", "source": "person"}]
    assert patch(written, answer_id, labels=[]).json()["labels"] == []


def test_a_deleted_answer_has_no_words_left(written: Patient) -> None:
    answer_id = written.answer("my_life")["id"]
    assert written.browser.delete(f"/chat/answers/{answer_id}").status_code == 204
    answer = written.answer("my_life")
    assert (answer["text"], answer["standing"]) == (None, "skipped")
    assert "walk to the shop" not in written.browser.get("/chat/transcript").text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "text"),
        ({"text": "a", "shared": True}, "text"),
        ({"text": ""}, "text"),
        ({"text": None}, "text"),
        ({"shared": "yes"}, "shared"),
        ({"labels": "enjoyment"}, "labels"),
        ({"labels": ["happiness"]}, "labels"),
    ],
)
def test_a_wrong_change_is_answered_with_the_field(
    written: Patient, fields: dict[str, object], field: str
) -> None:
    answer = patch(written, written.answer("my_life")["id"], **fields)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_a_change_that_is_too_long_is_413(written: Patient) -> None:
    assert patch(written, written.answer("my_life")["id"], text="a" * 4001).status_code == 413


def test_another_persons_answer_is_not_found(
    written: Patient, database: Database, invite: Any
) -> None:
    answer_id = written.answer("my_life")["id"]
    written.browser.cookies.clear()
    other = Patient(written.browser, database, invite(name="Alex"))
    other.start()
    assert patch(other, answer_id, text="changed").status_code == 404
    assert other.browser.delete(f"/chat/answers/{answer_id}").status_code == 404
    form = other.browser.post(f"/chat/answers/{answer_id}", data={"_action": "keep"})
    assert form.status_code == 404
    assert other.answers() != []
    assert answer_id not in [answer["id"] for answer in other.answers()]


def test_an_unknown_answer_is_not_found(written: Patient) -> None:
    assert patch(written, str(uuid.uuid4()), shared=False).status_code == 404


def test_nothing_can_be_changed_while_the_clinic_has_it(written: Patient) -> None:
    answer_id = written.answer("my_life")["id"]
    written.send()
    answer = patch(written, answer_id, text="changed")
    assert (answer.status_code, answer.json()) == (409, {"error": "already_sent"})
    assert written.answer("my_life")["text"] == "walk to the shop"


def test_changed_words_go_through_the_safety_screen(
    written: Patient, bot: PretendBot, database: Database
) -> None:
    bot.hits = [HARD_HIT]
    patch(written, written.answer("my_life")["id"], text="he hits me")
    assert bot.screened == ["he hits me"]
    assert [notice.danger for notice in notices_of(database)] == ["abuse"]


def test_words_about_abuse_are_kept_back_unless_the_person_says_it_is_safe(
    written: Patient, bot: PretendBot, database: Database
) -> None:
    bot.hits = [HARD_HIT]
    answer = patch(written, written.answer("my_life")["id"], text="he hits me").json()
    assert answer["shared"] is False
    assert notices_of(database)[0].shared is False


def test_a_change_is_saved_also_when_the_bot_is_down(written: Patient, bot: PretendBot) -> None:
    bot.status = 503
    answer_id = written.answer("my_life")["id"]
    assert patch(written, answer_id, text="changed").status_code == 200
    assert written.answer("my_life")["text"] == "changed"
