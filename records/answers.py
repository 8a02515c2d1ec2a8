"""Taking, adding to, changing and leaving out answers. What a person typed is stored as it was typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import (
    Answer,
    Label,
    LabelSource,
    Preparation,
    Standing,
    State,
    now,
)
from records.path import Given, Step, Taken
from records.questionnaire import BY_KEY, DOMAIN_NAMES, QUESTIONS

# What joins two messages that answer one question.
BETWEEN_MESSAGES = "\n"
# Rather kept from the team by the person's own choice of answer (R10).
KEPT_BACK = {("different_views", "yes_keep")}


class NotChangeable(Exception):
    """A change to answers that are sent or gone: take the summary back first."""


@dataclass(frozen=True)
class Guess:
    """What the model takes an answer to be about."""

    capability: str
    confidence: float
    clause: str
    wish: str | None
    model: str


@dataclass(frozen=True)
class Reply:
    """What a person gave at a step, in one message."""

    step: Step
    standing: Standing
    words: str | None
    message_id: str
    choice: str | None = None
    guesses: Sequence[Guess] = field(default_factory=tuple)


def given(preparation: Preparation) -> Given:
    """How every step of a preparation stands, for `records.path`."""
    taken = {
        Step(answer.question, answer.position): Taken(answer.standing, answer.choice)
        for answer in preparation.answers
    }
    if preparation.consented_at is not None:
        taken[Step("consent")] = Taken(Standing.ANSWERED, "yes")
    return taken


def answer_at(preparation: Preparation, step: Step) -> Answer | None:
    """The answer at a step, or None."""
    for answer in preparation.answers:
        if (answer.question, answer.position) == (step.question, step.position):
            return answer
    return None


def take(session: Session, preparation: Preparation, reply: Reply) -> Answer:
    """Save a reply as the answer at its step, in place of what stood there. The same message twice is saved once."""
    answer = answer_at(preparation, reply.step)
    if answer is not None and reply.message_id in answer.message_ids:
        return answer
    if answer is None:
        answer = _new(preparation, reply)
        session.add(answer)
    answer.words = reply.words
    answer.message_ids = [reply.message_id]
    _settle(answer, reply)
    answer.labels = []
    _label(answer, reply.guesses)
    _touch(preparation)
    session.flush()
    return answer


def add(session: Session, preparation: Preparation, reply: Reply) -> Answer:
    """Save a reply as more of the answer at its step. Nothing that stood there is lost; the same message is added once."""
    answer = answer_at(preparation, reply.step)
    if answer is None:
        return take(session, preparation, reply)
    if reply.message_id in answer.message_ids:
        return answer
    pieces = [piece for piece in (answer.words, reply.words) if piece]
    answer.words = BETWEEN_MESSAGES.join(pieces) or None
    answer.message_ids = [*answer.message_ids, reply.message_id]
    _settle(answer, reply)
    known = {label.capability for label in answer.labels}
    _label(answer, [guess for guess in reply.guesses if guess.capability not in known])
    _touch(preparation)
    session.flush()
    return answer


def change_words(session: Session, answer: Answer, words: str) -> None:
    """Replace the words of an answer by what the person now typed. Guesses about the old words go; a person's label stays."""
    _require_open(answer.preparation)
    answer.words = words
    answer.standing = Standing.ANSWERED
    answer.choice = None if BY_KEY[answer.question].kind != "closed" else answer.choice
    answer.labels = [label for label in answer.labels if label.source is LabelSource.PERSON]
    _touch(answer.preparation)
    session.flush()


def set_shared(session: Session, answer: Answer, shared: bool) -> None:
    """Share an answer with the clinic, or keep it back."""
    _require_open(answer.preparation)
    answer.shared = shared
    _touch(answer.preparation)
    session.flush()


def set_labels(session: Session, answer: Answer, capabilities: Sequence[str]) -> None:
    """The person's own choice of labels, in place of every guess; an empty list says that none fits (R2).

    ValueError for a name that is no capability.
    """
    _require_open(answer.preparation)
    unknown = [name for name in capabilities if name not in DOMAIN_NAMES]
    if unknown:
        raise ValueError(f"not a capability: {unknown[0]}")
    wish = next((label.wish for label in answer.labels if label.wish), None)
    answer.labels = [
        Label(capability=name, source=LabelSource.PERSON, wish=wish)
        for name in dict.fromkeys(capabilities)
    ]
    _touch(answer.preparation)
    session.flush()


def remove(session: Session, answer: Answer) -> None:
    """Delete an answer. Its question then stands as one the person chose not to say something to."""
    preparation = answer.preparation
    _require_open(preparation)
    answer.words = None
    answer.choice = None
    answer.labels = []
    answer.standing = Standing.SKIPPED
    _touch(preparation)
    session.flush()


def move_question(session: Session, preparation: Preparation, position: int, by: int) -> None:
    """Swap a question to ask with the one before (`by=-1`) or after (`by=1`); the order is the person's."""
    _require_open(preparation)
    one = answer_at(preparation, Step("question_to_ask", position))
    other = answer_at(preparation, Step("question_to_ask", position + by))
    if one is None or other is None or other.standing is not Standing.ANSWERED:
        return
    one.position, other.position = 0, position
    session.flush()
    one.position = position + by
    _touch(preparation)
    session.flush()


def by_id(session: Session, preparation: Preparation, answer_id: str) -> Answer | None:
    """One of this preparation's answers, or None; another person's answer is not found."""
    return session.scalar(
        select(Answer).where(Answer.id == answer_id, Answer.preparation_id == preparation.id)
    )


def in_order(preparation: Preparation) -> list[Answer]:
    """The recorded answers in the order of the questions."""
    order = {question.key: place for place, question in enumerate(QUESTIONS)}
    recorded = [a for a in preparation.answers if BY_KEY[a.question].recorded]
    able_to = order["able_to"]

    def place(answer: Answer) -> tuple[int, int, int]:
        if answer.question.startswith("able_to"):
            return (able_to, answer.position, order[answer.question])
        return (order[answer.question], answer.position, 0)

    return sorted(recorded, key=place)


def _new(preparation: Preparation, reply: Reply) -> Answer:
    return Answer(
        preparation=preparation,
        question=reply.step.question,
        position=reply.step.position,
        standing=reply.standing,
        shared=True,
        message_ids=[],
    )


def _settle(answer: Answer, reply: Reply) -> None:
    answer.standing = reply.standing
    answer.choice = reply.choice or (answer.choice if reply.standing is Standing.ANSWERED else None)
    if (answer.question, reply.choice) in KEPT_BACK:
        answer.shared = False


def _label(answer: Answer, guesses: Sequence[Guess]) -> None:
    for guess in guesses:
        answer.labels.append(
            Label(
                capability=guess.capability,
                source=LabelSource.GUESS,
                wish=guess.wish,
                model=guess.model,
                confidence=guess.confidence,
                clause=guess.clause,
            )
        )


def _require_open(preparation: Preparation) -> None:
    if preparation.state not in (State.OPEN, State.CHECK, State.WITHDRAWN):
        raise NotChangeable


def _touch(preparation: Preparation) -> None:
    preparation.changed_at = now()
