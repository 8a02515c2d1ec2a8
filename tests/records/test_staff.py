import pytest
from sqlalchemy import select

from records import sign_ins, staff
from records.database import Database
from records.models import Role, Staff
from tests.records.patient import new_clinic, new_clinician
from tests.records.test_passwords import hired, sign_in


def test_who_no_longer_works_here_cannot_sign_in_nor_stay_signed_in(database: Database) -> None:
    password = hired(database)
    with database.writing() as session:
        someone = session.scalars(select(Staff)).one()
        cookie = sign_ins.start_session(session, someone)
        staff.disable(session, someone)
    assert sign_in(database, password) == "SignInFailed"
    with database.writing() as session:
        assert sign_ins.staff_of_session(session, cookie) is None


def test_a_new_one_time_password_replaces_the_old_one_and_ends_every_sign_in(
    database: Database,
) -> None:
    password = hired(database)
    for _ in range(11):
        sign_in(database, "wrong")
    with database.writing() as session:
        someone = session.scalars(select(Staff)).one()
        cookie = sign_ins.start_session(session, someone)
        fresh = staff.new_one_time_password(session, someone)
        assert sign_ins.staff_of_session(session, cookie) is None
    assert sign_in(database, password) == "SignInFailed"
    assert sign_in(database, fresh) == "in"


def test_a_username_is_given_once(database: Database) -> None:
    hired(database)
    with database.writing() as session, pytest.raises(ValueError, match="taken"):
        staff.add(session, new_clinic(session), "dr.a", "Another", Role.MANAGER)


def test_one_clinic_does_not_find_the_staff_of_another(database: Database) -> None:
    with database.writing() as session:
        here, there = new_clinic(session), new_clinic(session, "Elsewhere")
        mine, _ = new_clinician(session, here, "b")
        gone, _ = new_clinician(session, here, "a")
        new_clinician(session, there, "c")
        staff.disable(session, gone)
        assert [each.username for each in staff.in_clinic(session, here.id)] == ["b", "a"]
        assert staff.by_id(session, here.id, mine.id) is mine
        assert staff.by_id(session, there.id, mine.id) is None
