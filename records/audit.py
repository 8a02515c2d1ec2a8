"""The audit: every read and change of a preparation, in the same transaction as the read or change itself."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.locks import lock
from records.models import AuditEntry, now

FIRST_HASH = "0" * 64


def add(
    session: Session,
    *,
    clinic_id: str | None,
    actor: str,
    action: str,
    subject: str,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry to the chain.

    `actor` is `patient`, `system` or `staff:<id>`; `subject` is `<table>:<id>`; `detail` holds names and counts,
    never words.
    """
    lock(session, "audit")
    last = session.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    entry = AuditEntry(
        at=now(),
        clinic_id=clinic_id,
        actor=actor,
        action=action,
        subject=subject,
        detail=detail or {},
        previous_hash=last.hash if last else FIRST_HASH,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()
    return entry


def of_clinic(
    session: Session, clinic_id: str, *, subject: str = "", limit: int, offset: int
) -> tuple[Sequence[AuditEntry], int]:
    """A clinic's entries, the newest first, all or of one subject; and how many there are."""
    conditions = [AuditEntry.clinic_id == clinic_id]
    if subject:
        conditions.append(AuditEntry.subject == subject)
    total = session.scalar(select(func.count(AuditEntry.number)).where(*conditions))
    entries = session.scalars(
        select(AuditEntry)
        .where(*conditions)
        .order_by(AuditEntry.number.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    return entries, total or 0


def broken_entries(session: Session) -> Iterator[int]:
    """The numbers of entries whose hash, or whose link to the entry before, does not hold."""
    previous = FIRST_HASH
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number)):
        if entry.previous_hash != previous or entry.hash != _hash(entry):
            yield entry.number
        previous = entry.hash


def _hash(entry: AuditEntry) -> str:
    fields = [
        _time(entry.at),
        entry.clinic_id,
        entry.actor,
        entry.action,
        entry.subject,
        entry.detail,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _time(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
