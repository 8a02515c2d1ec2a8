"""Keeping a long conversation short: Rasa replays every event of it several times a turn.

What lies further back than the last turns is folded into what it led to: the slots, the open form and its question.
It stands there as the start of a session that carried its slots over, which is how Rasa itself begins again with a
returning person.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

# A message sent again finds its answer within the kept turns.
MOST_TURNS = 40
KEPT_TURNS = 20


def folded(tracker: DialogueStateTracker) -> Sequence[Event]:
    """The events to keep: all of a short conversation; of a long one its outcome so far and the last turns."""
    events = list(tracker.events)
    starts = [i for i, event in enumerate(events) if _starts_turn(events, i)]
    if len(starts) <= MOST_TURNS:
        return events
    cut = starts[-KEPT_TURNS]
    return [*_outcome(tracker, events[:cut]), *events[cut:]]


def _starts_turn(events: Sequence[Event], i: int) -> bool:
    before = events[i - 1] if i > 0 else None
    return (
        isinstance(events[i], UserUttered)
        and isinstance(before, ActionExecuted)
        and before.action_name == ACTION_LISTEN_NAME
    )


def _outcome(tracker: DialogueStateTracker, events: Sequence[Event]) -> list[Event]:
    past = tracker.init_copy()
    for event in events:
        past.update(event)
    at = events[-1].timestamp
    slots = [s for s in past.slots.values() if s.value != s.initial_value]
    return [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
        SessionStarted(timestamp=at),
        *(SlotSet(slot.name, slot.value, timestamp=at) for slot in slots),
        *([ActiveLoop(past.active_loop_name, timestamp=at)] if past.active_loop_name else []),
        ActionExecuted(ACTION_LISTEN_NAME, timestamp=at),
    ]
