from datetime import timedelta

from sqlalchemy import func, select

from records import audit, invitations, retention, sending, sign_ins, transcript
from records.database import Database
from records.models import (
    Answer,
    AuditEntry,
    PatientSession,
    Preparation,
    StaffSession,
    State,
    SummaryRevision,
    Turn,
    Visit,
    new_id,
    now,
)
from records.retention import KEEP_UNSENT, Purged
from tests.records.patient import new_clinician, new_preparation, say


def written(database: Database, *, visit_in: timedelta, sent: bool = False) -> str:
    """The id of a preparation with one answer and one turn."""
    with database.writing() as session:
        preparation = new_preparation(session, starts_at=now() + visit_in)
        say(session, preparation, "my_life", "x")
        transcript.keep(session, preparation, new_id(), "x", {"messages": []})
        if sent:
            sending.send(session, preparation, new_id())
        return preparation.id


def purge(database: Database, *, dry_run: bool = False) -> Purged:
    with database.writing() as session:
        return retention.purge(session, dry_run=dry_run)


def count(database: Database, table) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_talk_is_deleted_once_it_is_sent_and_the_answers_stay(database: Database) -> None:
    written(database, visit_in=timedelta(days=1), sent=True)
    written(database, visit_in=timedelta(days=1))

    assert purge(database).turns == 1
    assert (count(database, Turn), count(database, Answer)) == (1, 2)
    assert count(database, SummaryRevision) == 1


def test_what_was_never_sent_is_deleted_two_weeks_after_the_visit(database: Database) -> None:
    over = written(database, visit_in=-KEEP_UNSENT - timedelta(hours=1))
    kept = [
        written(database, visit_in=-KEEP_UNSENT + timedelta(hours=1)),
        written(database, visit_in=-KEEP_UNSENT - timedelta(hours=1), sent=True),
    ]
    with database.reading() as session:
        conversation = session.get_one(Preparation, over).conversation_id
        assert retention.conversations_to_forget(session) == [conversation]

    assert purge(database).unsent_preparations == 1
    with database.reading() as session:
        assert set(session.scalars(select(Preparation.id))) == set(kept)
    assert count(database, Visit) == 3
    assert count(database, Answer) == 2


def test_what_was_taken_back_and_not_sent_again_was_never_sent(database: Database) -> None:
    preparation_id = written(database, visit_in=timedelta(days=1), sent=True)
    with database.writing() as session:
        preparation = session.get_one(Preparation, preparation_id)
        sending.withdraw(session, preparation)
        preparation.visit.starts_at = now() - timedelta(days=20)

    assert purge(database).unsent_preparations == 1
    assert (count(database, SummaryRevision), count(database, Answer)) == (0, 0)


def test_a_link_that_was_used_up_stays_used_up(database: Database) -> None:
    preparation_id = written(database, visit_in=-timedelta(days=20))
    with database.writing() as session:
        sending.erase(session, session.get_one(Preparation, preparation_id))
    purge(database)
    with database.reading() as session:
        assert session.get_one(Preparation, preparation_id).state is State.ERASED


def test_sessions_that_are_over_are_deleted(database: Database) -> None:
    with database.writing() as session:
        going, gone = new_preparation(session), new_preparation(session)
        invitations.withdraw_links(session, gone.visit, actor="system")
        clinician, _ = new_clinician(session, going.visit.clinic)
        sign_ins.start_session(session, clinician)
        sign_ins.start_session(session, clinician)
        session.flush()
        session.scalars(select(StaffSession)).all()[0].last_seen_at -= timedelta(hours=1)

    purged = purge(database)
    assert (purged.patient_sessions, purged.staff_sessions) == (0, 1)
    assert (count(database, PatientSession), count(database, StaffSession)) == (1, 1)


def test_a_dry_run_counts_the_same_and_deletes_nothing(database: Database) -> None:
    written(database, visit_in=-timedelta(days=20))
    written(database, visit_in=timedelta(days=1), sent=True)

    counted = purge(database, dry_run=True)
    assert count(database, Preparation) == 2
    assert count(database, Turn) == 2
    assert counted.total > 0
    assert purge(database) == counted
    assert purge(database).total == 0


def test_a_purge_is_in_the_audit_with_its_counts(database: Database) -> None:
    written(database, visit_in=-timedelta(days=20))
    purge(database, dry_run=True)
    purge(database)
    with database.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "purge")).all()
        assert [entry.detail["unsent_preparations"] for entry in entries] == [1]
        assert list(audit.broken_entries(session)) == []
