from datetime import timedelta

import pytest
from sqlalchemy import event

from records import answers, invitations, reading, sending, visits
from records.database import Database
from records.models import Staff, State, new_id, now
from records.visits import Progress, Wanted
from tests.records.patient import new_clinic, new_clinician, new_preparation, say


def listed(session, reader: Staff, **wanted) -> list[tuple[str, Progress]]:
    listing = visits.find(session, reader, Wanted(**wanted), limit=100, offset=0)
    assert listing.total == len(listing.visits)
    return [(visit.patient_name, visit.progress) for visit in listing.visits]


def test_a_clinic_sees_its_own_visits_only(database: Database) -> None:
    with database.writing() as session:
        here, there = new_clinic(session), new_clinic(session)
        mine, _ = new_clinician(session, here, "a")
        invitations.invite(session, here, "Ours", now())
        theirs = new_preparation(session, clinic=there)
        say(session, theirs, "my_life", "x")
        revision = sending.send(session, theirs, new_id())

        assert listed(session, mine) == [("Ours", Progress.NOT_OPENED)]
        assert reading.visit_of(session, here.id, theirs.visit_id) is None
        assert reading.preparation_of(session, here.id, theirs.id) is None
        assert reading.preparation_of(session, there.id, theirs.id) is theirs
        assert reading.revision_to_read(session, theirs) is revision


def test_every_visit_says_how_far_its_preparation_is(database: Database) -> None:
    with database.writing() as session:
        clinic = new_clinic(session)
        mine, _ = new_clinician(session, clinic)
        starts = now() + timedelta(days=1)
        states = {}
        for hours, state in enumerate(State):
            at = starts + timedelta(hours=hours)
            preparation = new_preparation(session, clinic=clinic, starts_at=at)
            say(session, preparation, "my_life", "x")
            if state is State.SENT:
                sending.send(session, preparation, new_id())
            preparation.state = state
            states[state] = preparation
        session.flush()
        assert [progress for _, progress in listed(session, mine)] == [
            Progress.STARTED,
            Progress.STARTED,
            Progress.SENT,
            Progress.TAKEN_BACK,
            Progress.DECLINED,
            Progress.ERASED,
        ]
        revision = reading.revision_to_read(session, states[State.SENT])
        assert revision is not None
        sending.mark_read(session, revision, mine)
        assert [p for _, p in listed(session, mine, progress=Progress.READ)] == [Progress.READ]
        assert listed(session, mine, progress=Progress.SENT) == []


@pytest.mark.parametrize(
    ("part", "found"),
    [("élod", ["Élodie Øst"]), ("ØST", ["Élodie Øst"]), ("%", ["100% Bob"]), ("_", []), ("", None)],
)
def test_a_visit_is_found_by_a_part_of_the_name(
    database: Database, part: str, found: list[str] | None
) -> None:
    names = ["100% Bob", "Élodie Øst"]
    with database.writing() as session:
        clinic = new_clinic(session)
        mine, _ = new_clinician(session, clinic)
        for name in names:
            invitations.invite(session, clinic, name, now())
        assert [n for n, _ in listed(session, mine, name=part)] == (
            names if found is None else found
        )


def test_visits_are_found_by_time_and_by_clinician(database: Database) -> None:
    with database.writing() as session:
        clinic = new_clinic(session)
        mine, _ = new_clinician(session, clinic)
        at = now()
        for days, clinician in ((-1, mine), (0, None), (1, mine)):
            invitations.invite(
                session, clinic, str(days), at + timedelta(days=days), clinician=clinician
            )
        assert [n for n, _ in listed(session, mine, since=at)] == ["0", "1"]
        assert [n for n, _ in listed(session, mine, before=at, newest_first=True)] == ["-1"]
        assert [n for n, _ in listed(session, mine, clinician_id=mine.id)] == ["-1", "1"]


def test_a_long_list_costs_as_many_queries_as_a_short_one(database: Database) -> None:
    with database.writing() as session:
        clinic = new_clinic(session)
        mine, _ = new_clinician(session, clinic)
        for _ in range(20):
            say(session, new_preparation(session, clinic=clinic), "my_life", "x")
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    with database.reading() as session:
        visits.find(session, session.merge(mine, load=False), Wanted(), limit=50, offset=0)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 2


def test_what_a_clinician_reads_is_what_was_sent_and_is_in_the_audit(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        mine, _ = new_clinician(session, preparation.visit.clinic)
        say(session, preparation, "what_matters", "my garden")
        kept_back = say(session, preparation, "my_life", "Zanzibarwort")
        answers.set_shared(session, kept_back, False)
        revision = sending.send(session, preparation, new_id())

        new = visits.find(session, mine, Wanted(), limit=1, offset=0).visits[0].new
        summary = reading.read(session, revision, mine, "page")
        after = visits.find(session, mine, Wanted(), limit=1, offset=0).visits[0].new
    assert (new, after) == (True, False)
    assert "Zanzibarwort" not in summary.model_dump_json()
    assert "my garden" in summary.model_dump_json()


def test_nothing_is_there_to_read_once_it_was_taken_back(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", "x")
        sending.send(session, preparation, new_id())
        sending.withdraw(session, preparation)
        session.flush()
        assert reading.revision_to_read(session, preparation) is None
        assert reading.taken_back_at(session, preparation) is not None


def test_a_very_long_list_says_that_there_is_more_than_was_counted(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "COUNTED_TO", 2)
    with database.writing() as session:
        clinic = new_clinic(session)
        reader, _ = new_clinician(session, clinic)
        for name in ("Ann", "Bob"):
            invitations.invite(session, clinic, name, now())
        whole = visits.find(session, reader, Wanted(), limit=1, offset=0)
        invitations.invite(session, clinic, "Cam", now())
        part = visits.find(session, reader, Wanted(), limit=1, offset=0)

    assert (whole.total, whole.more) == (2, False)
    assert (part.total, part.more) == (2, True)
