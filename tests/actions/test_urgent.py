"""When something may need a person today: it is told first, nothing is lost, and the talk goes on."""

import pytest

from records import signposting
from records.models import SafetyNotice
from tests.actions.someone import Someone, heard

HARD = {"rule": "self_harm.want_to_die", "cls": "self_harm", "tier": "hard", "source": "screen"}
SOFT = {**HARD, "tier": "soft"}
UK = signposting.load("uk")
OPEN = ["my_life", "what_matters", "able_to", "let_go", "people_who_matter", "something_else"]


def notices(sam: Someone) -> list[SafetyNotice]:
    return list(sam.preparation().notices)


@pytest.mark.parametrize("key", OPEN)
def test_an_answer_that_needs_a_person_is_kept_and_help_is_shown(sam: Someone, key: str) -> None:
    sam.at(key)
    said = sam.says("I can't do this any more", safety=(HARD,))
    assert set(said) == {"urgent_text"}
    assert sam.words() == {f"{key}.1": "I can't do this any more"}
    assert [(n.danger, n.tier, n.shown) for n in notices(sam)] == [("self_harm", "hard", "full")]


@pytest.mark.parametrize("key", ["who_is_writing", "able_to_wish", "check"])
def test_it_is_shown_and_kept_at_a_closed_question_too(sam: Someone, key: str) -> None:
    sam.at(key)
    assert set(sam.says("I can't do this any more", safety=(HARD,))) == {"urgent_text"}
    assert "I can't do this any more" in sam.words().values()


def test_a_command_in_it_does_not_come_before_help(sam: Someone) -> None:
    sam.at("my_life")
    assert set(sam.says("stop it all", "stop_for_now", safety=(HARD,))) == {"urgent_text"}
    assert sam.words() == {"my_life.1": "stop it all"}


@pytest.mark.parametrize("yes", [("carry on", "carry_on"), ("ok", "affirm")])
def test_carry_on_asks_the_next_question(sam: Someone, yes: tuple[str, str]) -> None:
    sam.at("my_life")
    sam.says("I can't do this any more", safety=(HARD,))
    assert sam.says(*yes) == ["ask_what_matters"]


def test_stop_for_now_stops(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("I can't do this any more", safety=(HARD,))
    assert sam.presses("stop_for_now") == ["stopped"]


def test_a_second_time_the_short_text_is_shown(sam: Someone) -> None:
    sam.at("my_life")
    full = sam.says("I can't do this any more", safety=(HARD,))
    short = sam.says("I really can't", safety=(HARD,))
    assert len(full) > len(short) == 1
    assert [notice.shown for notice in notices(sam)] == ["full", "short"]


def test_when_the_answer_was_lost_the_full_text_is_shown_again(sam: Someone) -> None:
    sam.at("my_life")
    before = sam.place
    full = sam.says("I can't do this any more", safety=(HARD,))
    assert sam.sends_again(before) == full
    assert len(notices(sam)) == 1


def test_a_weak_sign_adds_one_line_and_interrupts_nothing(sam: Someone) -> None:
    sam.at("my_life")
    said = sam.says("I used to feel like that", safety=(SOFT,))
    assert said == ["urgent_text", "noted", "ask_what_matters"]


def test_the_harder_of_two_is_shown(sam: Someone) -> None:
    sam.at("my_life")
    assert set(sam.says("both", safety=(SOFT, HARD))) == {"urgent_text"}
    assert len(notices(sam)) == 1


def test_a_notice_holds_no_words(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("Tweetlebird", safety=(HARD,))
    (notice,) = notices(sam)
    assert "Tweetlebird" not in str(vars(notice))


def test_the_texts_are_those_of_the_file_and_say_that_no_one_was_told(sam: Someone) -> None:
    from actions import conversation

    sam.at("my_life")
    message = heard("x", safety=(HARD,))
    reply = conversation.take_turn(sam.database, sam.conversation_id, message, sam.place)
    texts = [line.text for line in reply.lines]
    assert texts[0] == UK.texts["self_harm"].opening[0]
    assert texts[-1] == UK.told
    assert [button["payload"] for button in reply.lines[-1].buttons or ()] == [
        "/carry_on",
        "/stop_for_now",
    ]


def test_help_is_shown_also_before_a_yes_and_after_the_end(sam: Someone) -> None:
    assert set(sam.says("I can't do this any more", safety=(HARD,))) == {"urgent_text"}
    assert sam.words() == {}
    sam.at("my_life")
    sam.says("two jobs")
    sam.presses("save_for_visit")
    assert set(sam.says("I can't do this any more", safety=(HARD,))) == {"urgent_text"}
