"""Someone who is some way through already, so that a test can begin where it matters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import answers
from records.database import Database
from records.models import Preparation, Standing, now
from records.path import Step, next_step

# The message the answers before the beginning came in.
BEFORE = "before"


def come_as_far_as(database: Database, conversation_id: str, step: Step) -> None:
    """Agree, and leave out every question before `step`; what has to be there for it to be asked is answered."""
    with database.writing() as session:
        preparation = preparation_of(session, conversation_id)
        preparation.consented_at = now()
        session.flush()
        while (at := next_step(answers.given(preparation))) != step:
            if at.question == "check":
                raise ValueError(f"{step} is never asked")
            answers.take(session, preparation, _before(at, step))


def preparation_of(session: Session, conversation_id: str) -> Preparation:
    """The preparation of a conversation."""
    found = select(Preparation).where(Preparation.conversation_id == conversation_id)
    return session.scalars(found).one()


def _before(at: Step, target: Step) -> answers.Reply:
    if at.question == "able_to_more":
        again = target.part is at.part and target.position > at.position
        return answers.Reply(at, Standing.ANSWERED, None, BEFORE, choice="yes" if again else "no")
    leads_there = at.question in ("able_to", "question_to_ask") and target.part is at.part
    if leads_there and (at.question == "able_to" or target.question == at.question):
        return answers.Reply(at, Standing.ANSWERED, f"answer {at.position}", BEFORE)
    return answers.Reply(at, Standing.SKIPPED, None, BEFORE)
