"""Reminders: who has a visit soon and has not opened their link."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from records import audit, invitations
from records.models import Invitation, Preparation, Visit, now

MOST_AT_ONCE = 1000
# A visit is reminded of once, and only when the first invitation has had some time.
FIRST_AFTER = timedelta(hours=24)


def due(session: Session, clinic_id: str, *, before: datetime) -> Sequence[Visit]:
    """Visits still to come before then, whose link was not opened and not taken back, and who got no reminder yet."""
    at = now()
    good = exists().where(
        Invitation.visit_id == Visit.id,
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > at,
        Invitation.created_at <= at - FIRST_AFTER,
    )
    opened = exists().where(Preparation.visit_id == Visit.id)
    return session.scalars(
        select(Visit)
        .where(
            Visit.clinic_id == clinic_id,
            Visit.starts_at > at,
            Visit.starts_at < before,
            Visit.reminded_at.is_(None),
            good,
            ~opened,
        )
        .order_by(Visit.starts_at, Visit.id)
        .limit(MOST_AT_ONCE)
    ).all()


def remind(session: Session, visit: Visit, *, actor: str) -> str:
    """A fresh link for a reminder (the first one was shown once and is not kept); returns its token."""
    visit.reminded_at = now()
    token = invitations.new_link(session, visit, actor=actor)
    audit.add(
        session,
        clinic_id=visit.clinic_id,
        actor=actor,
        action="remind",
        subject=f"visit:{visit.id}",
    )
    return token


def take_back(session: Session, clinic_id: str, visit_ids: Sequence[str]) -> None:
    """These reminders did not leave: the visits are due for one again."""
    for visit_id in visit_ids:
        visit = session.get_one(Visit, visit_id)
        visit.reminded_at = None
        audit.add(
            session,
            clinic_id=clinic_id,
            actor="system",
            action="remind_failed",
            subject=f"visit:{visit_id}",
        )
