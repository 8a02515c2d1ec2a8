"""The check page: plain forms for everything, and what is asked before sending."""

import html
from typing import Any

import httpx
import pytest

from records import signposting
from records.database import Database
from records.models import SafetyNotice
from tests.web.conftest import Patient
from tests.web.pretend_bot import PretendBot
from tests.web.test_answers import GUESS, HARD_HIT

CRISIS = {"rule": "self_harm.want_to_die", "cls": "self_harm", "tier": "hard", "source": "rules"}
TEXTS = signposting.load("uk").texts


@pytest.fixture
def written(patient: Patient, bot: PretendBot) -> Patient:
    """A person who has said what their life is, and what matters to them."""
    patient.start()
    bot.guesses = [GUESS]
    patient.say("walk to the shop")
    patient.say("seeing my grandson")
    return patient


def press(patient: Patient, question: str, **fields: Any) -> httpx.Response:
    """Use a form of the check page."""
    answer_id = patient.answer(question)["id"]
    answer = patient.browser.post(f"/chat/answers/{answer_id}", data=fields)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].endswith(f"#answer-{answer_id}")
    return patient.browser.get(answer.headers["location"].split("#")[0])


def page_of(patient: Patient) -> str:
    return html.unescape(patient.browser.get("/chat/check").text)


def preview_of(patient: Patient) -> str:
    return page_of(patient).split('class="preview__page"')[1].split("</article>")[0]


def test_every_answer_stands_under_its_heading(written: Patient) -> None:
    page = page_of(written)
    for answer in written.answers():
        assert f">{answer['heading']}" in page
    assert "walk to the shop" in page
    assert "You chose to skip this." in page


def test_words_can_be_changed_in_place(written: Patient) -> None:
    page = press(written, "my_life", _action="words", text="walk\r\nto the sea")
    assert "Your change is saved" in page.text
    assert written.answer("my_life")["text"] == "walk\nto the sea"


def test_words_that_are_too_long_stay_in_their_box(written: Patient) -> None:
    answer_id = written.answer("my_life")["id"]
    words = "long " * 1000
    page = written.browser.post(
        f"/chat/answers/{answer_id}", data={"_action": "words", "text": words}
    )
    assert page.status_code == 413
    assert words in page.text
    assert written.answer("my_life")["text"] == "walk to the shop"


def test_an_answer_that_was_skipped_can_be_written_here(written: Patient) -> None:
    press(written, "preferred_name", _action="words", text="Sam")
    assert written.answer("preferred_name")["text"] == "Sam"


def test_what_is_kept_back_is_not_in_the_preview(written: Patient) -> None:
    assert "walk to the shop" in preview_of(written)
    page = press(written, "my_life", _action="keep")
    assert "You keep this to yourself" in page.text
    assert "walk to the shop" not in preview_of(written)
    press(written, "my_life", _action="share")
    assert "walk to the shop" in preview_of(written)


def test_an_answer_can_be_left_out(written: Patient) -> None:
    press(written, "my_life", _action="leave_out")
    assert "walk to the shop" not in page_of(written)


def test_a_label_is_a_guess_that_can_be_confirmed_or_taken_away(written: Patient) -> None:
    assert "This may be about: <b>Getting about</b>" in page_of(written)
    press(written, "my_life", _action="right")
    assert written.answer("my_life")["labels"] == [
        {"capability": "getting_about", "source": "person"}
    ]
    press(written, "my_life", _action="none")
    assert written.answer("my_life")["labels"] == []


def test_other_labels_can_be_chosen(written: Patient) -> None:
    press(written, "my_life", _action="labels", labels=["enjoyment", "meaning"])
    labels = {label["capability"] for label in written.answer("my_life")["labels"]}
    assert labels == {"enjoyment", "meaning"}


def test_a_choice_can_be_changed_and_not_sure_stays_not_sure(written: Patient) -> None:
    press(written, "who_is_writing", _action="choose", choice="with_help")
    assert written.answer("who_is_writing")["choice"] == "with_help"
    written.say("play the organ")
    written.choose("/skip")
    press(written, "able_to_wish", _action="choose", choice="not_sure")
    assert written.answer("able_to_wish")["standing"] == "not_sure"


def test_choosing_another_answer_keeps_the_words_beside_it(written: Patient) -> None:
    for _ in range(2):
        written.choose("/skip")
    assert written.say("the water tablets keep me up").json()["question"] == "different_views"
    press(written, "pulls", _action="choose", choice="yes")
    answer = written.answer("pulls")
    assert (answer["text"], answer["choice"]) == ("the water tablets keep me up", "yes")


@pytest.mark.parametrize(
    "fields",
    [{"_action": "nothing"}, {}, {"_action": "choose", "choice": "nobody"}],
)
def test_a_form_that_is_not_ours_is_refused(written: Patient, fields: dict[str, str]) -> None:
    answer_id = written.answer("who_is_writing")["id"]
    assert written.browser.post(f"/chat/answers/{answer_id}", data=fields).status_code == 422


def test_questions_to_ask_can_be_put_in_order(patient: Patient) -> None:
    patient.start()
    while patient.choose("/skip").json()["question"] != "question_to_ask":
        pass
    patient.say("first")
    patient.say("second")
    second = next(a for a in patient.answers() if a["text"] == "second")
    patient.browser.post(f"/chat/answers/{second['id']}", data={"_action": "up"})
    order = [a["text"] for a in patient.answers() if a["question"] == "question_to_ask"]
    assert order[:2] == ["second", "first"]


def test_a_change_that_calls_for_urgent_help_shows_it(written: Patient, bot: PretendBot) -> None:
    bot.hits = [CRISIS]
    answer_id = written.answer("my_life")["id"]
    page = written.browser.post(
        f"/chat/answers/{answer_id}", data={"_action": "words", "text": "I want to die"}
    )
    text = html.unescape(page.text)
    for line in (*TEXTS["self_harm"].opening, *TEXTS["self_harm"].cards[0].bullets):
        assert line in text
    assert signposting.load("uk").told in text
    assert written.answer("my_life")["text"] == "I want to die"


def test_a_weak_sign_adds_one_line(written: Patient, bot: PretendBot) -> None:
    bot.hits = [CRISIS | {"tier": "soft"}]
    answer_id = written.answer("my_life")["id"]
    page = written.browser.post(
        f"/chat/answers/{answer_id}", data={"_action": "words", "text": "I felt low once"}
    )
    assert TEXTS["self_harm"].soft in html.unescape(page.text)
    assert TEXTS["self_harm"].cards[0].heading not in html.unescape(page.text)


def test_the_person_is_asked_before_crisis_words_go_into_the_summary(
    patient: Patient, bot: PretendBot
) -> None:
    patient.start()
    bot.hits = [CRISIS]
    patient.say("I want to die")
    bot.hits = []
    assert TEXTS["self_harm"].share.question in page_of(patient)
    assert patient.send().json() == {"error": "notice_undecided", "field": "notices"}


@pytest.mark.parametrize(("shared", "there"), [("yes", True), ("no", False)])
def test_the_persons_choice_about_crisis_words_is_kept(
    patient: Patient, bot: PretendBot, database: Database, shared: str, there: bool
) -> None:
    patient.start()
    bot.hits = [CRISIS]
    patient.say("I want to die")
    bot.hits = []
    patient.say("seeing my grandson")
    with database.reading() as session:
        notice_id = session.query(SafetyNotice).one().id
    answer = patient.browser.post(f"/chat/notices/{notice_id}", data={"shared": shared})
    assert answer.status_code == 303
    assert ("I want to die" in preview_of(patient)) is there
    assert patient.send().status_code == 200


def test_abuse_is_left_out_unless_the_person_says_it_is_safe(
    patient: Patient, bot: PretendBot
) -> None:
    patient.start()
    bot.hits = [HARD_HIT]
    patient.say("he hits me")
    bot.hits = []
    patient.say("seeing my grandson")
    assert patient.answer("my_life")["shared"] is False
    assert TEXTS["abuse"].share.question in page_of(patient)
    assert "he hits me" not in preview_of(patient)
    assert patient.send().status_code == 200


@pytest.mark.parametrize("writer", ["with_help", "for_someone"])
def test_who_writes_for_the_person_is_never_asked_about_abuse(
    patient: Patient, bot: PretendBot, writer: str
) -> None:
    patient.start()
    press(patient, "who_is_writing", _action="choose", choice=writer)
    bot.hits = [HARD_HIT]
    patient.say("he hits me")
    bot.hits = []
    patient.say("seeing my grandson")
    page = page_of(patient)
    assert TEXTS["abuse"].share.question not in page
    assert 'id="notices"' not in page
    assert patient.send().status_code == 200


def test_a_notice_of_another_person_cannot_be_changed(
    patient: Patient, bot: PretendBot, database: Database, invite: Any
) -> None:
    patient.start()
    bot.hits = [CRISIS]
    patient.say("I want to die")
    bot.hits = []
    with database.reading() as session:
        notice_id = session.query(SafetyNotice).one().id
    patient.browser.cookies.clear()
    other = Patient(patient.browser, database, invite(name="Alex"))
    other.start()
    answer = other.browser.post(f"/chat/notices/{notice_id}", data={"shared": "yes"})
    assert answer.status_code == 404
