"""The clinic's visits, each with how far its preparation is; only ever those of one clinic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    String,
    and_,
    exists,
    func,
    inspect,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, outerjoin

from records.models import (
    AuditEntry,
    Preparation,
    Reading,
    Staff,
    State,
    SummaryRevision,
    Visit,
)

COUNTED_TO = 2_500
"""Counting further costs more than anybody's page 50 is worth: a name or a date finds a visit sooner."""


class Progress(StrEnum):
    """How far a person is with getting ready for a visit, as the clinic sees it."""

    NOT_OPENED = "not_opened"
    STARTED = "started"
    SENT = "sent"
    READ = "read"
    TAKEN_BACK = "taken_back"
    DECLINED = "declined"
    ERASED = "erased"


@dataclass(frozen=True)
class Wanted:
    """Which visits to list: from `since`, before `before`, of one clinician, of one progress, by a part of a name.

    `new` wants only those with a summary that this reader has not opened since it was sent.
    """

    since: datetime | None = None
    before: datetime | None = None
    clinician_id: str | None = None
    progress: Progress | None = None
    name: str = ""
    new: bool = False
    newest_first: bool = False


@dataclass(frozen=True)
class ListedVisit:
    """One line of the list. `new` says that there is a summary this reader has not opened since it was sent."""

    visit_id: str
    starts_at: datetime
    patient_name: str
    clinician_name: str | None
    preparation_id: str | None
    progress: Progress
    sent_at: datetime | None
    new: bool


@dataclass(frozen=True)
class Listing:
    """One page of the list, and how many visits it has in all; `more` says that there are more than were counted."""

    visits: Sequence[ListedVisit]
    total: int
    more: bool = False


def find(session: Session, reader: Staff, wanted: Wanted, *, limit: int, offset: int) -> Listing:
    """The visits of the reader's clinic that are wanted, in the order of their time.

    The page is cut first and looked up second: a clinic has tens of thousands of visits, and a page a few.
    """
    asked, conditions = _asked(wanted), _conditions(reader, wanted)
    some = select(Visit.id).select_from(asked).where(*conditions).limit(COUNTED_TO + 1)
    total = session.scalar(select(func.count()).select_from(some.subquery())) or 0
    by_time = Visit.starts_at.desc() if wanted.newest_first else Visit.starts_at
    order = (by_time, Visit.patient_name, Visit.id)
    page = select(Visit.id).select_from(asked).where(*conditions).order_by(*order)
    rows = session.execute(
        select(
            Visit.id,
            Visit.starts_at,
            Visit.patient_name,
            Staff.name.label("clinician_name"),
            Preparation.id.label("preparation_id"),
            Preparation.state,
            SummaryRevision.sent_at,
            _is_read().label("is_read"),
            _is_seen_by(reader).label("is_seen"),
        )
        .select_from(_table())
        .where(Visit.id.in_(page.limit(limit).offset(offset)))
        .order_by(*order)
    )
    return Listing([_listed(row) for row in rows], min(total, COUNTED_TO), more=total > COUNTED_TO)


def _asked(wanted: Wanted) -> FromClause:
    """The tables that the conditions are about."""
    visit: FromClause = inspect(Visit).local_table
    return _table() if wanted.progress or wanted.new else visit


def _table() -> FromClause:
    """Every visit with its clinician, its preparation, and the summary that is with the clinic."""
    with_preparation = outerjoin(
        outerjoin(Visit, Staff, Visit.clinician_id == Staff.id),
        Preparation,
        Preparation.visit_id == Visit.id,
    )
    return outerjoin(
        with_preparation,
        SummaryRevision,
        and_(
            SummaryRevision.preparation_id == Preparation.id,
            SummaryRevision.withdrawn_at.is_(None),
        ),
    )


def _conditions(reader: Staff, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Visit.clinic_id == reader.clinic_id]
    if wanted.since is not None:
        conditions.append(Visit.starts_at >= wanted.since)
    if wanted.before is not None:
        conditions.append(Visit.starts_at < wanted.before)
    if wanted.clinician_id is not None:
        conditions.append(Visit.clinician_id == wanted.clinician_id)
    if wanted.name:
        conditions.append(Visit.patient_name.icontains(wanted.name, autoescape=True))
    if wanted.progress is not None:
        conditions.append(_stands_at(wanted.progress))
    if wanted.new:
        sent = Preparation.state == State.SENT
        conditions += [sent, SummaryRevision.sent_at.is_not(None), ~_is_seen_by(reader)]
    return conditions


def _stands_at(progress: Progress) -> ColumnElement[bool]:
    sent = Preparation.state == State.SENT
    match progress:
        case Progress.NOT_OPENED:
            return Preparation.id.is_(None)
        case Progress.STARTED:
            return or_(Preparation.state == State.OPEN, Preparation.state == State.CHECK)
        case Progress.SENT:
            return and_(sent, ~_is_read())
        case Progress.READ:
            return and_(sent, _is_read())
        case Progress.TAKEN_BACK:
            return Preparation.state == State.WITHDRAWN
        case Progress.DECLINED | Progress.ERASED:
            return Preparation.state == State(progress.value)


def _is_read() -> ColumnElement[bool]:
    return exists().where(Reading.summary_id == SummaryRevision.id)


def _is_seen_by(reader: Staff) -> ColumnElement[bool]:
    """The audit knows who opened which page when, so nothing else has to."""
    return exists().where(
        AuditEntry.subject == literal("preparation:", String).concat(Preparation.id),
        AuditEntry.actor == f"staff:{reader.id}",
        AuditEntry.action == "view",
        AuditEntry.at >= SummaryRevision.sent_at,
    )


def _listed(row: Any) -> ListedVisit:
    return ListedVisit(
        visit_id=row.id,
        starts_at=row.starts_at,
        patient_name=row.patient_name,
        clinician_name=row.clinician_name,
        preparation_id=row.preparation_id,
        progress=_progress(row.state, row.is_read),
        sent_at=row.sent_at,
        new=row.sent_at is not None and not row.is_seen,
    )


def _progress(state: State | None, is_read: bool) -> Progress:
    match state:
        case None:
            return Progress.NOT_OPENED
        case State.OPEN | State.CHECK:
            return Progress.STARTED
        case State.SENT:
            return Progress.READ if is_read else Progress.SENT
        case State.WITHDRAWN:
            return Progress.TAKEN_BACK
        case State.DECLINED | State.ERASED:
            return Progress(state.value)
