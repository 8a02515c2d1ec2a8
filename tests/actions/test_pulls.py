"""What pulls apart: both sides are kept, and nothing but a neutral word follows (R9, R10)."""

import pytest

from records import sending
from tests.actions.someone import Someone
from tests.whole.beginnings import preparation_of


@pytest.mark.parametrize(
    ("key", "choice", "asked"),
    [
        ("pulls", "yes", "ask_pulls_words"),
        ("different_views", "yes_talk", "ask_different_views_words"),
    ],
)
def test_a_bare_yes_is_asked_for_words_once(
    sam: Someone, key: str, choice: str, asked: str
) -> None:
    sam.at(key)
    assert sam.chooses(choice) == [asked]
    said = sam.says("the diet and my mother's table")
    assert said[0] == "noted"
    answer = sam.kept(key)
    assert answer is not None
    assert (answer.choice, answer.words) == (choice, "the diet and my mother's table")


def test_a_yes_with_words_is_not_asked_for_more(sam: Someone) -> None:
    sam.at("pulls")
    words = "yes the diet takes me from the table"
    choices = {"pulls": (("yes", 0.9),)}
    assert sam.says(words, choices=choices) == ["thanks", "ask_different_views"]


def test_words_after_a_yes_may_be_left_out(sam: Someone) -> None:
    sam.at("pulls")
    sam.chooses("yes")
    assert sam.presses("skip") == ["left_as_it_is", "ask_different_views"]


@pytest.mark.parametrize("words", [None, "we differ on insulin, I'd rather not raise it"])
def test_what_someone_would_rather_not_raise_is_not_on_the_page(
    sam: Someone, words: str | None
) -> None:
    sam.at("different_views")
    said = sam.says(words) if words else sam.chooses("yes_keep")
    assert said == ["kept_back", "ask_people_who_matter"]
    answer = sam.kept("different_views")
    assert answer is not None
    assert (answer.choice, answer.words, answer.shared) == ("yes_keep", words, False)
    sam.says("my brother Ned")
    with sam.database.reading() as session:
        page = sending.summary_of(preparation_of(session, sam.conversation_id)).model_dump_json()
    assert "Ned" in page
    assert "insulin" not in page
    assert "rather not" not in page


def test_who_has_chosen_to_talk_about_it_is_not_kept_back_for_a_turn_of_phrase(
    sam: Someone,
) -> None:
    sam.at("different_views")
    sam.chooses("yes_talk")
    sam.says("They ask about my weight. I don't want to talk about my weight.")
    answer = sam.kept("different_views")
    assert answer is not None
    assert (answer.choice, answer.shared) == ("yes_talk", True)


def test_what_was_kept_back_stays_so_when_words_are_written_over_it(sam: Someone) -> None:
    sam.at("different_views")
    sam.chooses("yes_keep")
    sam.presses("go_back")
    sam.says("it is about the insulin")
    answer = sam.kept("different_views")
    assert answer is not None
    assert (answer.words, answer.shared) == ("it is about the insulin", False)
