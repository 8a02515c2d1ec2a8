"""What a person is asked about their safety notices before anything is sent."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from records import answers, notices
from records.models import Answer, Preparation, SafetyNotice
from records.path import Step
from records.questionnaire import BY_KEY
from records.signposting import Share, Signposting
from web.chat import questions
from web.problems import Problem

# Whoever writes with or for the person must not learn of it from us (guide 4, copy S3).
HIDDEN_FROM_OTHERS = "abuse"
OTHERS = ("with_help", "for_someone")


@dataclass(frozen=True)
class Asked:
    """One notice to ask about: where it was, what the person wrote, what they chose so far."""

    id: str
    heading: str
    words: str
    share: Share
    shared: bool | None


def to_ask(preparation: Preparation, signposts: Signposting) -> list[Asked]:
    """The notices to ask about, one for each answer and danger."""
    found = {
        (notice.answer_id, notice.danger): _asked(notice, answer, signposts)
        for notice, answer in notices.with_words(preparation)
        if not _hidden(preparation, notice)
    }
    return list(found.values())


def require_decided(preparation: Preparation, signposts: Signposting) -> None:
    """Raise Problem 422 when there is a notice the person still has to choose about."""
    if any(asked.shared is None for asked in to_ask(preparation, signposts)):
        raise Problem(422, "notice_undecided", field="notices")


def decide(session: Session, preparation: Preparation, notice_id: str, shared: bool) -> None:
    """Let the notice and the words it is about into the summary, or leave both out. Raises Problem 404."""
    chosen = next((n for n in preparation.notices if n.id == notice_id), None)
    if chosen is None:
        raise Problem(404, "not_found", field="id")
    for notice, answer in notices.with_words(preparation):
        if (notice.answer_id, notice.danger) == (chosen.answer_id, chosen.danger):
            notices.set_shared(session, notice, shared)
            answers.set_shared(session, answer, shared)


def _hidden(preparation: Preparation, notice: SafetyNotice) -> bool:
    writer = answers.answer_at(preparation, Step("who_is_writing"))
    return notice.danger == HIDDEN_FROM_OTHERS and writer is not None and writer.choice in OTHERS


def _asked(notice: SafetyNotice, answer: Answer, signposts: Signposting) -> Asked:
    return Asked(
        id=notice.id,
        heading=questions.heading_of(BY_KEY[answer.question], answer.position),
        words=answer.words or "",
        share=signposts.texts[notice.danger].share,
        shared=notice.shared,
    )
