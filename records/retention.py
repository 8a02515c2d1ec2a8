"""What is kept no longer: the talk once it is sent, what was never sent, sign-ins that are over.

What was sent stays: how long a clinic keeps its records is the clinic's rule, and `erase` deletes one preparation.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from records import audit, sign_ins
from records.models import (
    Invitation,
    PatientSession,
    Preparation,
    StaffSession,
    State,
    Turn,
    Visit,
    now,
)
from records.wiping import ask_to_wipe

# As long as the link lives, so that a person who comes back by it finds what they wrote.
KEEP_UNSENT = timedelta(days=14)


@dataclass(frozen=True)
class Purged:
    """How many rows of each kind were deleted, or would be."""

    turns: int
    unsent_preparations: int
    patient_sessions: int
    staff_sessions: int

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(getattr(self, field.name) for field in fields(self))


def purge(session: Session, *, at: datetime | None = None, dry_run: bool = False) -> Purged:
    """Delete what is kept no longer; with `dry_run` only count it. Safe to run at any time and more than once.

    The file is wiped after the commit, also of what was deleted before and could not be wiped then.
    """
    at = at or now()
    purged = Purged(
        turns=_delete(session, Turn, _talk_is_over(), dry_run),
        unsent_preparations=_delete(session, Preparation, _never_sent(at), dry_run),
        patient_sessions=_delete(session, PatientSession, _link_is_over(at), dry_run),
        staff_sessions=_delete(session, StaffSession, _signed_out(at), dry_run),
    )
    if not dry_run:
        _note(session, purged)
        ask_to_wipe(session)
    return purged


def conversations_to_forget(session: Session, *, at: datetime | None = None) -> list[str]:
    """The conversation ids of what a purge is about to delete, so that the bot can be told to forget them too."""
    return list(
        session.scalars(select(Preparation.conversation_id).where(_never_sent(at or now())))
    )


def _talk_is_over() -> ColumnElement[bool]:
    over = select(Preparation.id).where(
        Preparation.state.in_([State.SENT, State.DECLINED, State.ERASED])
    )
    return Turn.preparation_id.in_(over)


def _never_sent(at: datetime) -> ColumnElement[bool]:
    """What was taken back and not sent again counts too. What is erased stays: its link says that it was used."""
    past: Select[Any] = select(Visit.id).where(Visit.starts_at <= at - KEEP_UNSENT)
    unsent = (State.OPEN, State.CHECK, State.WITHDRAWN, State.DECLINED)
    return Preparation.state.in_(unsent) & Preparation.visit_id.in_(past)


def _link_is_over(at: datetime) -> ColumnElement[bool]:
    links = select(Invitation.id).where(
        or_(Invitation.expires_at <= at, Invitation.withdrawn_at.is_not(None))
    )
    return PatientSession.invitation_id.in_(links)


def _signed_out(at: datetime) -> ColumnElement[bool]:
    return or_(
        StaffSession.last_seen_at < at - sign_ins.IDLE,
        StaffSession.created_at < at - sign_ins.ABSOLUTE,
    )


def _delete(session: Session, table: type[Any], which: ColumnElement[bool], dry_run: bool) -> int:
    count = session.scalar(select(func.count()).select_from(table).where(which)) or 0
    if not dry_run:
        session.execute(delete(table).where(which))
    return count


def _note(session: Session, purged: Purged) -> None:
    counts = {field.name: getattr(purged, field.name) for field in fields(purged)}
    audit.add(
        session, clinic_id=None, actor="system", action="purge", subject="site", detail=counts
    )
