"""Inviting a person to get ready for a visit: the visit, and its links until they run out or are taken back."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from records import audit
from records.models import Clinic, Invitation, PatientSession, Staff, Visit, new_id, now
from records.tokens import hashed, new_token

# A link lives past the visit, so that a person can still see what they sent and say whether it was talked about.
LIFE_AFTER_VISIT = timedelta(days=14)
LONGEST_NAME = 200
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


@dataclass(frozen=True)
class Invited:
    """A visit, and the secret of its link, which is shown once and not kept."""

    visit: Visit
    token: str


def invite(
    session: Session,
    clinic: Clinic,
    patient_name: str,
    starts_at: datetime,
    *,
    clinician: Staff | None = None,
    actor: str = "system",
    visit_id: str | None = None,
    patient_ref: str | None = None,
    birth_year: int | None = None,
    email: str | None = None,
) -> Invited:
    """Make a visit and a link to get ready for it.

    A form names the visit's id, so that sending it twice makes one visit.
    ValueError for a name that is empty, too long or holds control characters.
    """
    if _CONTROL.search(patient_name) or not 0 < len(patient_name.strip()) <= LONGEST_NAME:
        raise ValueError(f"a name has 1 to {LONGEST_NAME} letters and no line breaks")
    visit = Visit(
        id=visit_id or new_id(),
        clinic_id=clinic.id,
        clinician_id=clinician.id if clinician else None,
        patient_name=patient_name,
        starts_at=starts_at,
        patient_ref=patient_ref,
        birth_year=birth_year,
        email=email,
    )
    session.add(visit)
    session.flush()
    return Invited(visit, new_link(session, visit, actor=actor))


def new_link(session: Session, visit: Visit, *, actor: str) -> str:
    """A further link to the same visit. Older links stay good until they are withdrawn."""
    token = new_token()
    expires_at = max(visit.starts_at, now()) + LIFE_AFTER_VISIT
    session.add(Invitation(visit_id=visit.id, token_hash=hashed(token), expires_at=expires_at))
    audit.add(
        session,
        clinic_id=visit.clinic_id,
        actor=actor,
        action="invite",
        subject=f"visit:{visit.id}",
    )
    return token


def withdraw_links(session: Session, visit: Visit, *, actor: str) -> None:
    """Take every link of a visit back, and end the sessions that came in by them."""
    links = select(Invitation.id).where(Invitation.visit_id == visit.id)
    session.execute(
        update(Invitation)
        .where(Invitation.visit_id == visit.id, Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=now())
    )
    session.execute(delete(PatientSession).where(PatientSession.invitation_id.in_(links)))
    audit.add(
        session,
        clinic_id=visit.clinic_id,
        actor=actor,
        action="withdraw_link",
        subject=f"visit:{visit.id}",
    )


def expire_links(session: Session, visit: Visit, at: datetime, *, actor: str) -> None:
    """Let every link of a visit that still works run out at this time. ValueError for a time that is over."""
    if at <= now():
        raise ValueError("a link can only run out in the future; to end it now, take it back")
    session.execute(
        update(Invitation)
        .where(
            Invitation.visit_id == visit.id,
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now(),
        )
        .values(expires_at=at)
    )
    audit.add(
        session,
        clinic_id=visit.clinic_id,
        actor=actor,
        action="expire_link",
        subject=f"visit:{visit.id}",
    )
