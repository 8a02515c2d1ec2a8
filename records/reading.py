"""The clinic's side: a visit and its preparation, found only within the clinic; every reading is noted in the audit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import audit
from records.models import (
    Discussion,
    Preparation,
    Reading,
    Staff,
    State,
    SummaryRevision,
    Visit,
)
from records.sending import sent_summary
from records.summary import Summary

Form = Literal["page", "text", "json", "fhir", "pdf", "changes"]


def visit_of(session: Session, clinic_id: str, visit_id: str) -> Visit | None:
    """One of this clinic's visits, or None; another clinic's visit is not found."""
    return session.scalar(select(Visit).where(Visit.id == visit_id, Visit.clinic_id == clinic_id))


def preparation_of(session: Session, clinic_id: str, preparation_id: str) -> Preparation | None:
    """One of this clinic's preparations, or None; another clinic's preparation is not found."""
    return session.scalar(
        select(Preparation)
        .join(Visit, Preparation.visit_id == Visit.id)
        .where(Preparation.id == preparation_id, Visit.clinic_id == clinic_id)
    )


def preparation_for(session: Session, visit: Visit) -> Preparation | None:
    """What the person wrote for a visit, or None when they have not opened the link."""
    return session.scalar(select(Preparation).where(Preparation.visit_id == visit.id))


def revision_to_read(session: Session, preparation: Preparation) -> SummaryRevision | None:
    """The summary as it was sent, or None when nothing is with the clinic now."""
    return sent_summary(session, preparation) if preparation.state is State.SENT else None


def read(session: Session, revision: SummaryRevision, staff: Staff, form: Form) -> Summary:
    """The page to read; that it was read is noted in the same transaction."""
    audit.add(
        session,
        clinic_id=staff.clinic_id,
        actor=f"staff:{staff.id}",
        action="view",
        subject=f"preparation:{revision.preparation_id}",
        detail={"revision": revision.number, "form": form},
    )
    return Summary.model_validate(revision.content)


def last_before(session: Session, visit: Visit) -> SummaryRevision | None:
    """What the same person sent for their last visit here before this one, or None.

    The clinic's own number for the person says who is the same; without it nobody is.
    """
    if not visit.patient_ref:
        return None
    return session.scalar(
        select(SummaryRevision)
        .join(Preparation, SummaryRevision.preparation_id == Preparation.id)
        .join(Visit, Preparation.visit_id == Visit.id)
        .where(
            Visit.clinic_id == visit.clinic_id,
            Visit.patient_ref == visit.patient_ref,
            Visit.starts_at < visit.starts_at,
            Preparation.state == State.SENT,
            SummaryRevision.withdrawn_at.is_(None),
        )
        .order_by(Visit.starts_at.desc(), SummaryRevision.number.desc())
        .limit(1)
    )


def taken_back_at(session: Session, preparation: Preparation) -> datetime | None:
    """When the person last took a summary back, or None."""
    return session.scalar(
        select(func.max(SummaryRevision.withdrawn_at)).where(
            SummaryRevision.preparation_id == preparation.id
        )
    )


def readings(session: Session, revision: SummaryRevision) -> Sequence[Reading]:
    """Who has marked this summary as read, the first first."""
    return session.scalars(
        select(Reading).where(Reading.summary_id == revision.id).order_by(Reading.at)
    ).all()


def discussions(session: Session, revision: SummaryRevision) -> dict[str, Discussion]:
    """What of this summary was marked as talked about, by block."""
    found = session.scalars(select(Discussion).where(Discussion.summary_id == revision.id))
    return {discussion.block: discussion for discussion in found}
