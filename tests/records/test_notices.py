from typing import Any

from sqlalchemy import select

from records import notices, signposting
from records.database import Database
from records.models import AuditEntry, Preparation, SafetyNotice, new_id
from tests.records.patient import both_at_once, new_preparation, say

NOTICE: dict[str, Any] = {
    "answer": None,
    "question": "my_life",
    "danger": "abuse",
    "tier": "hard",
    "rule": "abuse-1",
    "source": "rules",
    "shown": "full",
}


def test_a_notice_is_kept_once_for_a_message_and_a_rule(database: Database) -> None:
    message = new_id()
    with database.writing() as session:
        preparation = new_preparation(session)

    def note() -> None:
        with database.writing() as session:
            mine = session.get_one(Preparation, preparation.id)
            notices.note(session, mine, message_id=message, **NOTICE)
            notices.note(session, mine, message_id=message, **NOTICE | {"rule": "abuse-2"})

    assert both_at_once(note) == [None, None]
    with database.reading() as session:
        assert sorted(session.scalars(select(SafetyNotice.rule))) == ["abuse-1", "abuse-2"]
        actions = session.scalars(select(AuditEntry.action)).all()
        assert actions.count("safety_notice") == 2


def test_neither_notice_nor_audit_holds_a_word_of_the_person(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "my_life", "Zanzibarwort")
        notices.note(session, preparation, message_id=new_id(), **NOTICE | {"answer": answer})
        rows = [*session.execute(select(SafetyNotice.__table__))]
        rows += [*session.execute(select(AuditEntry.__table__))]
    assert "Zanzibarwort" not in str(rows)


def test_a_person_is_asked_about_what_interrupted_and_nothing_is_shared_before(
    database: Database,
) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        hard = notices.note(session, preparation, message_id=new_id(), **NOTICE)
        notices.note(session, preparation, message_id=new_id(), **NOTICE | {"tier": "soft"})
        assert hard.shared is None
        assert notices.to_ask_about(preparation) == [hard]

        notices.set_shared(session, hard, True)
        assert hard.shared is True


def test_the_full_text_is_known_to_have_been_shown(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        short = NOTICE | {"danger": "symptoms", "shown": "short"}
        notices.note(session, preparation, message_id=new_id(), **NOTICE)
        notices.note(session, preparation, message_id=new_id(), **short)
        assert notices.shown_in_full(preparation, "abuse")
        assert not notices.shown_in_full(preparation, "symptoms")


def test_a_notice_outlives_the_answer_it_was_about(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "my_life", "x")
        notices.note(session, preparation, message_id=new_id(), **NOTICE | {"answer": answer})
        session.delete(answer)
    with database.reading() as session:
        assert session.scalars(select(SafetyNotice)).one().answer_id is None


def test_abuse_is_left_out_of_the_summary_until_the_person_says_it_is_safe(
    database: Database,
) -> None:
    signposts = signposting.load("uk")
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "my_life", "he hits me")
        notice = notices.note(
            session, preparation, message_id=new_id(), **NOTICE | {"answer": answer}
        )
        session.expire(preparation)
        notices.leave_out_by_default(preparation, signposts)
        assert (notice.shared, answer.shared) == (False, False)

        notices.set_shared(session, notice, True)
        answer.shared = True
        notices.leave_out_by_default(preparation, signposts)
        assert (notice.shared, answer.shared) == (True, True)


def test_other_dangers_are_not_decided_for_the_person(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "my_life", "my chest hurts")
        notice = notices.note(
            session,
            preparation,
            message_id=new_id(),
            **NOTICE | {"answer": answer, "danger": "symptoms"},
        )
        session.expire(preparation)
        notices.leave_out_by_default(preparation, signposting.load("uk"))
        assert notice.shared is None
