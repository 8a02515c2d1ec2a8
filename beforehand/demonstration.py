"""A made-up patient's visit, to try everything with."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import invitations
from records.models import Clinic, Preparation, Staff, State, Visit, now

PATIENT = "Sam Example (demonstration)"
IN_DAYS = 7
AT = time(10, 0)


def add(session: Session, clinic: Clinic, clinician: Staff | None) -> invitations.Invited:
    """A visit of the made-up patient in a week's time, at ten in the clinic's morning."""
    zone = ZoneInfo(clinic.timezone)
    day = (now().astimezone(zone) + timedelta(days=IN_DAYS)).date()
    starts_at = datetime.combine(day, AT, zone)
    return invitations.invite(session, clinic, PATIENT, starts_at, clinician=clinician)


def link(session: Session) -> str | None:
    """The token of a fresh link for the made-up patient; a new visit when the last one is over or was deleted.

    None where the site has no demonstration visit.
    """
    newest = session.scalar(
        select(Visit)
        .where(Visit.patient_name == PATIENT)
        .order_by(Visit.starts_at.desc(), Visit.created_at.desc())
        .limit(1)
    )
    if newest is None:
        return None
    if newest.starts_at <= now() or _is_erased(session, newest):
        return add(session, newest.clinic, newest.clinician).token
    return invitations.new_link(session, newest, actor="system")


def _is_erased(session: Session, visit: Visit) -> bool:
    state = session.scalar(select(Preparation.state).where(Preparation.visit_id == visit.id))
    return state is State.ERASED
