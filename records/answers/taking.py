"""Taking an answer, or more of one, from a message."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from records.answers.changeable import answered, lock_open
from records.answers.finding import answer_at
from records.models import Answer, Label, LabelSource, Preparation, Standing
from records.path import Step

# What joins two messages that answer one question.
BETWEEN_MESSAGES = "\n"
# Rather kept from the team by the person's own choice of answer (R10).
KEPT_BACK = frozenset({("different_views", "yes_keep")})


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


def take(session: Session, preparation: Preparation, reply: Reply) -> Answer:
    """Save a reply as the answer at its step, in place of what stood there. The same message twice is saved once.

    Raises NotChangeable when the preparation is sent or deleted.
    """
    lock_open(session, preparation)
    answer = answer_at(preparation, reply.step)
    if answer is not None and reply.message_id in answer.message_ids:
        return answer
    if answer is None:
        answer = _new(preparation, reply)
        session.add(answer)
    answer.words = reply.words
    answer.message_ids = [*answer.message_ids, reply.message_id]
    _settle(answer, reply)
    answer.labels = []
    answer.labels_settled = False
    _label(answer, reply.guesses)
    answered(preparation)
    session.flush()
    return answer


def add(session: Session, preparation: Preparation, reply: Reply) -> Answer:
    """Save a reply as more of the answer at its step. Nothing that stood there is lost; the same message is added once.

    Raises NotChangeable when the preparation is sent or deleted.
    """
    lock_open(session, preparation)
    answer = answer_at(preparation, reply.step)
    if answer is None:
        return take(session, preparation, reply)
    if reply.message_id in answer.message_ids:
        return answer
    before = answer.words
    pieces = [piece for piece in (before, reply.words) if piece]
    answer.words = BETWEEN_MESSAGES.join(pieces) or None
    answer.message_ids = [*answer.message_ids, reply.message_id]
    has_words = answer.standing is Standing.ANSWERED and before
    _settle(answer, _as_answered(reply) if has_words else reply)
    if not answer.labels_settled:
        known = {label.capability for label in answer.labels}
        _label(answer, [guess for guess in reply.guesses if guess.capability not in known])
    answered(preparation)
    session.flush()
    return answer


def _new(preparation: Preparation, reply: Reply) -> Answer:
    return Answer(
        preparation=preparation,
        question=reply.step.question,
        position=reply.step.position,
        standing=reply.standing,
        shared=True,
        message_ids=[],
    )


def _as_answered(reply: Reply) -> Reply:
    """ "Not sure" or "nothing to add" after words takes nothing away from them."""
    return replace(reply, standing=Standing.ANSWERED)


def _settle(answer: Answer, reply: Reply) -> None:
    before = (answer.question, answer.choice)
    answer.standing = reply.standing
    answer.choice = reply.choice or (answer.choice if reply.standing is Standing.ANSWERED else None)
    if (answer.question, reply.choice) in KEPT_BACK:
        answer.shared = False
    elif reply.choice is not None and before in KEPT_BACK:
        # It was kept back by that choice; the new choice takes this back too.
        answer.shared = True


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
