"""Everything that is stored about a person, for that person (UK GDPR, articles 15 and 20)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import audit, transcript
from records.models import (
    AuditEntry,
    Base,
    Discussion,
    Feedback,
    Invitation,
    Preparation,
    Reading,
    SummaryRevision,
)

# Secrets, and what only says how a row is stored. None of it is about the person.
_LEFT_OUT = frozenset({"sealed_key", "token_hash", "previous_hash", "hash", "conversation_id"})


def everything(session: Session, preparation: Preparation, *, actor: str) -> dict[str, Any]:
    """What is stored about one person's visit, also what they kept back, as plain values.

    That it was asked for is noted in the audit. The words are as they were typed. Times are in UTC.
    """
    audit.add(
        session,
        clinic_id=preparation.visit.clinic_id,
        actor=actor,
        action="export",
        subject=f"preparation:{preparation.id}",
    )
    visit = preparation.visit
    revisions = _of(session, SummaryRevision, SummaryRevision.preparation_id, [preparation.id])
    sent = [revision.id for revision in revisions]
    subjects = [f"preparation:{preparation.id}", f"visit:{visit.id}"]
    return {
        "visit": {**_plain(visit), "clinic": visit.clinic.name},
        "invitations": _all(_of(session, Invitation, Invitation.visit_id, [visit.id])),
        "preparation": _plain(preparation),
        "answers": [
            {**_plain(answer), "labels": _all(answer.labels)} for answer in preparation.answers
        ],
        "safety_notices": _all(preparation.notices),
        "talk": _all(transcript.all_turns(session, preparation)),
        "sent": _all(revisions),
        "read_by": [
            {**_plain(reading), "name": reading.staff.name}
            for reading in _of(session, Reading, Reading.summary_id, sent)
        ],
        "talked_about": _all(_of(session, Discussion, Discussion.summary_id, sent)),
        "feedback": _all(_of(session, Feedback, Feedback.preparation_id, [preparation.id])),
        "audit": _all(_of(session, AuditEntry, AuditEntry.subject, subjects)),
    }


def _of(session: Session, table: Any, column: Any, values: Sequence[str]) -> Sequence[Any]:
    order = table.__mapper__.primary_key
    return session.scalars(select(table).where(column.in_(values)).order_by(*order)).all()


def _all(rows: Iterable[Base]) -> list[dict[str, Any]]:
    return [_plain(row) for row in rows]


def _plain(row: Base) -> dict[str, Any]:
    return {
        column.key: _value(getattr(row, column.key))
        for column in row.__mapper__.column_attrs
        if column.key not in _LEFT_OUT
    }


def _value(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return value
