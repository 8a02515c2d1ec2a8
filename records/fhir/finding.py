"""The sendings a FHIR search finds: only those that are with the clinic now, and only of that clinic."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.models import Preparation, State, SummaryRevision, Visit


@dataclass(frozen=True)
class Between:
    """A span of time: from `since` on, and before `before`; None is open."""

    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Wanted:
    """Which sendings: by id, of a person, for a visit, sent in spans of time, for visits in spans of time."""

    revision_id: str | None = None
    preparation_id: str | None = None
    visit_id: str | None = None
    sent: Sequence[Between] = field(default_factory=tuple)
    visit: Sequence[Between] = field(default_factory=tuple)


@dataclass(frozen=True)
class Found:
    """One page of sendings, the newest first, and how many there are in all."""

    revisions: Sequence[SummaryRevision]
    total: int


def find(session: Session, clinic_id: str, wanted: Wanted, *, limit: int, offset: int = 0) -> Found:
    """The sendings of this clinic that are wanted."""
    conditions = list(_conditions(clinic_id, wanted))
    joined = (
        select(SummaryRevision)
        .join(Preparation, SummaryRevision.preparation_id == Preparation.id)
        .join(Visit, Preparation.visit_id == Visit.id)
        .where(*conditions)
    )
    total = session.scalar(select(func.count()).select_from(joined.subquery()))
    newest = joined.order_by(SummaryRevision.sent_at.desc(), SummaryRevision.id)
    return Found(session.scalars(newest.limit(limit).offset(offset)).all(), total or 0)


def _conditions(clinic_id: str, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    ids = (
        (SummaryRevision.id, wanted.revision_id),
        (Preparation.id, wanted.preparation_id),
        (Visit.id, wanted.visit_id),
    )
    spans = [(SummaryRevision.sent_at, span) for span in wanted.sent]
    spans += [(Visit.starts_at, span) for span in wanted.visit]
    return [
        Visit.clinic_id == clinic_id,
        Preparation.state == State.SENT,
        SummaryRevision.withdrawn_at.is_(None),
        *(column == given for column, given in ids if given is not None),
        *(column >= span.since for column, span in spans if span.since),
        *(column < span.before for column, span in spans if span.before),
    ]
