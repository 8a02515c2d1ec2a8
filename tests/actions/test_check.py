"""Check and end: only the button sends, and it sends once."""

from sqlalchemy import func, select

from records.models import State, SummaryRevision
from tests.actions.someone import Someone


def sent(sam: Someone) -> int:
    with sam.database.reading() as session:
        return session.scalar(select(func.count()).select_from(SummaryRevision)) or 0


def test_the_button_saves_the_summary(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("two jobs")
    assert sam.presses("save_for_visit") == ["saved", "when_read"]
    assert (sam.state(), sent(sam)) == (State.SENT, 1)


def test_the_button_pressed_twice_or_sent_twice_saves_once(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("two jobs")
    before = sam.place
    sam.presses("save_for_visit")
    assert sam.sends_again(before) == ["saved", "when_read"]
    assert sam.presses("save_for_visit") == ["saved", "when_read"]
    assert sent(sam) == 1


def test_words_never_send(sam: Someone) -> None:
    sam.at("check")
    for words in ("Save for my visit", "save it", "yes", "1"):
        sam.says(words, "affirm")
    assert sent(sam) == 0


def test_without_one_answer_there_is_nothing_to_send_and_it_is_said(sam: Someone) -> None:
    sam.at("check")
    assert sam.presses("save_for_visit") == ["nothing_to_send"]
    assert sent(sam) == 0


def test_a_sentence_at_the_check_is_something_else_to_know(sam: Someone) -> None:
    sam.at("check")
    words = "and tell them that I cannot hear on the left side"
    assert sam.says(words) == ["added_to_something_else", "ask_check"]
    assert sam.words() == {"something_else.1": words}


def test_after_saving_words_are_told_where_the_answers_are(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("two jobs")
    sam.presses("save_for_visit")
    assert sam.says("three jobs") == ["already_sent"]
    assert sam.words() == {"my_life.1": "two jobs"}
