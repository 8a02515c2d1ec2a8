"""Safety notices: that an urgent-help message was shown, never what was written."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import audit
from records.locks import lock
from records.models import Answer, Preparation, SafetyNotice
from records.signposting import Signposting


def note(
    session: Session,
    preparation: Preparation,
    *,
    answer: Answer | None,
    message_id: str,
    question: str | None,
    danger: str,
    tier: str,
    rule: str,
    source: str,
    shown: str,
) -> SafetyNotice:
    """Keep one notice, once for a message and rule, and enter it in the audit."""
    lock(session, f"notices:{preparation.id}")
    found = session.scalar(
        select(SafetyNotice).where(
            SafetyNotice.preparation_id == preparation.id,
            SafetyNotice.message_id == message_id,
            SafetyNotice.rule == rule,
        )
    )
    if found is not None:
        return found
    notice = SafetyNotice(
        preparation_id=preparation.id,
        answer_id=answer.id if answer else None,
        message_id=message_id,
        question=question,
        danger=danger,
        tier=tier,
        rule=rule,
        source=source,
        shown=shown,
    )
    session.add(notice)
    session.flush()
    session.expire(preparation, ["notices"])
    audit.add(
        session,
        clinic_id=preparation.visit.clinic_id,
        actor="system",
        action="safety_notice",
        subject=f"preparation:{preparation.id}",
        detail={
            "danger": danger,
            "tier": tier,
            "rule": rule,
            "source": source,
            "shown": shown,
        },
    )
    return notice


def shown_in_full(preparation: Preparation, danger: str) -> bool:
    """Whether the full text for this danger was shown before."""
    return any(n.danger == danger and n.shown == "full" for n in preparation.notices)


def to_ask_about(preparation: Preparation) -> Sequence[SafetyNotice]:
    """The notices that may go into the summary if the person lets them: those that interrupted the talk."""
    return [notice for notice in preparation.notices if notice.tier == "hard"]


def with_words(preparation: Preparation) -> list[tuple[SafetyNotice, Answer]]:
    """The notices to ask about whose answer still has words, each with that answer."""
    by_id = {answer.id: answer for answer in preparation.answers if answer.words}
    return [
        (notice, by_id[notice.answer_id])
        for notice in to_ask_about(preparation)
        if notice.answer_id in by_id
    ]


def leave_out_by_default(preparation: Preparation, signposts: Signposting) -> None:
    """Keep back what is left out of the summary unless the person says that it is safe (abuse).

    A choice the person has made is never changed.
    """
    for notice, answer in with_words(preparation):
        share = signposts.texts[notice.danger].share
        if notice.shared is None and share.default == "leave_out":
            notice.shared = False
            answer.shared = False


def set_shared(session: Session, notice: SafetyNotice, shared: bool) -> None:
    """Whether the person lets this notice into the summary."""
    notice.shared = shared
    session.flush()
