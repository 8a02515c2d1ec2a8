import base64
import os
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from records import answers, sending, transcript
from records.answers import Guess
from records.database import Database
from records.models import Answer, Label, Preparation, SummaryRevision, Turn, new_id
from records.sealing import Key, KeyRing, MalformedKey, WrongKey, site_key
from tests.records.patient import new_preparation, say

CANARY = "Zanzibarwort"


def new_secret() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def everything_said(database: Database) -> str:
    """A whole preparation with the canary in every place; its id."""
    with database.writing() as session:
        preparation = new_preparation(session)
        guess = Guess("meaning", 0.9, CANARY, None, "test")
        say(session, preparation, "able_to", CANARY, guesses=[guess])
        answer = say(session, preparation, "what_matters", CANARY)
        transcript.keep(session, preparation, new_id(), CANARY, {"messages": [{"text": CANARY}]})
        sending.send(session, preparation, new_id())
        sending.withdraw(session, preparation)
        answers.change_words(session, answer, f"{CANARY} again")
        return preparation.id


def matters(session: Session, preparation_id: str) -> Answer:
    """The answer to what matters most."""
    given = session.get_one(Preparation, preparation_id).answers
    return next(answer for answer in given if answer.question == "what_matters")


def test_what_was_sealed_opens_at_its_place_only() -> None:
    key = Key("a", os.urandom(32))
    value = key.seal(b"words", "answer.words.1")
    assert key.open(value, "answer.words.1") == b"words"
    for elsewhere in ("answer.words.2", "label.clause.1"):
        with pytest.raises(WrongKey, match="changed or moved"):
            key.open(value, elsewhere)


def test_the_same_words_are_never_sealed_alike() -> None:
    key = Key("a", os.urandom(32))
    assert len({key.seal(b"words", "answer.words.1") for _ in range(100)}) == 100


def test_a_key_is_not_shown_with_its_secret() -> None:
    secret = os.urandom(32)
    assert repr(Key("a", secret)) == "Key(id='a')"


@pytest.mark.parametrize("secret", ["", "words", "c2hvcnQ=", "not base64 at all!"])
def test_what_is_no_key_is_said_to_be_none(secret: str) -> None:
    with pytest.raises(MalformedKey, match="32 bytes in base64"):
        site_key(secret)


def test_another_site_key_is_named_by_its_id() -> None:
    one, other = new_secret(), new_secret()
    _, wrapped = KeyRing(lambda: [one]).new_person_key("p")
    with pytest.raises(WrongKey, match=site_key(one).id):
        KeyRing(lambda: [other]).person_key("p", wrapped)


def test_no_word_a_person_wrote_stands_in_a_table(database: Database) -> None:
    everything_said(database)
    with database.reading() as session:
        for table in ("answer", "label", "turn", "summary_revision"):
            rows = [str(row) for row in session.execute(text(f"SELECT * FROM {table}"))]
            assert rows, table
            assert CANARY not in "".join(rows)


def test_no_word_a_person_wrote_stands_in_the_file_or_its_log(sqlite: Database) -> None:
    everything_said(sqlite)
    file = Path(str(sqlite.engine.url.database))
    found = sorted(file.parent.glob(f"{file.name}*"))
    assert len(found) == 3
    for each in found:
        assert CANARY.encode() not in each.read_bytes()


def test_what_is_read_again_is_what_was_said(database: Database) -> None:
    preparation_id = everything_said(database)
    with database.reading() as session:
        answer = matters(session, preparation_id)
        assert answer.words == f"{CANARY} again"
        assert session.scalars(select(Label)).one().clause == CANARY
        turn = session.scalars(select(Turn)).one()
        assert (turn.said, turn.reply) == (CANARY, {"messages": [{"text": CANARY}]})
        content = session.scalars(select(SummaryRevision)).one().content
        assert content["what_matters"]["words"]["text"] == CANARY


def test_words_that_go_from_one_row_to_another_are_sealed_anew(database: Database) -> None:
    with database.writing() as session:
        one, other = new_preparation(session), new_preparation(session)
        first = say(session, one, "what_matters", CANARY)
        say(session, other, "my_life", first.words)
    with database.reading() as session:
        read = [answer.words for answer in session.scalars(select(Answer))]
    assert read == [CANARY, CANARY]


def test_a_value_that_was_moved_to_another_row_does_not_open(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        one = say(session, preparation, "what_matters", "one").id
        other = say(session, preparation, "my_life", "other").id
        moved = session.scalar(text("SELECT words FROM answer WHERE id = :id"), {"id": one})
        session.execute(
            text("UPDATE answer SET words = :words WHERE id = :id"), {"words": moved, "id": other}
        )
    with pytest.raises(WrongKey), database.reading() as session:
        session.get_one(Answer, other)


def test_words_are_not_written_past_the_sealing(database: Database) -> None:
    everything_said(database)
    with pytest.raises(StatementError, match="sealed column"), database.writing() as session:
        session.execute(update(Answer).values(words="open"))


def test_any_session_of_the_engine_opens_what_it_loads(database: Database) -> None:
    preparation_id = everything_said(database)
    with Session(database.engine) as session:
        assert matters(session, preparation_id).words == f"{CANARY} again"


def test_with_another_site_key_nothing_is_read_and_the_error_names_the_key(url: str) -> None:
    one, other = new_secret(), new_secret()
    database = Database(url, KeyRing(lambda: [one]))
    preparation_id = everything_said(database)
    stranger = Database(url, KeyRing(lambda: [other]))
    with pytest.raises(WrongKey, match=site_key(one).id), stranger.reading() as session:
        session.scalars(select(Answer)).all()
    both = Database(url, KeyRing(lambda: [other, one]))
    with both.reading() as session:
        assert matters(session, preparation_id).words == f"{CANARY} again"
    for each in (database, stranger, both):
        each.close()
