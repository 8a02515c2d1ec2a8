"""The talk as a plain form, without scripts."""

import re
from html import unescape
from typing import Any

import pytest

from tests.web.conftest import Patient
from tests.web.pretend_bot import YES, PretendBot


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def box(page: str) -> str:
    """What stands in the box, as a browser shows it: it drops the first line break."""
    found = re.search(r'<textarea[^>]*id="text"[^>]*>\n?(.*?)</textarea>', page, re.S)
    assert found is not None
    return unescape(found[1])


def press(patient: Patient, page: str, **fields: str) -> Any:
    """Send the form of a page as a browser does: line breaks as CR LF."""
    sent = {"id": hidden(page, "id"), "question": hidden(page, "question"), "text": ""} | fields
    return patient.browser.post(
        "/chat/messages", data={name: re.sub(r"\r?\n", "\r\n", text) for name, text in sent.items()}
    )


def test_the_whole_talk_goes_without_scripts(patient: Patient) -> None:
    page = patient.open().text
    for fields in (
        {"choice": YES},
        {"choice": "/skip"},
        {"choice": "/skip"},
        {"text": "my garden"},
    ):
        answer = press(patient, page, **fields)
        assert (answer.status_code, answer.headers["location"]) == (303, "/chat#latest")
        page = patient.browser.get("/chat").text
    assert patient.answer("my_life")["text"] == "my garden"
    assert "my garden" in page
    assert "Part 2 of 7" in page


def test_line_breaks_come_through_a_form_as_they_were_typed(patient: Patient) -> None:
    patient.start()
    press(patient, patient.browser.get("/chat").text, text="\none\n\ntwo\n")
    assert patient.answer("my_life")["text"] == "\none\n\ntwo\n"


def test_the_same_form_sent_twice_is_taken_once(patient: Patient, bot: PretendBot) -> None:
    patient.start()
    page = patient.browser.get("/chat").text
    asked = len(bot.asked)
    for _ in range(2):
        assert press(patient, page, text="my garden").status_code == 303
    assert len(bot.asked) == asked + 1


def test_another_answer_from_a_page_gone_back_to_is_not_lost(patient: Patient) -> None:
    patient.start()
    page = patient.browser.get("/chat").text
    press(patient, page, choice="/skip")
    press(patient, page, text="my garden")
    assert patient.answer("what_matters")["text"] == "my garden"


def test_the_bot_is_told_which_question_the_page_showed(patient: Patient, bot: PretendBot) -> None:
    patient.start()
    page = patient.browser.get("/chat").text
    press(patient, page, choice="/skip")
    press(patient, page, text="my garden")
    assert bot.asked[-1]["question"] == "my_life"


def test_what_was_typed_beside_a_pressed_button_stays_in_the_box(patient: Patient) -> None:
    patient.start()
    page = patient.browser.get("/chat").text
    answer = press(patient, page, choice="/why_do_you_ask", text="\nmy gar")
    assert answer.status_code == 200
    assert "what matters to you" in answer.text
    assert box(answer.text) == "\nmy gar"


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (503, 503, "The chat cannot answer right now"),
        (409, 409, "Wait a moment"),
        (422, 422, "Something went wrong"),
    ],
)
def test_text_that_could_not_be_sent_stays_in_the_box(
    patient: Patient, bot: PretendBot, status: int, code: int, words: str
) -> None:
    patient.start()
    page = patient.browser.get("/chat").text
    bot.status = status
    bot.error = {409: "another_message_in_flight"}.get(status, "not_answered_send_again")
    answer = press(patient, page, text="my garden <3")
    assert answer.status_code == code
    assert words in answer.text
    assert box(answer.text) == "my garden <3"
    assert hidden(answer.text, "id") == hidden(page, "id")


def test_trying_again_from_the_page_takes_the_message_once(
    patient: Patient, bot: PretendBot
) -> None:
    patient.start()
    page = patient.browser.get("/chat").text
    bot.status = 503
    failed = press(patient, page, text="my garden").text
    bot.status = 200
    assert press(patient, failed, text=box(failed)).status_code == 303
    press(patient, page, text="my garden")
    assert patient.answer("my_life")["text"] == "my garden"
    assert patient.answers()[-1]["question"] == "my_life"


def test_text_that_is_too_long_stays_in_the_box_with_the_limit(patient: Patient) -> None:
    patient.start()
    text = "long " * 1000
    answer = press(patient, patient.browser.get("/chat").text, text=text)
    assert answer.status_code == 413
    assert "4,000 characters" in answer.text
    assert box(answer.text) == text


def test_an_empty_form_asks_for_words(patient: Patient) -> None:
    patient.start()
    answer = press(patient, patient.browser.get("/chat").text)
    assert answer.status_code == 422
    assert "There is nothing to send yet" in answer.text


def test_words_are_shown_and_not_run(patient: Patient) -> None:
    patient.start()
    press(patient, patient.browser.get("/chat").text, text="<script>alert(1)</script>")
    page = patient.browser.get("/chat").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_first_page_with_the_bot_down_can_be_tried_again(
    patient: Patient, bot: PretendBot
) -> None:
    bot.status = 503
    page = patient.open()
    assert page.status_code == 503
    assert "/urgent-help" in page.text
    bot.status = 200
    assert press(patient, page.text, choice="/start").status_code == 303
    assert "Shall we start?" in patient.browser.get("/chat").text


def test_deleting_in_the_talk_leads_to_a_last_page(patient: Patient) -> None:
    patient.start()
    answer = press(patient, patient.browser.get("/chat").text, choice="/confirm_delete")
    assert answer.headers["location"] == "/goodbye"
    assert "Everything you wrote is deleted" in patient.browser.get("/goodbye").text
