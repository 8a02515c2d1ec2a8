"""Sending a preparation to the clinic, taking it back, deleting it; reading it, and saying that it was talked about."""

import base64
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from records import answers, audit
from records.locks import lock
from records.models import (
    Answer,
    Discussion,
    Feedback,
    PatientSession,
    Preparation,
    Reading,
    SafetyNotice,
    Staff,
    Standing,
    State,
    SummaryRevision,
    Turn,
    now,
)
from records.showing import summary_of as summary_of
from records.wiping import ask_to_wipe

BLOCKS = ("all", "what_matters", "able_to", "pulls", "visit", "people", "on_the_day", "more")


class NothingToSend(Exception):
    """There is not one answer the clinic may see."""


class NotSent(Exception):
    """There is no sent summary to take back, read or talk about."""


class VisitHasBegun(NotSent):
    """A summary can be taken back until the visit, and the visit has begun."""


def send(session: Session, preparation: Preparation, submission_id: str) -> SummaryRevision:
    """Save the summary for the visit, exactly once for a submission id.

    Raises NothingToSend when no answer is shared, answers.NotChangeable when it is sent or deleted already, ValueError
    for an id that another preparation was sent with.
    """
    lock(session, f"submission:{submission_id}")
    already = session.scalar(
        select(SummaryRevision).where(SummaryRevision.submission_id == submission_id)
    )
    if already is not None:
        return _of_same(preparation, already)
    answers.lock_open(session, preparation)
    if not any(_can_be_sent(answer) for answer in preparation.answers):
        raise NothingToSend
    preparation.sent_at = now()
    revision = SummaryRevision(
        preparation_id=preparation.id,
        number=_sent_so_far(session, preparation) + 1,
        submission_id=submission_id,
        reference=new_reference(),
        content=summary_of(preparation).model_dump(mode="json"),
        sent_at=preparation.sent_at,
    )
    session.add(revision)
    preparation.state = State.SENT
    _audit(session, preparation, "patient", "send")
    session.flush()
    return revision


def sent_summary(session: Session, preparation: Preparation) -> SummaryRevision | None:
    """The summary the clinic may read now: the newest one sent and not taken back."""
    return session.scalar(
        select(SummaryRevision)
        .where(
            SummaryRevision.preparation_id == preparation.id,
            SummaryRevision.withdrawn_at.is_(None),
        )
        .order_by(SummaryRevision.number.desc())
        .limit(1)
    )


def withdraw(session: Session, preparation: Preparation) -> None:
    """Take the summary back, until the visit. The answers stay and can be changed and sent again.

    Raises NotSent, or VisitHasBegun, which is one.
    """
    session.refresh(preparation, with_for_update=True)
    if preparation.state is not State.SENT:
        raise NotSent
    if preparation.visit.starts_at <= now():
        raise VisitHasBegun
    for revision in session.scalars(
        select(SummaryRevision).where(
            SummaryRevision.preparation_id == preparation.id,
            SummaryRevision.withdrawn_at.is_(None),
        )
    ):
        revision.withdrawn_at = now()
    preparation.state = State.WITHDRAWN
    preparation.sent_at = None
    _audit(session, preparation, "patient", "withdraw")


def erase(session: Session, preparation: Preparation, *, actor: str = "patient") -> None:
    """Delete everything the person wrote, what was sent of it, and the key to it. That it happened stays in the audit.

    The freed space is wiped when the transaction is committed (see `records.wiping`).
    """
    session.flush()
    session.refresh(preparation, with_for_update=True)
    for table in (Answer, SafetyNotice, Turn, SummaryRevision, Feedback, PatientSession):
        session.execute(
            delete(table)
            .where(table.preparation_id == preparation.id)
            .execution_options(synchronize_session="fetch")
        )
    session.expire(preparation, ["answers", "notices"])
    preparation.state = State.ERASED
    preparation.sealed_key = None
    preparation.consented_at = None
    preparation.sent_at = None
    _audit(session, preparation, actor, "erase")
    session.flush()
    ask_to_wipe(session)


def mark_read(session: Session, revision: SummaryRevision, staff: Staff) -> Reading:
    """Note that this clinician has read it; a second time changes nothing."""
    lock(session, f"summary:{revision.id}")
    reading = session.scalar(
        select(Reading).where(Reading.summary_id == revision.id, Reading.staff_id == staff.id)
    )
    if reading is None:
        reading = Reading(summary_id=revision.id, staff_id=staff.id)
        session.add(reading)
        _audit(session, revision.preparation, f"staff:{staff.id}", "mark_read")
        session.flush()
    return reading


def mark_discussed(
    session: Session, revision: SummaryRevision, staff: Staff, block: str = "all"
) -> Discussion:
    """Note that a block of it, or all of it, was talked about. ValueError for a block that is none."""
    if block not in BLOCKS:
        raise ValueError(f"not a block of the summary: {block}")
    lock(session, f"summary:{revision.id}")
    discussion = session.scalar(
        select(Discussion).where(Discussion.summary_id == revision.id, Discussion.block == block)
    )
    if discussion is None:
        discussion = Discussion(summary_id=revision.id, staff_id=staff.id, block=block)
        session.add(discussion)
        _audit(session, revision.preparation, f"staff:{staff.id}", "mark_discussed", block=block)
        session.flush()
    return discussion


def new_reference() -> str:
    """A short name for a sending that can be read out: eight letters and digits without look-alikes."""
    code = base64.b32encode(secrets.token_bytes(5)).decode()
    return f"{code[:4]}-{code[4:]}"


def readers_of(session: Session, preparation: Preparation) -> Sequence[Reading]:
    """Who has marked a sent summary of this preparation as read, for the person to see."""
    return session.scalars(
        select(Reading)
        .join(SummaryRevision, Reading.summary_id == SummaryRevision.id)
        .where(SummaryRevision.preparation_id == preparation.id)
        .order_by(Reading.at)
    ).all()


def _of_same(preparation: Preparation, revision: SummaryRevision) -> SummaryRevision:
    if revision.preparation_id != preparation.id:
        raise ValueError("this submission id belongs to another preparation")
    return revision


def _can_be_sent(answer: Answer) -> bool:
    """Any answer is enough, also one that says "not sure" or "nothing to add" (R3); a name alone is not."""
    said = answer.standing not in (Standing.SKIPPED, Standing.NOT_ASKED)
    return said and answer.shared and answer.question not in ("who_is_writing", "preferred_name")


def _sent_so_far(session: Session, preparation: Preparation) -> int:
    return (
        session.scalar(
            select(func.max(SummaryRevision.number)).where(
                SummaryRevision.preparation_id == preparation.id
            )
        )
        or 0
    )


def _audit(
    session: Session, preparation: Preparation, actor: str, action: str, **detail: str
) -> None:
    audit.add(
        session,
        clinic_id=preparation.visit.clinic_id,
        actor=actor,
        action=action,
        subject=f"preparation:{preparation.id}",
        detail=dict(detail),
    )
