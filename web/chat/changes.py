"""Changing one answer: its words, its choice, its labels, whether it is shared. The same for JSON and for forms."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from records import answers, notices
from records.models import Answer, LabelSource, Preparation, Standing, State, new_id
from records.path import Step
from records.questionnaire import BY_KEY, DOMAIN_NAMES, Kind
from web import logs
from web.chat.sessions import Person, preparation_of
from web.problems import Problem
from web.site import Site

HARD = "hard"
# As in the talk: only this one says that the person is not sure (R17).
NOT_SURE = "not_sure"

Change = Callable[[Session, Answer], None]


async def change(site: Site, person: Person, answer_id: str, work: Change) -> None:
    """Apply one change. Raises Problem 404 for an answer that is not this person's, 409 when it is with the clinic."""

    def run(session: Session) -> None:
        answer = answer_of(session, person, answer_id)
        try:
            work(session, answer)
        except answers.NotChangeable:
            raise Problem(409, "already_sent") from None

    await site.write(run)


def answer_of(session: Session, person: Person, answer_id: str) -> Answer:
    """One answer of this person's that can be changed. Raises Problem 404 or 409."""
    preparation = preparation_of(session, person)
    found = answers.by_id(session, preparation, answer_id)
    if found is None:
        raise Problem(404, "not_found", field="id")
    require_open(preparation)
    return found


def require_open(preparation: Preparation) -> None:
    """Raise Problem 409 when the summary is with the clinic: take it back first."""
    if preparation.state is State.SENT:
        raise Problem(409, "already_sent")


async def screened(site: Site, text: str) -> list[dict[str, Any]]:
    """What the safety screen finds in a text. Empty when the bot cannot say: an edit is never held up by that."""
    try:
        found = await site.bot.screen(text)
    except Problem as problem:
        logs.failure("screen", problem)
        return []
    return sorted(found.get("safety") or [], key=lambda hit: hit["tier"] != HARD)


def new_words(text: str, hits: Sequence[dict[str, Any]], site: Site) -> Change:
    """Put these words in place of the old ones, and note what the screen found in them."""

    def work(session: Session, answer: Answer) -> None:
        answers.change_words(session, answer, text)
        for hit in hits:
            _note(session, answer, hit)
        notices.leave_out_by_default(answer.preparation, site.signposts)

    return work


def _note(session: Session, answer: Answer, hit: dict[str, Any]) -> None:
    notices.note(
        session,
        answer.preparation,
        answer=answer,
        message_id=new_id(),
        question=answer.question,
        danger=hit["cls"],
        tier=hit["tier"],
        rule=hit["rule"],
        source=hit["source"],
        shown="full" if hit["tier"] == HARD else "line",
    )


def new_choice(choice_id: str) -> Change:
    """Choose another of a question's choices. Raises Problem 422 for one it does not have."""

    def work(session: Session, answer: Answer) -> None:
        question = BY_KEY[answer.question]
        if question.choice(choice_id) is None:
            raise Problem(422, "wrong_form", field="choice")
        standing = Standing.NOT_SURE if choice_id == NOT_SURE else Standing.ANSWERED
        # Words typed to a closed question only named a choice; to another they say more than that.
        words = None if question.kind is Kind.CLOSED else answer.words
        step = Step(answer.question, answer.position)
        reply = answers.Reply(step, standing, words, new_id(), choice_id)
        answers.take(session, answer.preparation, reply)

    return work


def sharing(shared: bool) -> Change:
    """Share with the clinic, or keep."""
    return lambda session, answer: answers.set_shared(session, answer, shared)


def labels(capabilities: Sequence[str]) -> Change:
    """The person's own labels. Raises Problem 422 for a name that is no capability."""
    if any(name not in DOMAIN_NAMES for name in capabilities):
        raise Problem(422, "wrong_form", field="labels")
    return lambda session, answer: answers.set_labels(session, answer, capabilities)


def guess_is_right(session: Session, answer: Answer) -> None:
    """Make the guesses the person's own labels."""
    guessed = [label.capability for label in answer.labels if label.source is LabelSource.GUESS]
    answers.set_labels(session, answer, guessed)


def leave_out(session: Session, answer: Answer) -> None:
    """Delete the answer."""
    answers.remove(session, answer)


def moved(by: int) -> Change:
    """Ask this question earlier (-1) or later (1)."""
    return lambda session, answer: answers.move_question(
        session, answer.preparation, answer.position, by
    )
