"""The check page: everything the person wrote, before anyone else sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from records import answers, sending
from records.models import Answer, LabelSource, Preparation, Standing, State
from records.questionnaire import BY_KEY, DOMAIN_NAMES, Choice, Kind
from records.summary import as_html
from web.chat import changes, forms, questions, safety
from web.chat.safety import Asked
from web.chat.sessions import Person, person_of, preparation_of
from web.language import mark as _
from web.pages import spoken
from web.problems import Problem
from web.site import Site, site_of

STANDINGS = {
    Standing.SKIPPED: _("You chose to skip this."),
    Standing.NOT_SURE: _("You are not sure."),
    Standing.NOTHING_TO_ADD: _("You have nothing to add here."),
    Standing.NOT_ASKED: _("You were not asked this."),
}
DONE = {
    "words": _("Your change is saved."),
    "choose": _("Your change is saved."),
    "share": _("Your clinic will see this."),
    "keep": _("You keep this to yourself. Your clinic will not see it."),
    "leave_out": _("This is taken out. Your words are deleted."),
    "right": _("Thank you. This is noted."),
    "none": _("The guess is taken away."),
    "labels": _("Thank you. This is noted."),
    "up": _("Your questions are in a new order."),
    "down": _("Your questions are in a new order."),
    "notice": _("Your choice is saved."),
    "withdrawn": _(
        "You took it back. Your clinic can no longer see it. You can change it and save it again."
    ),
}


@dataclass(frozen=True)
class Draft:
    """Words that could not be saved yet; they stay in their box."""

    answer_id: str
    text: str


@dataclass(frozen=True)
class Row:
    """One answer on the page."""

    id: str
    question: str
    heading: str
    standing: str | None
    words: str | None
    choice: str | None
    chosen: str | None
    choices: Sequence[Choice]
    can_write: bool
    shared: bool
    labels: Sequence[str]
    guessed: bool
    settled: bool
    can_go_up: bool
    can_go_down: bool


@dataclass(frozen=True)
class Checked:
    """All that is on the page."""

    rows: Sequence[Row]
    notices: Sequence[Asked]
    preview: str
    withdrawn: bool


async def show(request: Request) -> Response:
    """GET /chat/check."""
    site, person = site_of(request), await person_of(request)
    if person.state is State.SENT:
        return RedirectResponse("/chat/done", 303)
    return await page(site, person, done=request.query_params.get("done"))


async def decide(request: Request) -> Response:
    """POST /chat/notices/{id}: whether a notice and its words may be in the summary."""
    site, person = site_of(request), await person_of(request)
    shared = (await forms.fields_of(request)).get("shared")
    if shared not in ("yes", "no"):
        raise Problem(422, "wrong_form", field="shared")
    notice_id = request.path_params["notice_id"]
    await site.write(lambda s: _decide(s, person, notice_id, shared == "yes"))
    return RedirectResponse("/chat/check?done=notice#notices", 303)


async def page(
    site: Site,
    person: Person,
    *,
    done: str | None = None,
    problem: Problem | None = None,
    draft: Draft | None = None,
    told: dict[str, Any] | None = None,
    said: str | None = None,
) -> Response:
    """The page; with what went wrong, words that are not saved yet, or the urgent words a change calls for."""
    checked = await site.read(lambda s: _checked(s, site, person))
    answer = site.pages.page(
        "chat/check.html",
        problem.status if problem else 200,
        checked=checked,
        done=spoken(DONE[done]) if done in DONE else None,
        problem=site.pages.words_for(problem) if problem else None,
        said=said,
        draft=draft,
        told=site.signposts.texts[told["cls"]] if told else None,
        told_softly=told is not None and told["tier"] != changes.HARD,
        submission=str(uuid4()),
        domains=questions.domains(),
        longest=forms.LONGEST_TEXT,
    )
    answer.headers.update(problem.headers if problem else {})
    return answer


def _decide(session: Session, person: Person, notice_id: str, shared: bool) -> None:
    preparation = preparation_of(session, person)
    changes.require_open(preparation)
    safety.decide(session, preparation, notice_id, shared)


def _checked(session: Session, site: Site, person: Person) -> Checked:
    preparation = preparation_of(session, person)
    return Checked(
        rows=rows(preparation),
        notices=safety.to_ask(preparation, site.signposts),
        preview=as_html(sending.summary_of(preparation), preparation.visit.clinic.timezone),
        withdrawn=preparation.state is State.WITHDRAWN,
    )


def rows(preparation: Preparation) -> list[Row]:
    """The answers as the page shows them, in the order of the questions."""
    found = answers.in_order(preparation)
    to_ask = [
        answer.position
        for answer in found
        if answer.question == "question_to_ask" and answer.standing is Standing.ANSWERED
    ]
    return [_row(answer, to_ask) for answer in found]


def _row(answer: Answer, to_ask: Sequence[int]) -> Row:
    question = BY_KEY[answer.question]
    chosen = question.choice(answer.choice or "")
    own = [label for label in answer.labels if label.source is LabelSource.PERSON]
    is_question = answer.question == "question_to_ask" and answer.position in to_ask
    return Row(
        id=answer.id,
        question=answer.question,
        heading=questions.heading_of(question, answer.position),
        standing=_standing(answer.standing),
        words=None if chosen and answer.words == chosen.title else answer.words,
        choice=spoken(chosen.title) if chosen else None,
        chosen=chosen.id if chosen else None,
        choices=questions.choices_of(question),
        can_write=question.kind is not Kind.CLOSED,
        shared=answer.shared,
        labels=[spoken(DOMAIN_NAMES[label.capability]) for label in own or answer.labels],
        guessed=bool(answer.labels) and not own,
        settled=answer.labels_settled,
        can_go_up=is_question and answer.position > min(to_ask),
        can_go_down=is_question and answer.position < max(to_ask),
    )


def _standing(standing: Standing) -> str | None:
    return spoken(STANDINGS[standing]) if standing in STANDINGS else None
