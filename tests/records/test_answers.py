import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records import answers
from records.answers import BETWEEN_MESSAGES, NotChangeable
from records.database import Database
from records.models import LabelSource, Preparation, Standing, State, new_id
from records.path import Step
from tests.records.patient import both_at_once, guess, new_preparation, reply, say

AS_TYPED = {
    "emoji": "my dog 🐕‍🦺 and my family 👨‍👩‍👧‍👦",
    "line breaks of Windows": "one\r\ntwo\r\n\r\nthree",
    "a bare carriage return": "one\rtwo",
    "tabs and spaces at the ends": "\t  tired, all day  \t",
    "misspellings": "i cant rember wot i whent in for",
    "right to left": "אני רוצה לנגן שוב بالعربية",
    "accents not composed": unicodedata.normalize("NFD", "Élodie, naïve café"),
    "accents composed": "Élodie, naïve café",
    "zero width and byte order mark": "\ufeffa\u200bb\u200dc",
    "HTML": "<script>alert('x')</script> & &amp; \"quoted\"",
    "SQL": "'; DROP TABLE answer; -- %s :words",
    "a command": '/inform{"x": "y"} /restart',
    "NUL": "before\x00after",
    "half an emoji": "cut \ud83d here",
    "our own mark": "\ufdd0 \ufdd00000 \ufdd0\ufdd0",
    "4,000 characters": "word " * 800,
    "white space only": " \n ",
}


def read_back(database: Database, preparation_id: str, question: str, position: int = 1):
    with database.reading() as session:
        preparation = session.get_one(Preparation, preparation_id)
        answer = answers.answer_at(preparation, Step(question, position))
        assert answer is not None
        return (answer.standing, answer.words)


@pytest.mark.parametrize("words", AS_TYPED.values(), ids=AS_TYPED.keys())
def test_words_are_kept_byte_for_byte(database: Database, words: str) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", words)

    assert read_back(database, preparation.id, "my_life") == (Standing.ANSWERED, words)


def test_any_text_at_all_is_kept_byte_for_byte(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)

    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=200))
    def keeps(words: str) -> None:
        with database.writing() as session:
            say(session, session.get_one(Preparation, preparation.id), "my_life", words)
        assert read_back(database, preparation.id, "my_life")[1] == words

    keeps()


def test_more_words_are_added_after_the_earlier_ones(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answers.add(session, preparation, reply("my_life", " first \n"))
        answers.add(session, preparation, reply("my_life", "second"))

    expected = f" first \n{BETWEEN_MESSAGES}second"
    assert read_back(database, preparation.id, "my_life")[1] == expected


@pytest.mark.parametrize("keep", [answers.take, answers.add])
def test_the_same_message_twice_is_kept_once(database: Database, keep) -> None:
    message = reply("my_life", "once")
    for _ in range(2):
        with database.writing() as session:
            preparation = next(iter(session.query(Preparation)), None) or new_preparation(session)
            keep(session, preparation, message)

    assert read_back(database, preparation.id, "my_life")[1] == "once"


def test_an_old_message_that_comes_again_does_not_undo_a_change(database: Database) -> None:
    old = reply("my_life", "old")
    with database.writing() as session:
        preparation = new_preparation(session)
        answers.take(session, preparation, old)
        answers.take(session, preparation, reply("my_life", "new"))
        answers.take(session, preparation, old)

    assert read_back(database, preparation.id, "my_life")[1] == "new"


def test_the_same_message_from_two_tabs_at_once_is_added_once(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
    message = reply("my_life", "once")

    def send() -> None:
        with database.writing() as session:
            answers.add(session, session.get_one(Preparation, preparation.id), message)

    assert both_at_once(send) == [None, None]
    assert read_back(database, preparation.id, "my_life")[1] == "once"


def test_two_messages_from_two_tabs_at_once_are_both_kept(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
    texts = ["left", "right"]

    def send() -> None:
        with database.writing() as session:
            mine = session.get_one(Preparation, preparation.id)
            answers.add(session, mine, reply("my_life", texts.pop()))

    assert both_at_once(send) == [None, None]
    words = read_back(database, preparation.id, "my_life")[1]
    assert sorted(words.split(BETWEEN_MESSAGES)) == ["left", "right"]


@pytest.mark.parametrize("standing", Standing)
def test_the_five_standings_stay_five(database: Database, standing: Standing) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "let_go", standing=standing)

    assert read_back(database, preparation.id, "let_go") == (standing, None)


def test_not_sure_after_words_takes_nothing_away(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answers.add(session, preparation, reply("pulls", "my water tablets"))
        more = reply("pulls", "not sure really", standing=Standing.NOT_SURE)
        answers.add(session, preparation, more)

    expected = (Standing.ANSWERED, f"my water tablets{BETWEEN_MESSAGES}not sure really")
    assert read_back(database, preparation.id, "pulls") == expected


def test_not_sure_after_a_choice_is_not_sure(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answers.add(session, preparation, reply("pulls", choice="no"))
        answers.add(session, preparation, reply("pulls", standing=Standing.NOT_SURE))

    assert read_back(database, preparation.id, "pulls") == (Standing.NOT_SURE, None)


def test_an_answer_needs_no_label(database: Database) -> None:
    with database.writing() as session:
        answer = say(session, new_preparation(session), "able_to", "the thing with the boat")
        assert answer.labels == []


def test_the_persons_label_stands_in_place_of_every_guess(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        guesses = [guess("enjoyment", "get_back"), guess("getting_about")]
        answer = say(session, preparation, "able_to", "sailing", guesses=guesses)
        answers.set_labels(session, answer, ["meaning", "meaning"])
        answers.add(
            session, preparation, reply("able_to", "with Jo", guesses=[guess("close_people")])
        )

        labels = [(label.capability, label.source, label.wish) for label in answer.labels]
    assert labels == [("meaning", LabelSource.PERSON, "get_back")]


def test_a_person_can_say_that_no_label_fits_and_it_stays_so(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "able_to", "sailing", guesses=[guess("enjoyment")])
        answers.set_labels(session, answer, [])
        answers.add(session, preparation, reply("able_to", "again", guesses=[guess("meaning")]))

        assert answer.labels == []


def test_a_label_that_is_none_is_refused(database: Database) -> None:
    with database.writing() as session:
        answer = say(session, new_preparation(session), "able_to", "sailing")
        with pytest.raises(ValueError, match="wellness"):
            answers.set_labels(session, answer, ["wellness"])


def test_changed_words_lose_the_guesses_and_keep_the_persons_label(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        mine = say(session, preparation, "able_to", "sailing", guesses=[guess("enjoyment")])
        other = say(session, preparation, "let_go", "work", guesses=[guess("enjoyment")])
        answers.set_labels(session, mine, ["meaning"])

        answers.change_words(session, mine, "  rowing ")
        answers.change_words(session, other, "the choir")

        assert (mine.words, [label.capability for label in mine.labels]) == (
            "  rowing ",
            ["meaning"],
        )
        assert other.labels == []


def test_a_yes_still_holds_when_its_words_change(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        views = say(session, preparation, "different_views", "the salt", choice="yes_talk")
        visit = say(session, preparation, "good_visit", choice="understand")

        answers.change_words(session, views, "the insulin")
        answers.change_words(session, visit, "a plain answer")

        assert views.choice == "yes_talk"
        assert visit.choice is None


def test_words_changed_to_nothing_are_taken_out(database: Database) -> None:
    with database.writing() as session:
        answer = say(session, new_preparation(session), "my_life", "private")
        answers.change_words(session, answer, " \n")
        assert (answer.words, answer.standing) == (None, Standing.SKIPPED)


def test_would_rather_not_raise_it_is_kept_back_until_the_person_says_otherwise(
    database: Database,
) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = answers.add(session, preparation, reply("different_views", choice="yes_keep"))
        answers.add(session, preparation, reply("different_views", "they do not believe me"))
        assert not answer.shared

        answers.take(session, preparation, reply("different_views", choice="yes_talk"))
        assert answer.shared


def test_what_was_kept_back_by_hand_stays_back_when_it_is_answered_again(
    database: Database,
) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "my_life", "private")
        answers.set_shared(session, answer, False)
        say(session, preparation, "my_life", "still private")
        assert not answer.shared


@pytest.mark.parametrize("round_", range(3))
def test_questions_stand_in_the_order_the_person_gives_them(
    database: Database, round_: int
) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        for position, words in enumerate(["one", "two", "three"], start=1):
            say(session, preparation, "question_to_ask", words, position=position)

        answers.move_question(session, preparation, 3, -1)
        answers.move_question(session, preparation, 1, 1)
        answers.move_question(session, preparation, 1, -1)
        answers.move_question(session, preparation, 3, 1)

    found = [read_back(database, preparation.id, "question_to_ask", n)[1] for n in (1, 2, 3)]
    assert found == ["three", "one", "two"]


def test_able_to_answers_stand_together_with_what_was_said_about_each(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        for question, position in [
            ("able_to", 2),
            ("able_to_helps", 1),
            ("let_go", 1),
            ("able_to", 1),
            ("my_life", 1),
        ]:
            say(session, preparation, question, "x", position=position)

        order = [(answer.question, answer.position) for answer in answers.in_order(preparation)]
    assert order == [
        ("my_life", 1),
        ("able_to", 1),
        ("able_to_helps", 1),
        ("able_to", 2),
        ("let_go", 1),
    ]


@pytest.mark.parametrize("state", [State.SENT, State.ERASED, State.DECLINED])
def test_nothing_is_taken_or_changed_once_it_is_sent_or_gone(
    database: Database, state: State
) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "my_life", "as sent")
        preparation.state = state
        for change in (
            lambda: answers.take(session, preparation, reply("my_life", "x")),
            lambda: answers.add(session, preparation, reply("let_go", "x")),
            lambda: answers.change_words(session, answer, "x"),
            lambda: answers.remove(session, answer),
            lambda: answers.set_shared(session, answer, False),
            lambda: answers.set_labels(session, answer, []),
            lambda: answers.move_question(session, preparation, 1, 1),
        ):
            with pytest.raises(NotChangeable):
                change()
        assert [a.words for a in preparation.answers] == ["as sent"]


def test_another_persons_answer_is_not_found(database: Database) -> None:
    with database.writing() as session:
        mine, other = new_preparation(session), new_preparation(session)
        answer = say(session, other, "my_life", "not yours")
        assert answers.by_id(session, other, answer.id) is answer
        assert answers.by_id(session, mine, answer.id) is None
        assert answers.by_id(session, mine, new_id()) is None
        assert answers.by_id(session, mine, "x\x00' OR 1=1") is None


def test_the_answer_a_message_went_into_is_known(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        message = reply("my_life", "x")
        answer = answers.add(session, preparation, message)
        assert answers.of_message(preparation, message.message_id) is answer
        assert answers.of_message(preparation, new_id()) is None
