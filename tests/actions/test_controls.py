"""What works at any time, and loses nothing."""

import pytest

from records.models import Standing, State
from tests.actions.someone import Someone


def test_skip_leaves_a_question_out_and_asks_the_next(sam: Someone) -> None:
    sam.at("let_go")
    assert sam.says("skip", "skip") == ["skipped", "ask_pulls"]
    answer = sam.kept("let_go")
    assert answer is not None
    assert (answer.standing, answer.words) == (Standing.SKIPPED, None)


def test_going_back_twice_opens_the_question_two_before_with_its_words(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("one")
    sam.says("two")
    assert sam.presses("go_back") == ["going_back", "you_wrote", "own_words", "ask_what_matters"]
    assert sam.presses("go_back") == ["going_back", "you_wrote", "own_words", "ask_my_life"]
    assert sam.says("ONE") == ["noted", "ask_able_to"]
    assert sam.words() == {"my_life.1": "ONE", "what_matters.1": "two"}


def test_there_is_nothing_before_the_first_question(sam: Someone) -> None:
    sam.at("who_is_writing")
    assert sam.presses("go_back") == ["nothing_before", "ask_who_is_writing"]


def test_an_earlier_answer_is_changed_by_its_button(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("one")
    sam.says("two")
    assert sam.says("I want to change something I said", "change_answer") == ["change_answer"]
    assert sam.presses("change", step="my_life.1")[-1] == "ask_my_life"
    sam.says("ONE")
    assert sam.words() == {"my_life.1": "ONE", "what_matters.1": "two"}


def test_a_button_for_a_step_there_is_not_asks_the_question_again(sam: Someone) -> None:
    sam.at("my_life")
    assert sam.presses("change", step="my_life.9") == ["ask_my_life"]
    assert sam.presses("change") == ["ask_my_life"]


@pytest.mark.parametrize("control", ["show_answers", "change_answer"])
def test_who_has_written_nothing_is_told_so(sam: Someone, control: str) -> None:
    sam.at("my_life")
    assert sam.presses(control) == ["nothing_written", "ask_my_life"]


def test_what_was_written_is_shown_in_the_persons_words(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("cant sleap")
    assert sam.presses("show_answers") == ["what_you_wrote", "own_words", "ask_what_matters"]


def test_stopping_waits_and_any_sign_of_life_goes_on(sam: Someone) -> None:
    sam.at("my_life")
    assert sam.says("stop", "stop_for_now") == ["stopped"]
    assert sam.says("yes", "affirm") == ["ask_my_life"]
    sam.presses("stop_for_now")
    assert sam.says("new boots") == ["noted", "ask_what_matters"]


def test_deleting_asks_first_and_then_leaves_nothing(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("a secret")
    assert sam.says("delete everything", "delete_everything") == ["confirm_delete"]
    assert sam.words() == {"my_life.1": "a secret"}
    assert sam.says("yes", "affirm") == ["erased"]
    assert sam.words() == {}
    assert sam.state() is State.ERASED
    assert sam.says("a new secret") == ["already_erased"]
    assert sam.words() == {}


@pytest.mark.parametrize("change_of_mind", [("no", "deny"), ("keep it", "carry_on")])
def test_deleting_can_be_taken_back(sam: Someone, change_of_mind: tuple[str, str]) -> None:
    sam.at("my_life")
    sam.says("a story")
    sam.presses("delete_everything")
    assert sam.says(*change_of_mind)[-1] == "ask_what_matters"
    assert sam.words() == {"my_life.1": "a story"}
    assert sam.says("yes", "affirm") != ["erased"]


def test_ideas_are_shown_group_by_group_and_words_answer_the_question(sam: Someone) -> None:
    sam.at("able_to")
    assert sam.presses("show_ideas") == ["ideas"]
    assert sam.presses("choose_group", group="people") == ["ideas_people"]
    assert sam.presses("choose_idea", idea="close_people") == ["idea_close_people"]
    assert sam.says("see my sister") == ["noted", "ask_able_to_wish"]


def test_an_idea_there_is_not_shows_the_groups(sam: Someone) -> None:
    sam.at("able_to")
    assert sam.presses("choose_group", group="own_words") == ["ideas"]
    assert sam.presses("choose_idea", idea="x") == ["ideas"]


@pytest.mark.parametrize(
    ("control", "said"),
    [
        ("talk_to_a_person", "talk_to_a_person"),
        ("are_you_a_robot", "are_you_a_robot"),
        ("urgent_help", "urgent_help"),
        ("greet", "greet"),
        ("thank", "you_are_welcome"),
    ],
)
def test_the_question_is_asked_again_after_an_aside(sam: Someone, control: str, said: str) -> None:
    sam.at("my_life")
    assert sam.says("well", control) == [said, "ask_my_life"]
    assert sam.words() == {}
