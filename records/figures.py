"""A clinic's figures: how invitations went, visit by visit, as facts without words or names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from records.models import (
    Answer,
    Discussion,
    Feedback,
    Invitation,
    Preparation,
    Reading,
    Standing,
    State,
    SummaryRevision,
    Visit,
)
from records.questionnaire import QUESTIONS, Part

Wanted = Select[str]

_PART_OF = {question.key: question.part for question in QUESTIONS}


@dataclass(frozen=True)
class Story:
    """What became of one invitation.

    `week` is the Monday of the week of the visit; `minutes` are from opening to the first sending.
    """

    week: date
    invited: bool = True
    writer: str | None = None
    started: bool = False
    sent: bool = False
    minutes: float | None = None
    stopped_in: Part | None = None
    answers: int = 0
    kept_back: int = 0
    read_before: bool = False
    talked_about: bool = False
    feedback: str | None = None


def stories(
    session: Session, clinic_id: str, since: datetime, before: datetime, timezone: str
) -> list[Story]:
    """One story for each visit of the clinic in this time that someone was invited to."""
    invited = exists().where(Invitation.visit_id == Visit.id)
    rows = session.execute(
        select(Visit.id, Visit.starts_at, Preparation.id, Preparation.state, Preparation.created_at)
        .join(Preparation, Preparation.visit_id == Visit.id, isouter=True)
        .where(
            Visit.clinic_id == clinic_id,
            Visit.starts_at >= since,
            Visit.starts_at < before,
            invited,
        )
    ).all()
    wanted = (
        select(Preparation.id)
        .join(Visit, Preparation.visit_id == Visit.id)
        .where(
            Visit.clinic_id == clinic_id,
            Visit.starts_at >= since,
            Visit.starts_at < before,
        )
    )
    known = {preparation_id: starts_at for _, starts_at, preparation_id, _, _ in rows}
    answers = _answers(session, wanted)
    sendings = _sendings(session, wanted)
    read = _first_read(session, wanted)
    talked = set(
        session.scalars(
            select(SummaryRevision.preparation_id)
            .join(Discussion, Discussion.summary_id == SummaryRevision.id)
            .where(SummaryRevision.preparation_id.in_(wanted))
        )
    )
    felt = {
        row.preparation_id: row.talked_about_it
        for row in session.execute(
            select(Feedback.preparation_id, Feedback.talked_about_it).where(
                Feedback.preparation_id.in_(wanted)
            )
        )
    }
    return [
        _story(
            week=week_of(starts_at, timezone),
            state=state,
            began_at=created_at,
            answers=answers.get(preparation_id, ()),
            sent_at=sendings.get(preparation_id),
            read_before=preparation_id in read and read[preparation_id] < known[preparation_id],
            talked_about=preparation_id in talked,
            feedback=felt.get(preparation_id),
        )
        for _, starts_at, preparation_id, state, created_at in rows
    ]


def week_of(at: datetime, timezone: str) -> date:
    """The Monday of the week a time is in, by the clinic's calendar."""
    day = at.astimezone(ZoneInfo(timezone)).date()
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class _Given:
    """An answer without its words."""

    question: str
    choice: str | None
    shared: bool
    said: bool
    at: datetime


def _answers(session: Session, wanted: Wanted) -> dict[str, Sequence[_Given]]:
    found: dict[str, list[_Given]] = {}
    rows = session.execute(
        select(
            Answer.preparation_id,
            Answer.question,
            Answer.choice,
            Answer.shared,
            Answer.standing,
            Answer.created_at,
        ).where(Answer.preparation_id.in_(wanted))
    )
    for preparation_id, question, choice, shared, standing, at in rows:
        given = _Given(question, choice, shared, standing is Standing.ANSWERED, at)
        found.setdefault(preparation_id, []).append(given)
    return dict(found)


def _sendings(session: Session, wanted: Wanted) -> dict[str, datetime]:
    rows = session.execute(
        select(SummaryRevision.preparation_id, func.min(SummaryRevision.sent_at).label("first"))
        .where(SummaryRevision.preparation_id.in_(wanted))
        .group_by(SummaryRevision.preparation_id)
    )
    return {row.preparation_id: row.first for row in rows}


def _first_read(session: Session, wanted: Wanted) -> dict[str, datetime]:
    rows = session.execute(
        select(SummaryRevision.preparation_id, func.min(Reading.at).label("first"))
        .join(Reading, Reading.summary_id == SummaryRevision.id)
        .where(SummaryRevision.preparation_id.in_(wanted))
        .group_by(SummaryRevision.preparation_id)
    )
    return {row.preparation_id: row.first for row in rows}


def _story(
    *,
    week: date,
    state: State | None,
    began_at: datetime | None,
    answers: Sequence[_Given],
    sent_at: datetime | None,
    read_before: bool,
    talked_about: bool,
    feedback: str | None,
) -> Story:
    said = [one for one in answers if one.said and one.question != "who_is_writing"]
    last = max(answers, key=lambda one: one.at, default=None)
    underway = state in (State.OPEN, State.CHECK)
    sent = sent_at is not None
    return Story(
        week=week,
        writer=next((one.choice for one in answers if one.question == "who_is_writing"), None),
        started=state is not None,
        sent=sent,
        minutes=(sent_at - began_at).total_seconds() / 60 if sent_at and began_at else None,
        stopped_in=(_PART_OF.get(last.question) if last else Part.WELCOME) if underway else None,
        answers=len(said) if sent else 0,
        kept_back=sum(not one.shared for one in said) if sent else 0,
        read_before=read_before,
        talked_about=talked_about,
        feedback=feedback,
    )
