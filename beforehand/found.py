"""What an id on the command line stands for."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from beforehand.problems import Problem
from records.models import Clinic, Preparation, Staff, SummaryRevision


def preparation(session: Session, given: str) -> Preparation:
    """The preparation with this id, of the visit with this id, or sent under this reference. Raises Problem."""
    by_reference = select(SummaryRevision.preparation_id).where(
        SummaryRevision.reference == given.upper()
    )
    found = session.scalar(
        select(Preparation).where(
            or_(
                Preparation.id == given,
                Preparation.visit_id == given,
                Preparation.id.in_(by_reference),
            )
        )
    )
    if found is None:
        raise Problem(
            f"Nothing is stored for {given}: give the id of a visit or preparation, or the reference of a sending."
        )
    return found


def clinic(session: Session) -> Clinic:
    """The site's clinic, its first where there are several. Raises Problem."""
    found = session.scalar(select(Clinic).order_by(Clinic.created_at).limit(1))
    if found is None:
        raise Problem("There is no clinic yet: run `beforehand init` first.")
    return found


def staff(session: Session, username: str) -> Staff:
    """The member of staff with this username. Raises Problem."""
    found = session.scalar(select(Staff).where(Staff.username == username))
    if found is None:
        raise Problem(
            f"Nobody has the username {username}: `beforehand staff list` shows who there is."
        )
    return found


def time_of_visit(given: datetime, clinic: Clinic) -> datetime:
    """A time as typed; without a zone it is the clinic's own."""
    return given if given.tzinfo else given.replace(tzinfo=ZoneInfo(clinic.timezone))
