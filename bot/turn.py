"""A turn of the conversation as a transaction: it is kept whole or not at all.

Rasa goes on after most failures: a custom action that failed counts as run, and its events are lost. So everything
that goes wrong while a message is handled is noted in the current turn, and the conversation is written only when
nothing was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Optional

from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

Write = Callable[[DialogueStateTracker], Awaitable[None]]

_current: ContextVar[Optional[Turn]] = ContextVar("current_turn", default=None)


class TurnFailed(Exception):
    """The turn was not kept, for the reasons in `args`; the same message may be sent again."""


@dataclass
class Turn:
    """One message being handled: the conversation as read, as it is to be written, and what went wrong on the way."""

    sender: str
    tracker: Optional[DialogueStateTracker] = None
    failures: list[str] = field(default_factory=list)
    _held: Optional[tuple[Write, DialogueStateTracker]] = None

    def note(self, failure: str) -> None:
        """Note what went wrong, in words without anything a person said: this is logged."""
        self.failures.append(failure)

    def hold(self, write: Write, tracker: DialogueStateTracker) -> None:
        """Keep the conversation until the turn is known to be good."""
        self._held = (write, tracker)

    def events(self) -> Sequence[Event]:
        """The conversation's events as they are to be written."""
        return () if self._held is None else tuple(self._held[1].events)

    async def commit(self) -> None:
        """Write the conversation.

        Raises:
            TurnFailed: something went wrong during the turn, and nothing was written.
            Exception: whatever the tracker store raises; nothing was written either.
        """
        if self._held is None:
            self.note("conversation_not_saved")
        if self.failures or self._held is None:
            raise TurnFailed(*self.failures)
        write, tracker = self._held
        await write(tracker)


def current_turn() -> Optional[Turn]:
    """The turn this task is handling, if any."""
    return _current.get()


@contextmanager
def turn_of(sender: str) -> Iterator[Turn]:
    """Open a turn: until the end of the block, failures are noted in it and the tracker store holds its writes."""
    turn = Turn(sender)
    token = _current.set(turn)
    try:
        yield turn
    finally:
        _current.reset(token)
