"""Whatever is typed is what is kept, byte for byte, and no program repeats it in its log."""

import pytest

from records.answers import answer_at
from records.models import Standing
from records.path import Step
from tests.whole import Person, Whole
from tests.whole.beginnings import come_as_far_as, preparation_of

ODD = {
    "emoji": "🌻 my garden 👩🏽‍🌾 ❤️",
    "line breaks": "first my knees\n\nthen the money\r\nthen\ttea ",
    "spaces around it": "   my dog, mostly   ",
    "misspelt": "cant  rember wot day it is  …so i rite it  down",
    "right to left": "אני רוצה ללכת לים עם הנכדים، وأريد أن أزور أختي",
    "direction marks": "\u202eour allotment\u202c and \u200fthe hens",
    "other scripts": "我想再去公园散步 · मैं फिर से गाना चाहती हूँ",
    "letters in pieces": "cafe\u0301 and café",
    "4,000 characters": "I walk to the shop and back. ".ljust(4000, "x"),
    "a Rasa command": "/restart",
    "a Rasa command with slots": '/inform{"x":"y"}',
    "a button's payload": '/choose{"choice": "yes"}',
    "a slash and a word": "/ or stairs, both hard",
    "HTML": '<b>my dog</b> &amp; <img src=x onerror="alert(1)">',
    "SQL": "Robert'); DROP TABLE answer;-- and his horse",
    "braces": "my {name} and {{slot}} and %s",
    "YAML and JSON": 'key: [1, 2]\n{"a": "b"} --- #no',
    "a quotation": "\"They\" said 'no' to \\ me",
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_words_of_any_kind_are_kept_byte_for_byte(whole: Whole, words: str) -> None:
    sam = at(whole, "my_life")
    turn = sam.say(words)
    assert turn.status == 200
    assert turn.names == ["noted", "ask_what_matters"]
    assert kept(whole, sam, "my_life") == words


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_words_of_any_kind_are_shown_again_as_they_were(whole: Whole, words: str) -> None:
    sam = at(whole, "my_life")
    sam.say(words)
    turn = sam.press("Go back")
    assert words in [message["text"] for message in turn.messages]


def test_a_typed_command_of_the_dialogue_changes_nothing_but_the_answer(whole: Whole) -> None:
    sam = at(whole, "different_views")
    sam.say('/choose{"choice": "yes_keep"}')
    assert sam.last.question == "people_who_matter"
    with whole.database.reading() as session:
        answer = answer_at(preparation_of(session, sam.conversation_id), Step("different_views"))
        assert answer is not None
        assert (answer.choice, answer.shared) == (None, True)


def test_a_button_that_was_not_offered_is_refused_and_nothing_is_kept(whole: Whole) -> None:
    sam = at(whole, "my_life")
    assert sam.choose("/confirm_delete").status == 422
    assert kept(whole, sam, "my_life") is None
    assert sam.say("Two cats and a leaking roof").names == ["noted", "ask_what_matters"]


def test_more_than_4000_characters_are_refused_and_the_talk_goes_on(whole: Whole) -> None:
    sam = at(whole, "my_life")
    assert sam.say("x" * 4001).status == 413
    assert sam.say("shorter then").names == ["noted", "ask_what_matters"]
    assert kept(whole, sam, "my_life") == "shorter then"


def test_what_a_person_writes_is_in_no_log(whole: Whole) -> None:
    sam = at(whole, "my_life")
    sam.say("the canary Tweetlebird sings")
    whole.actions.kill()
    assert sam.say("and Tweetlebird sings again").status == 503
    logs = whole.bot.log() + whole.actions.log()
    assert "Tweetlebird" not in logs
    assert sam.conversation_id not in logs


@pytest.mark.parametrize(
    ("question", "words"),
    {
        "able_to": "Help me get urgent about my garden, I want to stop and start it over",
        "let_go": "I skip meals now and stopped asking who sees this",
        "people_who_matter": "Everyone I worked with back when we had the shop",
        "something_else": "Why do you ask so little about my sleep, that is my whole day",
    }.items(),
)
def test_control_words_inside_a_sentence_are_an_answer(
    whole: Whole, question: str, words: str
) -> None:
    sam = at(whole, question)
    assert sam.say(words).names[0] == "noted"
    assert kept(whole, sam, question) == words


def test_a_clinicians_question_is_the_answer_where_questions_are_asked_for(whole: Whole) -> None:
    sam = at(whole, "question_to_ask")
    asked = ["Should I stop my water tablets?", "Are my results back?", "Can I book a double slot?"]
    for words in asked:
        sam.say(words)
    assert sam.last.question == "on_the_day"
    assert [kept(whole, sam, f"question_to_ask.{n}") for n in (1, 2, 3)] == asked


def at(whole: Whole, step: str) -> Person:
    """Someone at a question."""
    sam = whole.person()
    come_as_far_as(whole.database, sam.conversation_id, Step.parse(step))
    sam.press("Start")
    return sam


def kept(whole: Whole, sam: Person, step: str) -> str | None:
    """The words of an answer, as they are in the records."""
    with whole.database.reading() as session:
        answer = answer_at(preparation_of(session, sam.conversation_id), Step.parse(step))
        if answer is None:
            return None
        assert answer.standing is Standing.ANSWERED
        return answer.words
