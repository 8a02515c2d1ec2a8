"""What was said so far, and where the person is: for the page and for GET /chat/transcript."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from records import transcript
from records.models import Preparation, State, Turn
from web.chat.last_time import has_last_time, words_last_time
from web.chat.sessions import Person, preparation_of
from web.chat.talk import progress


@dataclass(frozen=True)
class Place:
    """Where a person is in the talk."""

    messages: list[dict[str, Any]]
    choices: list[dict[str, str]]
    question: str | None
    progress: dict[str, int]
    state: State
    consented: bool
    has_answers: bool
    has_last_time: bool
    last_time: str | None

    def as_dict(self) -> dict[str, Any]:
        """The body of GET /chat/transcript."""
        return {
            "messages": [
                {key: value for key, value in message.items() if key != "latest"}
                for message in self.messages
            ],
            "question": self.question,
            "progress": self.progress,
            "state": self.state.value,
        }


def place_of(session: Session, person: Person) -> Place:
    """Where a person is, from the turns that were kept."""
    preparation = preparation_of(session, person)
    turns = transcript.all_turns(session, preparation)
    last = turns[-1].reply if turns else {"messages": [], "question": None}
    return Place(
        messages=[
            message for turn in turns for message in _messages(turn, latest=turn is turns[-1])
        ],
        choices=[choice for message in last["messages"] for choice in message["choices"]],
        question=last["question"],
        progress=progress(preparation, last["question"]),
        state=preparation.state,
        consented=preparation.consented_at is not None,
        has_answers=_has_answers(preparation),
        has_last_time=has_last_time(session, preparation),
        last_time=words_last_time(session, preparation, last["question"]),
    )


def _messages(turn: Turn, *, latest: bool) -> list[dict[str, Any]]:
    said = [] if turn.said is None else [_said(turn.message_id, turn.said)]
    answered = [{**message, "author": "bot"} for message in turn.reply["messages"]]
    return [
        {**message, "latest": latest and place == 0}
        for place, message in enumerate([*said, *answered])
    ]


def _said(message_id: str, words: str) -> dict[str, Any]:
    return {"id": message_id, "author": "person", "text": words, "choices": [], "kind": "said"}


def _has_answers(preparation: Preparation) -> bool:
    return preparation.consented_at is not None and bool(preparation.answers)
