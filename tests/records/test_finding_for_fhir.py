"""The sendings a FHIR search finds, on both databases."""

from datetime import timedelta

from sqlalchemy.orm import Session

from records import sending
from records.database import Database
from records.fhir.finding import Between, Wanted, find
from records.models import Clinic, SummaryRevision, new_id, now
from tests.records.patient import new_clinic, new_preparation, say


def sent(session: Session, clinic: Clinic, days: int = 7) -> SummaryRevision:
    preparation = new_preparation(session, clinic=clinic, starts_at=now() + timedelta(days=days))
    say(session, preparation, "what_matters", "my garden")
    return sending.send(session, preparation, new_id())


def ids(session: Session, clinic: Clinic, wanted: Wanted) -> set[str]:
    return {one.id for one in find(session, clinic.id, wanted, limit=9).revisions}


def test_a_search_keeps_to_its_clinic_and_to_what_it_asks(database: Database) -> None:
    with database.writing() as session:
        clinic, other = new_clinic(session), new_clinic(session, "Hillside")
        soon, later, elsewhere = (
            sent(session, clinic),
            sent(session, clinic, 40),
            sent(session, other),
        )
        assert ids(session, clinic, Wanted()) == {soon.id, later.id}
        assert ids(session, other, Wanted()) == {elsewhere.id}
        assert ids(session, clinic, Wanted(revision_id=elsewhere.id)) == set()
        assert ids(session, clinic, Wanted(preparation_id=soon.preparation_id)) == {soon.id}
        assert ids(session, clinic, Wanted(visit_id=later.preparation.visit_id)) == {later.id}
        month = Between(since=now() + timedelta(days=30))
        assert ids(session, clinic, Wanted(visit=[month])) == {later.id}
        assert (
            ids(session, clinic, Wanted(sent=[Between(before=now() - timedelta(days=1))])) == set()
        )


def test_what_was_taken_back_is_not_found_and_what_was_sent_again_once(database: Database) -> None:
    with database.writing() as session:
        clinic = new_clinic(session)
        first = sent(session, clinic)
        sending.withdraw(session, first.preparation)
        assert ids(session, clinic, Wanted()) == set()
        second = sending.send(session, first.preparation, new_id())
        assert ids(session, clinic, Wanted()) == {second.id}


def test_a_page_of_many_is_the_newest_first_and_says_how_many_there_are(database: Database) -> None:
    with database.writing() as session:
        clinic = new_clinic(session)
        sendings = [sent(session, clinic) for _ in range(3)]
        found = find(session, clinic.id, Wanted(), limit=2)
        assert found.total == 3
        assert [one.id for one in found.revisions] == [sendings[2].id, sendings[1].id]
        rest = find(session, clinic.id, Wanted(), limit=2, offset=2)
        assert [one.id for one in rest.revisions] == [sendings[0].id]
