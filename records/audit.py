"""The audit: every read and change of a preparation, in the same transaction as the read or change itself."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from records.locks import lock
from records.models import AuditEnd, AuditEntry, now

FIRST_HASH = "0" * 64
THE_END = 1  # the id of the only row


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
    entry = AuditEntry(
        at=now(),
        clinic_id=clinic_id,
        actor=actor,
        action=action,
        subject=subject,
        detail=detail or {},
        # Not the hash of the last entry: after a cut, the entry that is made next shows the gap too.
        previous_hash=session.scalar(select(AuditEnd.last_hash)) or FIRST_HASH,
        hash="",
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()
    _note_end(session, entry.hash)
    return entry


def _note_end(session: Session, last_hash: str) -> None:
    noted = session.execute(
        update(AuditEnd)
        .values(entries=AuditEnd.entries + 1, last_hash=last_hash)
        .returning(AuditEnd.id)
    ).all()
    if not noted:
        session.add(AuditEnd(id=THE_END, entries=1, last_hash=last_hash))
        session.flush()


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


def ends_as_noted(session: Session) -> bool:
    """Whether there are as many entries as were noted and the last is the one noted; not so after a cut."""
    # One statement sees one moment, so an entry made meanwhile is no false alarm.
    last = select(AuditEntry.hash).order_by(AuditEntry.number.desc()).limit(1)
    entries, last_hash, noted_entries, noted_hash = session.execute(
        select(
            select(func.count(AuditEntry.number)).scalar_subquery(),
            last.scalar_subquery(),
            select(AuditEnd.entries).scalar_subquery(),
            select(AuditEnd.last_hash).scalar_subquery(),
        )
    ).one()
    return bool(entries == (noted_entries or 0) and last_hash == noted_hash)


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
