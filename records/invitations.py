"""Inviting a person to get ready for a visit, and what happens when they open the link."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from records import audit
from records.locks import lock
from records.models import (
    Clinic,
    Invitation,
    PatientSession,
    Preparation,
    Staff,
    State,
    Visit,
    new_id,
    now,
)
from records.tokens import hashed, new_token

# A link lives past the visit, so that a person can still see what they sent and say whether it was talked about.
LIFE_AFTER_VISIT = timedelta(days=14)
LONGEST_NAME = 200
# After so many wrong years of birth the link is taken back: a hundred years are quickly tried out.
MOST_WRONG_YEARS = 5
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


class LinkError(Exception):
    """A link that opens nothing. Its `reason` names the page that tells the person what to do."""

    reason = "unknown"


class UnknownLink(LinkError):
    """No invitation has this token: mistyped, cut off by a mail program, or never ours."""


class ExpiredLink(LinkError):
    """The link's time is over."""

    reason = "expired"


class WithdrawnLink(LinkError):
    """The clinic took the link back."""

    reason = "withdrawn"


class YearWanted(LinkError):
    """The clinic asks for a year of birth first. `wrong` when one was given and is not the right one."""

    reason = "year_wanted"

    def __init__(self, *, wrong: bool = False) -> None:
        super().__init__(wrong)
        self.wrong = wrong


class UsedLink(LinkError):
    """The person deleted everything; the link was used up with that."""

    reason = "used"


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


def check_year(session: Session, invitation: Invitation, birth_year: int | None) -> None:
    """The clinic's second check. Raises YearWanted; a wrong year is counted, so the caller must commit then too.

    After MOST_WRONG_YEARS the link is taken back.
    """
    visit = invitation.visit
    if not visit.clinic.asks_birth_year or visit.birth_year is None:
        return
    if birth_year is None:
        raise YearWanted
    session.refresh(invitation, with_for_update=True)
    check_open(invitation)
    if birth_year == visit.birth_year:
        invitation.wrong_years = 0
        return
    invitation.wrong_years += 1
    if invitation.wrong_years >= MOST_WRONG_YEARS:
        invitation.withdrawn_at = now()
    audit.add(
        session,
        clinic_id=visit.clinic_id,
        actor="patient",
        action="wrong_birth_year",
        subject=f"visit:{visit.id}",
    )
    raise YearWanted(wrong=True)


def open_link(
    session: Session, token: str, birth_year: int | None = None
) -> tuple[Preparation, str]:
    """The preparation a link opens (made at its first opening), and the secret of a fresh browser session.

    Raises a LinkError for a link that opens nothing; YearWanted for one that opens with the right year of birth.
    """
    invitation = session.scalar(select(Invitation).where(Invitation.token_hash == hashed(token)))
    if invitation is None:
        raise UnknownLink
    check_open(invitation)
    check_year(session, invitation, birth_year)
    lock(session, f"visit:{invitation.visit_id}")
    preparation = session.scalar(
        select(Preparation).where(Preparation.visit_id == invitation.visit_id)
    )
    if preparation is None:
        preparation = Preparation(visit_id=invitation.visit_id)
        session.add(preparation)
        session.flush()
    if preparation.state is State.ERASED:
        raise UsedLink
    invitation.opened_at = invitation.opened_at or now()
    return preparation, start_session(session, preparation, invitation)


def check_open(invitation: Invitation) -> None:
    """Raise the LinkError that says why this invitation is no longer good, if it is not."""
    if invitation.withdrawn_at is not None:
        raise WithdrawnLink
    if invitation.expires_at <= now():
        raise ExpiredLink


def start_session(session: Session, preparation: Preparation, invitation: Invitation) -> str:
    """A fresh browser session for a preparation; returns the secret for its cookie."""
    cookie = new_token()
    session.add(
        PatientSession(
            token_hash=hashed(cookie),
            preparation_id=preparation.id,
            invitation_id=invitation.id,
        )
    )
    return cookie


def preparation_of_session(session: Session, cookie: str) -> Preparation | None:
    """The preparation a browser's cookie stands for, or None when it stands for none any more."""
    found = session.get(PatientSession, hashed(cookie))
    if found is None:
        return None
    invitation = session.get_one(Invitation, found.invitation_id)
    try:
        check_open(invitation)
    except LinkError:
        return None
    return found.preparation
