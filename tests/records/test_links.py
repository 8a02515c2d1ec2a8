from datetime import timedelta

import pytest
from sqlalchemy import func, select

from records import invitations, links, sending
from records.database import Database
from records.links import ExpiredLink, UnknownLink, UsedLink, WithdrawnLink
from records.models import Invitation, Preparation, State, Visit, now
from tests.records.patient import both_at_once, new_clinic, say


def invited(database: Database, *, in_days: float = 7) -> str:
    with database.writing() as session:
        clinic = new_clinic(session)
        starts_at = now() + timedelta(days=in_days)
        return invitations.invite(session, clinic, "Sam Example", starts_at).token


def test_a_link_opens_the_same_preparation_again_and_again_on_any_device(
    database: Database,
) -> None:
    token = invited(database)
    with database.writing() as session:
        first, one = links.open_link(session, token)
        again, other = links.open_link(session, token)
        assert first is again
        assert one != other
        for cookie in (one, other):
            assert links.preparation_of_session(session, cookie) is first


def test_two_devices_that_open_a_link_for_the_first_time_at_once_get_one_preparation(
    database: Database,
) -> None:
    token = invited(database)

    def open_it() -> str:
        with database.writing() as session:
            return links.open_link(session, token)[0].id

    results = both_at_once(open_it)
    assert len(set(results)) == 1
    assert isinstance(results[0], str)


def test_neither_link_nor_cookie_is_in_the_tables(database: Database) -> None:
    token = invited(database)
    with database.writing() as session:
        links.open_link(session, token)
        assert session.scalar(select(Invitation.token_hash)) != token
        assert len(token) >= 32


@pytest.mark.parametrize("token", ["", "x", "a" * 500, "\x00", "\ud83d", "' OR 1=1 --"])
def test_an_unknown_link_opens_nothing(database: Database, token: str) -> None:
    invited(database)
    with database.writing() as session, pytest.raises(UnknownLink):
        links.open_link(session, token)


def test_a_link_opens_nothing_two_weeks_after_the_visit(database: Database) -> None:
    token = invited(database)
    with database.writing() as session:
        preparation, cookie = links.open_link(session, token)
        link = session.scalars(select(Invitation)).one()
        assert link.expires_at - preparation.visit.starts_at == timedelta(days=14)
        link.expires_at = now()
        session.flush()
        with pytest.raises(ExpiredLink):
            links.open_link(session, token)
        assert links.preparation_of_session(session, cookie) is None


def test_a_link_to_a_visit_that_is_over_can_still_be_used_for_two_weeks(
    database: Database,
) -> None:
    token = invited(database, in_days=-30)
    with database.writing() as session:
        links.open_link(session, token)


def test_a_link_that_was_taken_back_opens_nothing_and_ends_its_sessions(
    database: Database,
) -> None:
    token = invited(database)
    with database.writing() as session:
        preparation, cookie = links.open_link(session, token)
        invitations.withdraw_links(session, preparation.visit, actor="system")
    with database.writing() as session:
        with pytest.raises(WithdrawnLink):
            links.open_link(session, token)
        assert links.preparation_of_session(session, cookie) is None

        visit = session.scalars(select(Visit)).one()
        fresh = invitations.new_link(session, visit, actor="system")
        assert links.open_link(session, fresh)[0].visit_id == visit.id


def test_a_link_is_used_up_when_everything_was_deleted(database: Database) -> None:
    token = invited(database)
    with database.writing() as session:
        preparation, cookie = links.open_link(session, token)
        sending.erase(session, preparation)
    with database.writing() as session:
        with pytest.raises(UsedLink):
            links.open_link(session, token)
        assert links.preparation_of_session(session, cookie) is None


def test_a_person_who_said_not_now_can_come_back(database: Database) -> None:
    token = invited(database)
    with database.writing() as session:
        preparation, _ = links.open_link(session, token)
        preparation.state = State.DECLINED
        again, _ = links.open_link(session, token)
        assert again is preparation


def test_a_cookie_stands_for_one_persons_preparation_only(database: Database) -> None:
    tokens = [invited(database), invited(database)]
    with database.writing() as session:
        opened = [links.open_link(session, token) for token in tokens]
        say(session, opened[0][0], "my_life", "x")
        for preparation, cookie in opened:
            assert links.preparation_of_session(session, cookie) is preparation
        assert links.preparation_of_session(session, "unknown") is None
        assert session.scalar(select(func.count(Preparation.id))) == 2
