"""Looking answers up."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import Answer, Preparation, Standing, is_id
from records.path import Given, Step, Taken
from records.questionnaire import BY_KEY, QUESTIONS


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


def of_message(preparation: Preparation, message_id: str) -> Answer | None:
    """The answer that a message went into, or None; a message that comes a second time is known by it."""
    return next((a for a in preparation.answers if message_id in a.message_ids), None)


def by_id(session: Session, preparation: Preparation, answer_id: str) -> Answer | None:
    """One of this preparation's answers, or None; another person's answer is not found."""
    if not is_id(answer_id):
        return None
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
