"""Conversations at rest: one sealed row each, in SQLite or PostgreSQL.

While a turn is open, saving only hands the conversation to the turn, which writes it when the turn is good (see
`bot.turn`).
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
from collections.abc import Iterable
from datetime import datetime, timezone
from typing import Any, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.database import connect
from bot.folding import folded
from bot.sealing import Seal
from bot.turn import current_turn

# What Rasa needs of a message in later turns. All else the language pipeline found is for its own turn only, and would
# be most of the row.
_KEPT_OF_PARSE = frozenset({"intent", "entities", "text", "message_id", "metadata"})

_METADATA = sa.MetaData()
_CONVERSATION = sa.Table(
    "conversation",
    _METADATA,
    sa.Column("sender_key", sa.String(64), primary_key=True),
    sa.Column("events", sa.LargeBinary, nullable=False),
    sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
)


class EncryptedTrackerStore(TrackerStore):
    """Rasa's tracker store over one table, `conversation(sender_key, events, updated_at)`, with nothing readable."""

    def __init__(
        self,
        domain: Optional[Domain],
        host: Optional[str] = None,
        event_broker: Optional[EventBroker] = None,
        key: str = "",
    ) -> None:
        """Prepare the store; the database is first touched when a conversation is.

        `host` is Rasa's name for the `url` in endpoints.yml; `key` is base64 of 32 bytes.

        Raises:
            ValueError: the key or the address is missing or malformed.
        """
        super().__init__(domain, event_broker)
        if not host:
            raise ValueError("the tracker store needs a url in endpoints.yml")
        self._seal = Seal(key)
        self._engine = connect(host)
        self._table_exists = False

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the conversation: at once, or at the end of the current turn."""
        turn = current_turn()
        if turn is None:
            await self._write(tracker)
        else:
            turn.hold(self._write, tracker)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation, or None. Within a turn it is read once and then shared."""
        turn = current_turn()
        if turn is not None and turn.sender == sender_id and turn.tracker is not None:
            return turn.tracker
        tracker = await self._read(sender_id)
        if turn is not None and turn.sender == sender_id:
            turn.tracker = tracker
        return tracker

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation; it is no error when there is none."""
        await asyncio.to_thread(self._delete_row, self._seal.row_key(sender_id))

    async def keys(self) -> Iterable[str]:
        """The row keys of all conversations: who they belong to is not stored in clear."""
        return await asyncio.to_thread(self._row_keys)

    async def check(self) -> None:
        """Write, read and remove a sealed row; raises what the database raises when it cannot."""
        await asyncio.to_thread(self._check_row, self._seal.row_key(f"check {os.urandom(8).hex()}"))

    async def _write(self, tracker: DialogueStateTracker) -> None:
        plain = json.dumps([_kept(event.as_dict()) for event in folded(tracker)]).encode()
        await asyncio.to_thread(self._write_row, self._seal.row_key(tracker.sender_id), plain)

    async def _read(self, sender_id: str) -> Optional[DialogueStateTracker]:
        plain = await asyncio.to_thread(self._read_row, self._seal.row_key(sender_id))
        if plain is None:
            return None
        types = _event_types()
        events = [types[event["event"]]._from_parameters(event) for event in json.loads(plain)]
        tracker = self.init_tracker(sender_id)
        tracker.recreate_from_dialogue(Dialogue(sender_id, events))
        return tracker

    def _begin(self) -> Any:
        if not self._table_exists:
            _METADATA.create_all(self._engine)
            self._table_exists = True
        return self._engine.begin()

    def _write_row(self, row: str, plain: bytes) -> None:
        sealed = self._seal.seal(plain, _place(row))
        values = {"events": sealed, "updated_at": datetime.now(timezone.utc)}
        table = _CONVERSATION
        with self._begin() as connection:
            update = table.update().where(table.c.sender_key == row).values(**values)
            if connection.execute(update).rowcount == 0:
                connection.execute(table.insert().values(sender_key=row, **values))

    def _read_row(self, row: str) -> Optional[bytes]:
        query = sa.select(_CONVERSATION.c.events).where(_CONVERSATION.c.sender_key == row)
        with self._begin() as connection:
            sealed = connection.execute(query).scalar_one_or_none()
        return None if sealed is None else self._seal.open(bytes(sealed), _place(row))

    def _delete_row(self, row: str) -> None:
        with self._begin() as connection:
            connection.execute(_CONVERSATION.delete().where(_CONVERSATION.c.sender_key == row))

    def _row_keys(self) -> list[str]:
        with self._begin() as connection:
            return list(connection.execute(sa.select(_CONVERSATION.c.sender_key)).scalars())

    def _check_row(self, row: str) -> None:
        self._write_row(row, b"check")
        self._read_row(row)
        self._delete_row(row)


@functools.lru_cache(maxsize=1)
def _event_types() -> dict[str, type[Event]]:
    # Event.from_parameters walks all subclasses for each event, which was most of the time of reading a conversation.
    return {kind.type_name: kind for kind in all_subclasses(Event)}


def _place(row: str) -> bytes:
    return f"conversation.events.{row}".encode()


def _kept(event: dict[str, Any]) -> dict[str, Any]:
    parse = event.get("parse_data")
    if not parse:
        return event
    return {**event, "parse_data": {k: v for k, v in parse.items() if k in _KEPT_OF_PARSE}}
