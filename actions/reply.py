"""What an action answers: lines to say, the place the talk is at after them, and how both become Rasa's events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import turn
from actions.turn import Place
from records.path import Step
from records.questionnaire import Part

REQUESTED_SLOT = "requested_slot"
# A slot that has no `utter_ask_…`: the form stays where it is and asks nothing.
SILENCE = "silence"


@dataclass(frozen=True)
class Line:
    """One bubble: a response of domain.yml with its values, or a fixed text of the signposting file."""

    response: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    buttons: Sequence[Mapping[str, str]] | None = None
    kind: str = "say"

    def say(self, dispatcher: CollectingDispatcher) -> None:
        """Hand the line to Rasa."""
        extra: dict[str, Any] = dict(self.values)
        if self.kind != "say":
            extra["kind"] = self.kind
        buttons = [dict(button) for button in self.buttons] if self.buttons else None
        dispatcher.utter_message(text=self.text, response=self.response, buttons=buttons, **extra)


@dataclass(frozen=True)
class Reply:
    """What is said to a message. `ask` is whether the question at `place.step` is asked after the lines."""

    lines: tuple[Line, ...]
    place: Place
    ask: bool = True
    ended: bool = False

    def first(self, *lines: Line) -> "Reply":
        """The same reply with these lines before its own."""
        return replace(self, lines=(*lines, *self.lines))

    def events(self, message_id: str, part: Part | None) -> list[EventType]:
        """The slots after this message, for the form of `part`; a form ends when the next question is not its own."""
        step = self.place.step
        slots: dict[str, Any] = {
            turn.LAST_TURN: message_id,
            turn.STEP: str(step) if step else None,
            turn.REOPENED: self.place.reopened,
            turn.WAITING: self.place.waiting,
            turn.MISSED: self.place.missed,
            turn.IDEAS_OFFERED: self.place.ideas_offered,
            turn.TO_KEEP: self.place.to_keep,
            "position": str(step.position) if step else None,
            REQUESTED_SLOT: self._requested(step, part),
        }
        if step is not None:
            slots[step.question] = None
        return [SlotSet(name, value) for name, value in slots.items()]

    def _requested(self, step: Step | None, part: Part | None) -> str | None:
        if self.ended or step is None:
            return None
        if not self.ask:
            return SILENCE
        return step.question if step.part is part else None


def say(*responses: str, **values: str) -> tuple[Line, ...]:
    """Lines by the names of their responses, all with the same values."""
    return tuple(Line(response, values) for response in responses)
