"""People, and the visit itself: questions to ask, and what is kept as one."""

import pytest

from records.models import Standing
from records.questionnaire import MAX_QUESTIONS
from tests.actions.someone import Someone

ASKED = "can I mix ibuprofen with these"


@pytest.mark.parametrize("key", ["people_to_include", "people_to_keep_out"])
def test_nobody_is_a_full_answer(sam: Someone, key: str) -> None:
    sam.at(key)
    assert sam.says("no", "deny")[0] == "noted_nothing"
    answer = sam.kept(key)
    assert answer is not None
    assert (answer.standing, answer.words) == (Standing.NOTHING_TO_ADD, "no")


def test_a_yes_is_asked_who(sam: Someone) -> None:
    sam.at("people_to_include")
    assert sam.says("yes", "affirm") == ["ask_for_words"]
    assert sam.says("my niece") == ["noted", "ask_people_to_keep_out"]
    assert sam.words() == {"people_to_include.1": "my niece"}


def test_a_yes_said_twice_is_taken_at_its_word(sam: Someone) -> None:
    sam.at("people_to_include")
    sam.says("yes", "affirm")
    assert sam.says("yes", "affirm") == ["noted", "ask_people_to_keep_out"]


def test_up_to_three_questions_are_asked_for(sam: Someone) -> None:
    sam.at("question_to_ask")
    assert [sam.says(f"question {n}")[-1] for n in (1, 2, 3)] == [
        "ask_question_to_ask",
        "ask_question_to_ask",
        "ask_on_the_day",
    ]


def test_a_request_is_kept_as_an_answer_and_moves_to_the_questions_when_asked_to(
    sam: Someone,
) -> None:
    sam.at("my_life")
    assert sam.says(ASKED, "ask_medicine_advice") == ["ask_medicine_advice", "ask_my_life"]
    assert sam.words() == {"my_life.1": ASKED}
    assert sam.presses("keep_as_question") == ["kept_as_question", "ask_my_life"]
    assert sam.words() == {"question_to_ask.1": ASKED}


def test_a_request_with_other_words_around_it_stays_in_the_answer_too(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("all well at home")
    sam.presses("go_back")
    sam.says(ASKED, "ask_medicine_advice")
    sam.says("and two cats")
    assert sam.words() == {"my_life.1": f"all well at home\n{ASKED}\nand two cats"}


def test_a_request_that_moves_to_the_questions_leaves_the_rest_of_the_answer(sam: Someone) -> None:
    sam.at("my_life")
    sam.says("all well at home")
    sam.presses("go_back")
    sam.says(ASKED, "ask_medicine_advice")
    sam.presses("keep_as_question")
    assert sam.words() == {"my_life.1": "all well at home", "question_to_ask.1": ASKED}


def test_keeping_a_question_counts_once_when_the_press_comes_twice(sam: Someone) -> None:
    sam.at("my_life")
    sam.says(ASKED, "ask_medicine_advice")
    before = sam.place
    sam.presses("keep_as_question")
    assert sam.sends_again(before) == ["kept_as_question", "ask_my_life"]
    assert sam.words() == {"question_to_ask.1": ASKED}


def test_a_fourth_question_is_added_to_the_third_and_not_lost(sam: Someone) -> None:
    sam.at("question_to_ask")
    for number in range(1, MAX_QUESTIONS + 1):
        sam.says(f"question {number}")
    sam.says(ASKED, "ask_medicine_advice")
    sam.presses("keep_as_question")
    assert sam.words()["question_to_ask.3"] == f"question 3\n{ASKED}"


def test_to_keep_things_as_they_are_is_an_answer_with_nothing_more_asked(sam: Someone) -> None:
    sam.at("good_visit")
    assert sam.chooses("keep_as_is") == ["thanks", "ask_question_to_ask"]


def test_i_dont_know_yet_is_an_answer_and_not_a_missing_one(sam: Someone) -> None:
    sam.at("good_visit")
    sam.says("no idea yet", "not_sure")
    answer = sam.kept("good_visit")
    assert answer is not None
    assert (answer.standing, answer.choice) == (Standing.ANSWERED, "not_known")
