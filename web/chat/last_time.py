"""What a person wrote to the same question before their last visit to this clinic, to say again or to change."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import answers
from records.models import Answer, Preparation, State, Visit
from records.path import next_step
from records.questionnaire import BY_KEY, Kind

# Names and questions belong to one visit only.
NOT_AGAIN = ("preferred_name", "question_to_ask")


def has_last_time(session: Session, preparation: Preparation) -> bool:
    """Whether this person was here before."""
    return _last(session, preparation) is not None


def words_last_time(session: Session, preparation: Preparation, question: str | None) -> str | None:
    """The words at the open question, as the clinic got them last time; None when there are none.

    Only what was shared then: whoever helps with writing now need not know what was kept back.
    """
    step = next_step(answers.given(preparation))
    if (
        step.question != question
        or question in NOT_AGAIN
        or BY_KEY[step.question].kind is not Kind.OPEN
    ):
        return None
    before = _last(session, preparation)
    found = answers.answer_at(before, step) if before else None
    return found.words if found and _may_be_shown(found) else None


def _may_be_shown(answer: Answer) -> bool:
    # What a safety notice was about is not brought up again by us (guide 4).
    noticed = {notice.answer_id for notice in answer.preparation.notices}
    return answer.shared and answer.id not in noticed and bool(answer.words)


def _last(session: Session, preparation: Preparation) -> Preparation | None:
    """The newest preparation of the same person at the same clinic that was sent for an earlier visit."""
    visit = preparation.visit
    if visit.patient_ref is None:
        return None
    return session.scalar(
        select(Preparation)
        .join(Visit, Preparation.visit_id == Visit.id)
        .where(
            Visit.clinic_id == visit.clinic_id,
            Visit.patient_ref == visit.patient_ref,
            Visit.starts_at < visit.starts_at,
            Visit.id != visit.id,
            Preparation.state == State.SENT,
        )
        .order_by(Visit.starts_at.desc())
        .limit(1)
    )
