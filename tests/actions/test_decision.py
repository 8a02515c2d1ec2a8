"""Answer or command, at each question: buttons are certain, free text is a command only when it is nothing else."""

import pytest

from actions.decision import CONTROLS, OUT_OF_SCOPE, QUESTIONS_BACK, Act, Decision, decide
from records.questionnaire import BY_KEY, QUESTIONS, Kind
from tests.actions.someone import heard

KEYS = [question.key for question in QUESTIONS]
OPEN = [question.key for question in QUESTIONS if question.kind is Kind.OPEN]
CLOSED = [question.key for question in QUESTIONS if question.kind is Kind.CLOSED]
MIXED = [question.key for question in QUESTIONS if question.kind is Kind.MIXED]
NAMES = ["preferred_name", "people_who_matter", "people_to_include", "people_to_keep_out"]


def at(key: str, words: str | None, intent: str = "answer", sure: float = 1.0, **more) -> str:
    return str(decide(heard(words, intent, sure, **more), BY_KEY[key]))


@pytest.mark.parametrize("key", [*OPEN, *MIXED])
def test_words_are_an_answer_to_an_open_question(key: str) -> None:
    assert at(key, "my roses and the bus pass") == "answer"


@pytest.mark.parametrize("key", CLOSED)
def test_words_that_fit_no_choice_are_no_match_at_a_closed_question(key: str) -> None:
    assert at(key, "my roses and the bus pass") == "no_match"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("control", sorted(CONTROLS))
def test_a_command_alone_is_a_command_at_every_question(key: str, control: str) -> None:
    assert at(key, "go on then", control) == f"control:{control}"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("back", sorted(QUESTIONS_BACK))
def test_a_question_back_is_one_at_every_question(key: str, back: str) -> None:
    assert at(key, "what is that for", back) == f"question_back:{back}"


@pytest.mark.parametrize("key", KEYS)
def test_a_button_is_certain_whatever_the_model_makes_of_it(key: str) -> None:
    assert at(key, None, "choose", 0.1, entities={"choice": "yes"}) == "choice:yes"
    assert at(key, None, "skip", 0.1) == "control:skip"
    assert at(key, None, "why_do_you_ask", 0.1) == "question_back:why_do_you_ask"


@pytest.mark.parametrize("key", OPEN)
def test_a_command_the_model_is_not_sure_of_is_an_answer(key: str) -> None:
    assert at(key, "stop it", "stop_for_now", 0.59) == "answer"


@pytest.mark.parametrize("key", OPEN)
def test_a_long_message_is_a_command_only_when_the_model_is_surer(key: str) -> None:
    words = "I deleted every photo of that summer"
    assert at(key, words, "delete_everything", 0.84) == "answer"
    assert at(key, words + " and of every summer before it too", "delete_everything") == "answer"


@pytest.mark.parametrize("key", NAMES)
def test_where_names_are_asked_for_a_command_has_to_be_beyond_doubt(key: str) -> None:
    assert at(key, "Skip", "skip", 0.85) == "answer"
    assert at(key, "Skip", "skip", 0.95) == "control:skip"


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.choices], ids=lambda q: q.key)
def test_a_choice_can_be_typed_by_its_title_or_its_place(question) -> None:
    for number, choice in enumerate(question.choices, 1):
        assert at(question.key, choice.title.upper() + ".") == f"choice:{choice.id}"
        assert at(question.key, f"{number}") == f"choice:{choice.id}"
    assert at(question.key, "the first one please") == f"choice:{question.choices[0].id}"
    assert at(question.key, "the last one") == f"choice:{question.choices[-1].id}"


def test_a_yes_a_no_and_a_not_sure_are_choices_where_they_are_offered() -> None:
    assert at("pulls", "aye", "affirm") == "choice:yes"
    assert at("pulls", "nah", "deny") == "choice:no"
    assert at("pulls", "hard to say", "not_sure") == "choice:not_sure"
    assert at("good_visit", "no idea", "not_sure") == "choice:not_known"
    assert at("able_to_wish", "dunno", "not_sure") == "choice:not_sure"


def test_words_with_the_meaning_of_a_choice_are_that_choice_when_the_model_is_sure() -> None:
    def ranked(sure: float) -> dict[str, tuple[tuple[str, float], ...]]:
        return {"able_to_wish": (("get_back", sure), ("keep", 0.1))}

    words = "had it once, would love it again"
    assert at("able_to_wish", words, choices=ranked(0.7)) == "choice:get_back"
    assert at("able_to_wish", words, choices=ranked(0.3)) == "no_match"


def test_a_choice_of_another_question_is_not_taken() -> None:
    choices = {"pulls": (("yes", 0.99),)}
    assert at("able_to_more", "my tablets make me stay in", choices=choices) == "no_match"


@pytest.mark.parametrize("key", ["my_life", "what_matters", "able_to", "let_go", "on_the_day"])
def test_not_sure_and_nothing_to_add_are_two_things(key: str) -> None:
    assert at(key, "not sure", "not_sure") == "not_sure"
    assert at(key, "nothing", "nothing_to_add") == "nothing_to_add"


def test_a_longer_message_is_nothing_to_add_only_when_the_model_is_surer() -> None:
    assert at("able_to_hinders", "nobody to go with", "nothing_to_add", 0.65) == "answer"
    assert at("able_to_hinders", "nothing comes to mind", "nothing_to_add", 0.9) == "nothing_to_add"


def test_a_no_says_there_is_nothing_only_where_it_is_asked_whether_there_is_something() -> None:
    assert at("people_to_include", "no", "deny") == "nothing_to_add"
    assert at("my_life", "no", "deny") == "answer"


def test_a_yes_without_words_is_not_yet_an_answer_where_something_is_asked_for() -> None:
    assert at("question_to_ask", "yes", "affirm") == "yes_without_words"
    assert at("question_to_ask", "yes can I drive again", "affirm") == "answer"


@pytest.mark.parametrize("intent", sorted(OUT_OF_SCOPE))
def test_a_request_the_chat_cannot_do_is_told_apart(intent: str) -> None:
    assert at("my_life", "can you sort that out for me", intent) == f"out_of_scope:{intent}"
    assert at("my_life", "can you sort that out for me", intent, 0.5) == "answer"


@pytest.mark.parametrize("intent", sorted(OUT_OF_SCOPE))
@pytest.mark.parametrize("key", ["question_to_ask", "something_else", *NAMES])
def test_where_questions_or_names_are_asked_for_a_request_is_the_answer(
    key: str, intent: str
) -> None:
    assert at(key, "can you sort that out for me", intent) == "answer"


def test_a_decision_reads_as_it_is_written_in_the_held_out_files() -> None:
    assert str(Decision(Act.CONTROL, "skip")) == "control:skip"
    assert str(Decision(Act.NOT_SURE)) == "not_sure"
