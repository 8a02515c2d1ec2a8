"""How much at once: a bucket for each key, one message in flight for each preparation. In this process's memory."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from web.problems import Problem

# Above this many keys the full buckets are thrown away; a full bucket and none are the same.
MOST_KEYS = 10_000


class Buckets:
    """Each key may act `at_once` times, and `per_second` times a second after that."""

    def __init__(
        self, *, per_second: float, at_once: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second = per_second
        self._at_once = at_once
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> None:
        """Use one token. Raises Problem 429 with the seconds to wait when there is none."""
        at = self._clock()
        left = self._now_left(key, at)
        if left < 1:
            wait = int((1 - left) / self._per_second) + 1
            raise Problem(429, "too_many", retry_after=wait)
        self._left[key] = (left - 1, at)
        if len(self._left) > MOST_KEYS:
            self._drop_full(at)

    def _now_left(self, key: str, at: float) -> float:
        left, since = self._left.get(key, (float(self._at_once), at))
        return min(float(self._at_once), left + (at - since) * self._per_second)

    def _drop_full(self, at: float) -> None:
        self._left = {
            key: kept for key, kept in self._left.items() if self._now_left(key, at) < self._at_once
        }


class InFlight:
    """Which preparations have a message on its way to the bot, and which message that is."""

    def __init__(self) -> None:
        self._on_its_way: dict[str, tuple[str, asyncio.Event]] = {}

    async def end_of(self, key: str, message_id: str) -> bool:
        """Wait while this very message is on its way, as after a second press of its button. False if it was not."""
        found = self._on_its_way.get(key)
        if found is None or found[0] != message_id:
            return False
        await found[1].wait()
        return True

    @contextmanager
    def only(self, key: str, message_id: str) -> Iterator[None]:
        """Hold the place of `key`. Raises Problem 409 when another message has it."""
        if key in self._on_its_way:
            raise Problem(409, "another_message_in_flight")
        done = asyncio.Event()
        self._on_its_way[key] = (message_id, done)
        try:
            yield
        finally:
            del self._on_its_way[key]
            done.set()
