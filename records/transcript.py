"""What was said so far, for a person who comes back; and the answer to a message that was sent before."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records.locks import lock
from records.models import Preparation, Turn


def find(session: Session, preparation: Preparation, message_id: str) -> Turn | None:
    """The turn of a message, or None when it is new."""
    return session.scalar(
        select(Turn).where(Turn.preparation_id == preparation.id, Turn.message_id == message_id)
    )


def keep(
    session: Session,
    preparation: Preparation,
    message_id: str,
    said: str | None,
    reply: dict[str, Any],
) -> Turn:
    """Keep one turn; a message kept before is left as it was."""
    lock(session, f"transcript:{preparation.id}")
    turn = find(session, preparation, message_id)
    if turn is None:
        turn = Turn(preparation_id=preparation.id, message_id=message_id, said=said, reply=reply)
        session.add(turn)
        session.flush()
    return turn


def all_turns(session: Session, preparation: Preparation) -> list[Turn]:
    """Every turn, oldest first."""
    return list(
        session.scalars(
            select(Turn).where(Turn.preparation_id == preparation.id).order_by(Turn.number)
        )
    )


def last(session: Session, preparation: Preparation) -> Turn | None:
    """The newest turn, or None before the first."""
    return session.scalar(
        select(Turn)
        .where(Turn.preparation_id == preparation.id)
        .order_by(Turn.number.desc())
        .limit(1)
    )


def forget(session: Session, preparation: Preparation) -> None:
    """Delete the turns: once the summary is sent the answers are the record, and the talk is not needed."""
    session.execute(delete(Turn).where(Turn.preparation_id == preparation.id))
