"""What a person does to an answer on the check page: change it, keep it back, correct its labels, take it out."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from records.answers.changeable import answered, lock_open, touch
from records.answers.finding import answer_at
from records.models import Answer, Label, LabelSource, Preparation, Standing, Turn
from records.path import Step
from records.questionnaire import BY_KEY, DOMAIN_NAMES, Kind


def change_words(session: Session, answer: Answer, words: str) -> None:
    """Replace the words of an answer by what the person now typed. Raises NotChangeable.

    Guesses about the old words go; a person's label stays. Nothing but white space takes the answer out.
    """
    if not words.strip():
        remove(session, answer)
        return
    lock_open(session, answer.preparation)
    _forget_said(session, answer)
    answer.words = words
    answer.standing = Standing.ANSWERED
    answer.choice = answer.choice if _goes_with_any_words(answer) else None
    answer.labels = [label for label in answer.labels if label.source is LabelSource.PERSON]
    answered(answer.preparation)
    session.flush()


def set_shared(session: Session, answer: Answer, shared: bool) -> None:
    """Share an answer with the clinic, or keep it back. Raises NotChangeable."""
    lock_open(session, answer.preparation)
    answer.shared = shared
    touch(answer.preparation)
    session.flush()


def set_labels(session: Session, answer: Answer, capabilities: Sequence[str]) -> None:
    """The person's own choice of labels, in place of every guess; an empty list says that none fits (R2).

    ValueError for a name that is no capability. Raises NotChangeable.
    """
    lock_open(session, answer.preparation)
    unknown = [name for name in capabilities if name not in DOMAIN_NAMES]
    if unknown:
        raise ValueError(f"not a capability: {unknown[0]}")
    wish = next((label.wish for label in answer.labels if label.wish), None)
    answer.labels = [
        Label(capability=name, source=LabelSource.PERSON, wish=wish)
        for name in dict.fromkeys(capabilities)
    ]
    answer.labels_settled = True
    touch(answer.preparation)
    session.flush()


def remove(session: Session, answer: Answer) -> None:
    """Delete an answer. Its question then stands as one the person chose not to answer. Raises NotChangeable."""
    preparation = answer.preparation
    lock_open(session, preparation)
    _forget_said(session, answer)
    answer.words = None
    answer.choice = None
    answer.labels = []
    answer.labels_settled = False
    answer.standing = Standing.SKIPPED
    touch(preparation)
    session.flush()


def move_question(session: Session, preparation: Preparation, position: int, by: int) -> None:
    """Swap a question to ask with the one before (`by=-1`) or after (`by=1`); the order is the person's.

    At either end, or beside a place without a question, nothing moves. Raises NotChangeable.
    """
    lock_open(session, preparation)
    one = answer_at(preparation, Step("question_to_ask", position))
    other = answer_at(preparation, Step("question_to_ask", position + by))
    if one is None or other is None or other.standing is not Standing.ANSWERED:
        return
    # One at a time: a place can be held by one answer only, and a flush writes rows in the order of their ids.
    for answer, place in ((one, 0), (other, position), (one, position + by)):
        answer.position = place
        session.flush()
    touch(preparation)


def _goes_with_any_words(answer: Answer) -> bool:
    """Whether the choice still holds when the words change: it does at a closed question, and so does a yes."""
    question = BY_KEY[answer.question]
    return question.kind is Kind.CLOSED or (answer.choice or "").startswith("yes")


def _forget_said(session: Session, answer: Answer) -> None:
    """What a person takes out of an answer goes from the transcript of the talk too."""
    session.execute(
        update(Turn)
        .where(
            Turn.preparation_id == answer.preparation_id, Turn.message_id.in_(answer.message_ids)
        )
        .values(said=None)
    )
