from records import transcript
from records.database import Database
from records.models import Preparation, new_id
from tests.records.patient import both_at_once, new_preparation

REPLY = {"messages": [{"text": "Thank you.\x00 👍 \ud83d"}], "state": "open"}


def test_what_was_said_comes_back_in_order_and_unchanged(database: Database) -> None:
    said = ["first", "a\x00b\r\n", None, "\ud83d"]
    with database.writing() as session:
        preparation = new_preparation(session)
        for words in said:
            transcript.keep(session, preparation, new_id(), words, REPLY)

    with database.reading() as session:
        mine = session.get_one(Preparation, preparation.id)
        turns = transcript.all_turns(session, mine)
        assert [turn.said for turn in turns] == said
        assert all(turn.reply == REPLY for turn in turns)
        assert transcript.last(session, mine) is turns[-1]


def test_a_message_sent_again_finds_the_answer_it_got(database: Database) -> None:
    message = new_id()
    with database.writing() as session:
        preparation = new_preparation(session)
        assert transcript.last(session, preparation) is None
        assert transcript.find(session, preparation, message) is None

    def keep() -> None:
        with database.writing() as session:
            mine = session.get_one(Preparation, preparation.id)
            transcript.keep(session, mine, message, "x", REPLY)

    assert both_at_once(keep) == [None, None]
    with database.reading() as session:
        mine = session.get_one(Preparation, preparation.id)
        assert len(transcript.all_turns(session, mine)) == 1


def test_one_persons_talk_is_not_anothers_and_is_forgotten_alone(database: Database) -> None:
    message = new_id()
    with database.writing() as session:
        mine, other = new_preparation(session), new_preparation(session)
        for preparation in (mine, other):
            transcript.keep(session, preparation, message, "x", REPLY)
        transcript.forget(session, mine)
        assert transcript.find(session, mine, message) is None
        assert transcript.find(session, other, message) is not None
