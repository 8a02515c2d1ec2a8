"""Passwords of staff: checking one, waiting after many wrong ones, setting a new one."""

import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Staff, now

# After this many wrong passwords in a row each further try has to wait; the wait doubles and ends at an hour.
FREE_TRIES = 10
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
SHORTEST_PASSWORD = 12


class SignInFailed(Exception):
    """Wrong name or wrong password; which of them is not said."""


class TooManyTries(Exception):
    """Signing in has to wait until the time it carries."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class WeakPassword(Exception):
    """A new password that is too short, or the old one again."""


def check_password(session: Session, username: str, password: str) -> Staff:
    """Who signs in with this. Raises SignInFailed or TooManyTries.

    It takes as long for an unknown name as for a wrong password.
    A failure is counted on the row, so the caller must commit also when this raises.
    """
    staff = _of_name(session, username)
    right = _verify(staff.password_hash if staff else _nobodys_hash(), password)
    if staff is None or staff.disabled_at is not None:
        raise SignInFailed
    until = waits_until(staff.failed_sign_ins, staff.last_failed_at)
    if until is not None and until > now():
        raise TooManyTries(until)
    if not right:
        count_wrong(staff)
        raise SignInFailed
    # With a second factor the count ends at the right code: a right password is no reason to guess codes for ever.
    if staff.code_secret is None:
        staff.failed_sign_ins = 0
    return staff


def hold(session: Session, staff: Staff) -> None:
    """Hold the row, so that tries at the same time are counted one by one. Raises TooManyTries while one must wait."""
    session.refresh(staff, with_for_update=True)
    until = waits_until(staff.failed_sign_ins, staff.last_failed_at)
    if until is not None and until > now():
        raise TooManyTries(until)


def count_wrong(staff: Staff) -> None:
    """Count one more wrong password or code."""
    staff.failed_sign_ins += 1
    staff.last_failed_at = now()


def waits_until(failures: int, last_at: datetime | None) -> datetime | None:
    """When a name with that many wrong passwords in a row may be tried again; None while tries are free."""
    over = failures - FREE_TRIES
    if over < 0 or last_at is None:
        return None
    return last_at + min(FIRST_WAIT * (1 << min(over, 10)), LONGEST_WAIT)


def change_password(session: Session, staff: Staff, new: str) -> None:
    """Set a password of the person's own. Raises WeakPassword."""
    if len(new) < SHORTEST_PASSWORD or _verify(staff.password_hash, new):
        raise WeakPassword
    staff.password_hash = hash_of(new)
    staff.must_change_password = False


def one_time_password() -> str:
    """Sixteen letters and digits in groups of four, easy to read out."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def hash_of(password: str) -> str:
    """What is stored of a password."""
    return _hasher().hash(password)


def _of_name(session: Session, username: str) -> Staff | None:
    """Who has this name. The row is held, so that tries at the same time are counted one by one."""
    if "\x00" in username:
        return None
    return session.scalar(select(Staff).where(Staff.username == username).with_for_update())


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher().verify(password_hash, password)
    except VerificationError:
        return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_hex(16))
