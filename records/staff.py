"""Who works at a clinic: passwords, signing in, sessions."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records import audit
from records.models import Clinic, Role, Staff, StaffSession, now
from records.tokens import hashed, new_token

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
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


def add(
    session: Session,
    clinic: Clinic,
    username: str,
    name: str,
    role: Role,
    *,
    actor: str = "system",
) -> tuple[Staff, str]:
    """A new member of staff, and a one-time password to hand over. ValueError when the username is taken."""
    if session.scalar(select(Staff).where(Staff.username == username)) is not None:
        raise ValueError(f"the username {username!r} is taken")
    password = one_time_password()
    staff = Staff(
        clinic_id=clinic.id,
        username=username,
        name=name,
        role=role,
        password_hash=_hasher().hash(password),
    )
    session.add(staff)
    session.flush()
    _audit(session, staff, actor, "staff_add", role=role.value)
    return staff, password


def one_time_password() -> str:
    """Sixteen letters and digits in groups of four, easy to read out."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def new_one_time_password(session: Session, staff: Staff, *, actor: str = "system") -> str:
    """Replace a forgotten password by a one-time one; ends the sessions of that person."""
    password = one_time_password()
    staff.password_hash = _hasher().hash(password)
    staff.must_change_password = True
    staff.failed_sign_ins = 0
    end_all(session, staff)
    _audit(session, staff, actor, "staff_new_password")
    return password


def disable(session: Session, staff: Staff, *, actor: str = "system") -> None:
    """End someone's work here: they can no longer sign in. What they did stays in the audit."""
    staff.disabled_at = staff.disabled_at or now()
    staff.outside_name = None
    end_all(session, staff)
    _audit(session, staff, actor, "staff_disable")


def set_outside_name(
    session: Session, staff: Staff, outside_name: str | None, *, actor: str
) -> None:
    """Who someone is at the hospital's own sign-in service. Their sign-ins by password end."""
    staff.outside_name = outside_name
    end_all(session, staff)
    _audit(session, staff, actor, "staff_outside_name")


def in_clinic(session: Session, clinic_id: str) -> Sequence[Staff]:
    """Everyone of a clinic by name, those who can no longer sign in last."""
    return session.scalars(
        select(Staff)
        .where(Staff.clinic_id == clinic_id)
        .order_by(Staff.disabled_at.is_not(None), Staff.name, Staff.username)
    ).all()


def by_id(session: Session, clinic_id: str, staff_id: str) -> Staff | None:
    """One of this clinic's staff, or None; another clinic's staff is not found."""
    return session.scalar(select(Staff).where(Staff.id == staff_id, Staff.clinic_id == clinic_id))


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


def change_password(session: Session, staff: Staff, new: str) -> None:
    """Set a password of the person's own. Raises WeakPassword."""
    if len(new) < SHORTEST_PASSWORD or _verify(staff.password_hash, new):
        raise WeakPassword
    staff.password_hash = _hasher().hash(new)
    staff.must_change_password = False


def start_session(
    session: Session, staff: Staff, *, browser: str = "", waits_for_code: bool = False
) -> str:
    """A fresh sign-in; returns the secret for the browser's cookie.

    One that waits for a code opens nothing; the code's page starts another (see `records.sign_ins`).
    """
    cookie = new_token()
    session.add(
        StaffSession(
            token_hash=hashed(cookie),
            staff_id=staff.id,
            browser=browser[:200],
            waits_for_code=waits_for_code,
        )
    )
    if not waits_for_code:
        _audit(session, staff, f"staff:{staff.id}", "sign_in")
    return cookie


def staff_of_session(session: Session, cookie: str) -> Staff | None:
    """Who holds this cookie, or None when the sign-in is over; being seen keeps it on."""
    found = session.get(StaffSession, hashed(cookie))
    if found is None or found.waits_for_code:
        return None
    at = now()
    over = at - found.last_seen_at > IDLE or at - found.created_at > ABSOLUTE
    if over or found.staff.disabled_at is not None:
        session.delete(found)
        return None
    found.last_seen_at = at
    return found.staff


def end_session(session: Session, cookie: str) -> None:
    """Sign out."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == hashed(cookie)))


def end_all(session: Session, staff: Staff) -> None:
    """End every sign-in of one person."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def waits_until(failures: int, last_at: datetime | None) -> datetime | None:
    """When a name with that many wrong passwords in a row may be tried again; None while tries are free."""
    over = failures - FREE_TRIES
    if over < 0 or last_at is None:
        return None
    return last_at + min(FIRST_WAIT * (1 << min(over, 10)), LONGEST_WAIT)


def _of_name(session: Session, username: str) -> Staff | None:
    """Who has this name. The row is held, so that tries at the same time are counted one by one."""
    if "\x00" in username:
        return None
    return session.scalar(select(Staff).where(Staff.username == username).with_for_update())


def _audit(session: Session, staff: Staff, actor: str, action: str, **detail: str) -> None:
    audit.add(
        session,
        clinic_id=staff.clinic_id,
        actor=actor,
        action=action,
        subject=f"staff:{staff.id}",
        detail=dict(detail),
    )


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
