"""The sign-ins of staff: beginning one, one that waits for its code, those that are on, and ending them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records import audit
from records.models import Staff, StaffSession, now
from records.tokens import hashed, new_token

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=12)
# How long a right password waits for its second factor.
CODE_WITHIN = timedelta(minutes=5)


def start_session(
    session: Session, staff: Staff, *, browser: str = "", waits_for_code: bool = False
) -> str:
    """A fresh sign-in; returns the secret for the browser's cookie.

    One that waits for a code opens nothing; the code's page starts another.
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
        _audit(session, staff, "sign_in")
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
            StaffSession.last_seen_at >= at - IDLE,
            StaffSession.created_at >= at - ABSOLUTE,
        )
        .order_by(StaffSession.last_seen_at.desc())
    ).all()


def session_name(one: StaffSession) -> str:
    """How a sign-in is named in a form: nothing that a cookie could be guessed from."""
    return hashed(one.token_hash)[:16]


def end_session(session: Session, cookie: str) -> None:
    """Sign out."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == hashed(cookie)))


def end_all(session: Session, staff: Staff) -> None:
    """End every sign-in of one person."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))


def end_named(session: Session, staff: Staff, name: str) -> bool:
    """End one of a person's own sign-ins; False when there is none of that name."""
    found = next((one for one in sessions_of(session, staff) if session_name(one) == name), None)
    if found is None:
        return False
    session.delete(found)
    _audit(session, staff, "end_sign_in")
    return True


def by_outside_name(session: Session, outside_name: str) -> Staff | None:
    """Who this is that the hospital's own sign-in service names, or None."""
    return session.scalar(
        select(Staff).where(Staff.outside_name == outside_name, Staff.disabled_at.is_(None))
    )


def _audit(session: Session, staff: Staff, action: str) -> None:
    subject = f"staff:{staff.id}"
    audit.add(session, clinic_id=staff.clinic_id, actor=subject, action=action, subject=subject)
