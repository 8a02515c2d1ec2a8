"""One message as an action gets it: what was typed or chosen, its parse, and where the talk stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from records.path import Step

# Slots this room keeps the place of the talk in. The answers themselves are in the records, never in a slot.
LAST_TURN = "last_turn"
STEP = "step"
REOPENED = "reopened"
WAITING = "waiting"
MISSED = "missed"
IDEAS_OFFERED = "ideas_offered"
TO_KEEP = "to_keep"


@dataclass(frozen=True)
class Heard:
    """A message and its parse. `typed` is byte for byte what the person typed; None when a button was pressed."""

    message_id: str
    typed: str | None
    intent: str
    confidence: float
    entities: Mapping[str, str] = field(default_factory=dict)
    ranking: tuple[tuple[str, float], ...] = ()
    choices: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    capabilities: tuple[Mapping[str, Any], ...] = ()
    safety: tuple[Mapping[str, Any], ...] = ()
    looking_at: str | None = None

    @property
    def pressed(self) -> bool:
        """Whether this was a button, which is certain, and not free text, which is not."""
        return self.typed is None


@dataclass(frozen=True)
class Place:
    """Where the talk stands, as far as the dialogue keeps it; each is None or False in a fresh conversation."""

    last_turn: str | None = None
    step: Step | None = None
    reopened: bool = False
    waiting: str | None = None
    missed: str | None = None
    ideas_offered: bool = False
    to_keep: str | None = None


def heard(latest_message: Mapping[str, Any]) -> Heard:
    """The message from the tracker's `latest_message`."""
    metadata = latest_message.get("metadata") or {}
    intent = latest_message.get("intent") or {}
    return Heard(
        message_id=latest_message["message_id"],
        typed=metadata.get("typed"),
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        entities={e["entity"]: str(e["value"]) for e in latest_message.get("entities") or []},
        ranking=tuple(
            (each["name"], float(each["confidence"]))
            for each in latest_message.get("intent_ranking") or []
        ),
        choices={
            question: tuple((each["id"], float(each["confidence"])) for each in ranked)
            for question, ranked in (latest_message.get("choices") or {}).items()
        },
        capabilities=tuple(latest_message.get("capabilities") or ()),
        safety=tuple(latest_message.get("safety") or ()),
        looking_at=metadata.get("question"),
    )


def place(slots: Mapping[str, Any]) -> Place:
    """The place from the tracker's slots."""
    step = slots.get(STEP)
    return Place(
        last_turn=slots.get(LAST_TURN),
        step=Step.parse(step) if step else None,
        reopened=bool(slots.get(REOPENED)),
        waiting=slots.get(WAITING),
        missed=slots.get(MISSED),
        ideas_offered=bool(slots.get(IDEAS_OFFERED)),
        to_keep=slots.get(TO_KEEP),
    )
