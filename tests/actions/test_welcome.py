"""Welcome: nothing is stored before a yes."""

from actions import conversation
from actions.turn import Place
from records.models import State
from records.path import Step
from tests.actions.someone import Someone, heard, names

CONSENT = Place(step=Step("consent"))


def test_the_first_words_say_what_this_is_and_ask_for_a_yes(sam: Someone) -> None:
    reply = conversation.begin(sam.database, sam.conversation_id, heard(None, "start"), Place())
    assert names(reply) == ["welcome", "terms", "no_advice", "ask_consent"]


def test_before_a_yes_no_words_are_kept(sam: Someone) -> None:
    sam.place = CONSENT
    assert sam.says("my heart is bad and my wife is worried") == ["simply_consent"]
    assert sam.says("can I get a repeat prescription", "ask_prescription") == [
        "ask_prescription_at_start",
        "ask_consent",
    ]
    assert sam.words() == {}
    assert sam.preparation().consented_at is None


def test_a_yes_is_noted_and_who_is_writing_is_asked(sam: Someone) -> None:
    sam.place = CONSENT
    assert sam.chooses("yes") == ["thanks", "ask_who_is_writing"]
    assert sam.preparation().consented_at is not None


def test_not_now_ends_politely_and_the_same_link_begins_again(sam: Someone) -> None:
    sam.place = CONSENT
    assert sam.chooses("not_now") == ["declined"]
    assert sam.state() is State.DECLINED
    reply = conversation.begin(sam.database, sam.conversation_id, heard(None, "start"), Place())
    assert names(reply)[-1] == "ask_consent"
    assert sam.state() is State.OPEN


def test_stopping_before_a_yes_keeps_nothing(sam: Someone) -> None:
    sam.place = CONSENT
    assert sam.says("stop", "stop_for_now") == ["declined"]


def test_the_consent_cannot_be_skipped(sam: Someone) -> None:
    sam.place = CONSENT
    assert sam.presses("skip") == ["simply_consent"]
    assert sam.preparation().consented_at is None


def test_who_comes_back_goes_on_at_the_first_question_not_answered(sam: Someone) -> None:
    sam.at("let_go")
    reply = conversation.begin(sam.database, sam.conversation_id, heard(None, "start"), Place())
    assert names(reply) == ["welcome_back", "ask_let_go"]


def test_a_name_is_kept_as_it_is_typed(sam: Someone) -> None:
    sam.at("preferred_name")
    sam.says(" Dr. O'Hara-nothing ", "nothing_to_add")
    assert sam.words() == {"preferred_name.1": " Dr. O'Hara-nothing "}
