"""A turn as a whole: one transaction, read back, and the same message never counts twice."""

import pytest

from actions import conversation
from actions.conversation import NotKept, UnknownConversation, take_turn
from actions.turn import Place
from records.database import Database
from tests.actions.someone import Someone, heard


def test_an_unknown_conversation_is_an_error_and_not_a_new_one(database: Database) -> None:
    with pytest.raises(UnknownConversation):
        take_turn(database, "nobody", heard("hello"), Place())


@pytest.mark.parametrize("key", ["my_life", "able_to", "able_to_helps", "let_go", "pulls"])
def test_a_message_sent_again_at_the_same_place_is_kept_once(sam: Someone, key: str) -> None:
    sam.at(key)
    before = sam.place
    first = sam.says("my words, once")
    assert sam.sends_again(before) == first
    assert list(sam.words().values()) == ["my words, once"]


def test_a_skip_sent_again_does_not_skip_the_next_question(sam: Someone) -> None:
    sam.at("let_go")
    before = sam.place
    sam.presses("skip")
    assert sam.sends_again(before)[-1] == "ask_pulls"


def test_a_message_sent_again_when_the_bot_has_forgotten_the_place_is_kept_once(
    sam: Someone,
) -> None:
    sam.at("my_life")
    message = heard("my words, once", looking_at="my_life")
    sam.sends(message)
    sam.place = Place()
    sam.sends(message)
    assert sam.words() == {"my_life.1": "my words, once"}


def test_words_for_an_older_question_are_added_there(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("one")
    assert sam.says("and more", looking_at="my_life") == ["added", "ask_what_matters"]
    assert sam.words() == {"my_life.1": "one\nand more"}


def test_a_command_from_an_older_screen_is_still_a_command(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("one")
    assert sam.says("stop", "stop_for_now", looking_at="my_life") == ["stopped"]


def test_words_from_a_screen_that_shows_no_question_of_ours_answer_the_open_one(
    sam: Someone,
) -> None:
    sam.at("my_life")
    assert sam.says("one", looking_at="nonsense") == ["noted", "ask_what_matters"]


def test_what_cannot_be_read_back_is_not_said_to_be_kept(
    sam: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam.at("my_life")
    monkeypatch.setattr(conversation, "_holds", lambda answer, typed: False)
    with pytest.raises(NotKept):
        sam.says("one")


def test_saved_is_not_said_when_no_summary_can_be_read_back(
    sam: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam.at("my_life")
    sam.says("one")
    monkeypatch.setattr(conversation, "sent_summary", lambda session, preparation: None)
    with pytest.raises(NotKept):
        sam.presses("save_for_visit")


def test_an_error_half_way_keeps_nothing_of_the_turn(
    sam: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam.at("my_life")

    def break_off(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(conversation.urgent, "told", break_off)
    with pytest.raises(RuntimeError):
        sam.says("one")
    assert sam.words() == {}
