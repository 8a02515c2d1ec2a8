"""The sign-ins of staff beyond the password: one that waits for its code, those that are on, and ending one of them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import audit
from records import staff as staff_records
from records.models import Staff, StaffSession, now
from records.tokens import hashed

# How long a right password waits for its second factor.
CODE_WITHIN = timedelta(minutes=5)


def waiting_for_code(session: Session, cookie: str) -> Staff | None:
    """Who gave the right password in this browser a moment ago and owes the second factor, or None."""
    found = session.get(StaffSession, hashed(cookie))
    if found is None or not found.waits_for_code or now() - found.created_at > CODE_WITHIN:
        return None
    return found.staff if found.staff.disabled_at is None else None


def sessions_of(session: Session, staff: Staff) -> Sequence[StaffSession]:
    """The sign-ins of one person that are still on, the last used first."""
    at = now()
    return session.scalars(
        select(StaffSession)
        .where(
            StaffSession.staff_id == staff.id,
            StaffSession.waits_for_code.is_(False),
            StaffSession.last_seen_at >= at - staff_records.IDLE,
            StaffSession.created_at >= at - staff_records.ABSOLUTE,
        )
        .order_by(StaffSession.last_seen_at.desc())
    ).all()


def session_name(one: StaffSession) -> str:
    """How a sign-in is named in a form: nothing that a cookie could be guessed from."""
    return hashed(one.token_hash)[:16]


def end_named(session: Session, staff: Staff, name: str) -> bool:
    """End one of a person's own sign-ins; False when there is none of that name."""
    found = next((one for one in sessions_of(session, staff) if session_name(one) == name), None)
    if found is None:
        return False
    session.delete(found)
    audit.add(
        session,
        clinic_id=staff.clinic_id,
        actor=f"staff:{staff.id}",
        action="end_sign_in",
        subject=f"staff:{staff.id}",
    )
    return True


def by_outside_name(session: Session, outside_name: str) -> Staff | None:
    """Who this is that the hospital's own sign-in service names, or None."""
    return session.scalar(
        select(Staff).where(Staff.outside_name == outside_name, Staff.disabled_at.is_(None))
    )
