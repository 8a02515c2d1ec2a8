"""What the person wants to be able to do and be: one to three times."""

import pytest

from records.models import Standing
from tests.actions.someone import Someone


def test_at_most_three_are_asked_for(sam: Someone) -> None:
    sam.at("able_to")
    for position in (1, 2, 3):
        assert sam.place.step is not None
        assert str(sam.place.step) == f"able_to.{position}"
        sam.says("swim")
        sam.chooses("keep")
        sam.presses("skip")
        said = sam.presses("skip")
        if position < 3:
            assert said[-1] == "ask_able_to_more"
            sam.chooses("yes")
    assert said == ["skipped", "ask_let_go"]


@pytest.mark.parametrize(
    "message",
    [
        {"words": "the ferry to my sister"},
        {
            "words": "yes, the ferry to my sister",
            "choices": {"able_to_more": (("yes", 0.9),)},
        },
    ],
    ids=["without a yes", "with a yes"],
)
def test_who_names_the_next_one_at_once_is_not_asked_for_it(sam: Someone, message: dict) -> None:
    sam.at("able_to_more")
    words = message.pop("words")
    assert sam.says(words, **message) == ["noted", "ask_able_to_wish"]
    assert sam.words() == {"able_to.2": words}


def test_a_plain_yes_asks_for_the_next_one(sam: Someone) -> None:
    sam.at("able_to_more")
    assert sam.says("yes please", "affirm") == ["thanks", "ask_able_to"]
    assert sam.place.step is not None
    assert sam.place.step.position == 2


def test_words_that_fit_no_choice_are_asked_about_once_and_then_kept(sam: Someone) -> None:
    sam.at("able_to_wish")
    assert sam.says("it is complicated") == ["simply_able_to_wish"]
    assert sam.says("it depends on my son") == ["noted", "ask_able_to_helps"]
    answer = sam.kept("able_to_wish")
    assert answer is not None
    assert (answer.choice, answer.words) == (None, "it depends on my son")


def test_not_sure_stays_not_sure_and_is_no_choice_nearby(sam: Someone) -> None:
    sam.at("able_to_wish")
    sam.chooses("not_sure")
    answer = sam.kept("able_to_wish")
    assert answer is not None
    assert (answer.standing, answer.choice) == (Standing.NOT_SURE, "not_sure")


def test_a_choice_typed_keeps_its_words_too(sam: Someone) -> None:
    sam.at("able_to_wish")
    sam.says("The second one!")
    answer = sam.kept("able_to_wish")
    assert answer is not None
    assert (answer.choice, answer.words) == ("get_back", "The second one!")


def test_who_skips_the_first_is_not_asked_what_helps_with_it(sam: Someone) -> None:
    sam.at("able_to")
    assert sam.presses("skip") == ["skipped", "ask_let_go"]
