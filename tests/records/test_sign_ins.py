from datetime import timedelta

import pytest
from sqlalchemy import select

from records import sign_ins
from records.database import Database
from records.models import Staff, StaffSession, now
from tests.records.test_passwords import hired


def started(database: Database) -> str:
    hired(database)
    with database.writing() as session:
        return sign_ins.start_session(session, session.scalars(select(Staff)).one())


@pytest.mark.parametrize(
    ("idle", "age", "is_on"),
    [
        (timedelta(minutes=14), timedelta(hours=11), True),
        (timedelta(minutes=16), timedelta(minutes=16), False),
        (timedelta(0), timedelta(hours=12, minutes=1), False),
    ],
)
def test_a_sign_in_ends_when_idle_for_a_quarter_of_an_hour_and_after_twelve_hours(
    database: Database, idle: timedelta, age: timedelta, is_on: bool
) -> None:
    cookie = started(database)
    with database.writing() as session:
        found = session.scalars(select(StaffSession)).one()
        found.last_seen_at, found.created_at = now() - idle, now() - age

    for _ in range(2):
        with database.writing() as session:
            assert (sign_ins.staff_of_session(session, cookie) is not None) is is_on


def test_being_seen_keeps_a_sign_in_on(database: Database) -> None:
    cookie = started(database)
    for _ in range(3):
        with database.writing() as session:
            found = session.scalars(select(StaffSession)).one()
            found.last_seen_at -= timedelta(minutes=10)
        with database.writing() as session:
            assert sign_ins.staff_of_session(session, cookie) is not None


def test_signing_out_ends_this_sign_in_and_no_other(database: Database) -> None:
    cookie = started(database)
    with database.writing() as session:
        other = sign_ins.start_session(session, session.scalars(select(Staff)).one())
        sign_ins.end_session(session, cookie)
        assert sign_ins.staff_of_session(session, cookie) is None
        assert sign_ins.staff_of_session(session, other) is not None
        sign_ins.end_session(session, "unknown")
