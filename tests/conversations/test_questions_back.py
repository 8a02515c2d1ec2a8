"""A question back at every question is answered, loses nothing, and the same question is open after it."""

import pytest

from records.answers import in_order
from records.path import Step
from records.questionnaire import QUESTIONS
from tests.whole import Person, Whole
from tests.whole.beginnings import BEFORE, come_as_far_as, preparation_of

KEYS = [question.key for question in QUESTIONS]
# What is asked, typed and by its button, and what is said to it at question {key}.
BACK = {
    "why do you want to know that?": "why_{key}",
    "who is going to see this?": "who_sees_this",
    "how long will this take?": "how_long",
    "Why do you ask": "why_{key}",
    "Who sees this": "who_sees_this",
    "How long": "how_long",
    "Say again": None,
}
SIMPLER = ("can you put that in easier words?", "Say more simply")


@pytest.mark.parametrize("key", KEYS)
def test_a_question_back_is_answered_and_the_question_asked_again(whole: Whole, key: str) -> None:
    sam = at(whole, key)
    for asked, said in BACK.items():
        turn = sam.press(asked) if asked[0].isupper() else sam.say(asked)
        wanted = [said.format(key=key)] if said else []
        assert turn.names == [*wanted, f"ask_{key}"], asked
        assert turn.question == key
    assert kept(whole, sam) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_question_is_said_in_easier_words_with_its_choices(whole: Whole, key: str) -> None:
    sam = at(whole, key)
    choices = sam.last.choices
    for asked in SIMPLER:
        turn = sam.press(asked) if asked[0].isupper() else sam.say(asked)
        assert turn.names == [f"simply_{key}"], asked
        assert turn.question == key
        assert turn.choices == choices
    assert kept(whole, sam) == []


def at(whole: Whole, key: str) -> Person:
    """Someone at a question."""
    sam = whole.person()
    if key != "consent":
        come_as_far_as(whole.database, sam.conversation_id, Step(key))
    sam.press("Start")
    assert sam.last.question == key
    return sam


def kept(whole: Whole, sam: Person) -> list[str]:
    """The questions answered since the beginning."""
    with whole.database.reading() as session:
        answers = in_order(preparation_of(session, sam.conversation_id))
        return [answer.question for answer in answers if answer.message_ids != [BEFORE]]
