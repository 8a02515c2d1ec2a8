from datetime import timedelta

import pytest
from sqlalchemy import select

from records import passwords, sign_ins
from records.database import Database
from records.models import Staff, StaffSession, now
from records.passwords import SignInFailed, TooManyTries, WeakPassword
from tests.records.patient import both_at_once, new_clinic, new_clinician


def hired(database: Database) -> str:
    """The one-time password of `dr.a`."""
    with database.writing() as session:
        return new_clinician(session, new_clinic(session))[1]


def sign_in(database: Database, password: str, username: str = "dr.a") -> str:
    """How it went. A failure is committed, as the portal does it."""
    with database.writing() as session:
        try:
            passwords.check_password(session, username, password)
        except (SignInFailed, TooManyTries) as refusal:
            return type(refusal).__name__
    return "in"


def let_pass(database: Database, time: timedelta) -> None:
    with database.writing() as session:
        someone = session.scalars(select(Staff)).one()
        assert someone.last_failed_at is not None
        someone.last_failed_at -= time


def test_the_right_password_signs_in(database: Database) -> None:
    assert sign_in(database, hired(database)) == "in"


@pytest.mark.parametrize("username", ["dr.a", "nobody", "", "\x00", "DR.A", "dr.a "])
def test_wrong_name_and_wrong_password_fail_the_same_way(database: Database, username: str) -> None:
    hired(database)
    assert sign_in(database, "not the password", username) == "SignInFailed"


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hired(database)
    checked = []
    monkeypatch.setattr(passwords, "_verify", lambda of, password: checked.append(of) or False)
    for username in ("dr.a", "nobody"):
        sign_in(database, "wrong", username)
    settings = [password_hash.split("$")[1:4] for password_hash in checked]
    assert len(settings) == 2
    assert settings[0] == settings[1]


def test_after_ten_wrong_passwords_in_a_row_signing_in_has_to_wait(database: Database) -> None:
    password = hired(database)
    assert [sign_in(database, "wrong") for _ in range(10)] == ["SignInFailed"] * 10
    assert sign_in(database, "wrong") == "TooManyTries"
    assert sign_in(database, password) == "TooManyTries"

    let_pass(database, timedelta(seconds=31))
    assert sign_in(database, password) == "in"
    assert sign_in(database, "wrong") == "SignInFailed"


def test_the_wait_doubles_and_ends_at_an_hour() -> None:
    at = now()
    waits = [passwords.waits_until(failures, at) for failures in range(30)]
    assert waits[:10] == [None] * 10
    seconds = [(wait - at).total_seconds() for wait in waits[10:] if wait]
    assert seconds[:7] == [30, 60, 120, 240, 480, 960, 1920]
    assert set(seconds[7:]) == {3600}


def test_wrong_passwords_at_the_same_time_are_all_counted(database: Database) -> None:
    hired(database)
    assert both_at_once(lambda: sign_in(database, "wrong"), times=4) == ["SignInFailed"] * 4
    with database.reading() as session:
        assert session.scalars(select(Staff.failed_sign_ins)).one() == 4


def test_a_right_password_forgets_the_wrong_ones(database: Database) -> None:
    password = hired(database)
    for _ in range(9):
        sign_in(database, "wrong")
    sign_in(database, password)
    assert [sign_in(database, "wrong") for _ in range(9)] == ["SignInFailed"] * 9
    assert sign_in(database, password) == "in"


def test_neither_password_nor_cookie_is_in_the_tables(database: Database) -> None:
    password = hired(database)
    with database.writing() as session:
        someone = session.scalars(select(Staff)).one()
        cookie = sign_ins.start_session(session, someone)
        assert password not in someone.password_hash
        assert someone.password_hash.startswith("$argon2id$")
        assert session.scalars(select(StaffSession.token_hash)).one() != cookie


def test_a_one_time_password_has_to_be_changed(database: Database) -> None:
    password = hired(database)
    with database.writing() as session:
        someone = session.scalars(select(Staff)).one()
        assert someone.must_change_password
        for weak in ("short", "x" * 11, password):
            with pytest.raises(WeakPassword):
                passwords.change_password(session, someone, weak)
        passwords.change_password(session, someone, "a long enough one")
        assert not someone.must_change_password
    assert sign_in(database, password) == "SignInFailed"
    assert sign_in(database, "a long enough one") == "in"
