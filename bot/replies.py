"""What the bot answered, read from the conversation's events: the same for a new message and for one sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import (
    AllSlotsReset,
    BotUttered,
    Event,
    Restarted,
    SlotSet,
    UserUttered,
)

CHANNEL = "web"
# What a form requests while it waits for something other than its question; the question asked last is then still open.
SILENCE = "silence"


@dataclass(frozen=True)
class Reply:
    """The messages that followed one message of the person, and the question that was then open."""

    messages: list[dict[str, Any]]
    question: Optional[str]

    def offers(self, payload: str) -> bool:
        """Whether a button carried exactly this payload."""
        return any(c["payload"] == payload for m in self.messages for c in m["choices"])

    def as_dict(self) -> dict[str, Any]:
        """The body of the HTTP answer."""
        return {"messages": self.messages, "question": self.question}


def reply_to(message_id: str, events: Sequence[Event]) -> Optional[Reply]:
    """The reply to the message with this id, or None when it was never handled."""
    start = next(
        (
            i
            for i, e in enumerate(events)
            if isinstance(e, UserUttered) and e.message_id == message_id
        ),
        None,
    )
    return None if start is None else _reply_from(start, events)


def last_reply(events: Sequence[Event]) -> Optional[Reply]:
    """The reply to the last message, or None when nothing was said yet."""
    starts = [i for i, event in enumerate(events) if _is_from_person(event)]
    return _reply_from(starts[-1], events) if starts else None


def _reply_from(start: int, events: Sequence[Event]) -> Reply:
    end = next(
        (i for i in range(start + 1, len(events)) if _is_from_person(events[i])), len(events)
    )
    said = [e for e in events[start + 1 : end] if isinstance(e, BotUttered) and e.text]
    return Reply([_message(event) for event in said], _open_question(events[:end]))


def _is_from_person(event: Event) -> bool:
    # An action may log a message of its own; that has no channel.
    return isinstance(event, UserUttered) and event.input_channel == CHANNEL


def _open_question(events: Sequence[Event]) -> Optional[str]:
    for event in reversed(events):
        if isinstance(event, (AllSlotsReset, Restarted)):
            return None
        if isinstance(event, SlotSet) and event.key == REQUESTED_SLOT and event.value != SILENCE:
            return event.value
    return None


def _message(event: BotUttered) -> dict[str, Any]:
    metadata = event.metadata or {}
    # `kind` stands under `metadata:` of a response in domain.yml, or is an argument of the action's utterance.
    kind = metadata.get("kind") or (metadata.get("metadata") or {}).get("kind") or "say"
    buttons = (event.data or {}).get("buttons") or []
    return {
        "text": event.text,
        "choices": [{"title": b.get("title"), "payload": b.get("payload")} for b in buttons],
        "response": metadata.get("utter_action"),
        "kind": kind,
    }
