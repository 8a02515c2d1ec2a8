"""Handling one message from end to end: found or handled, then kept whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import LockStore
from rasa.core.processor import MessageProcessor

from bot.forms import Message, Refused, guarded
from bot.replies import CHANNEL, Reply, last_reply, reply_to
from bot.turn import Turn, TurnFailed, turn_of
from bot.watching import WatchedEndpoint, bare_store, watch

# Less than the 60 s Rasa's lock on the conversation lasts.
_TURN_SECONDS = 45


class Nowhere(OutputChannel):
    """Rasa sends replies here as they come; we read them from the conversation when the turn is done."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, by which a response in domain.yml may be written for it."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send nothing."""


async def answer(agent: Agent, message: Message, tools: Collection[str]) -> Reply:
    """Handle a message, or find the answer it already had.

    Raises:
        Refused: 409 when another message of this sender is in flight, 422 when the choice was not offered.
        TurnFailed: it could not be handled, and nothing of it was kept.
    """
    async with _alone_with(message.sender, agent.lock_store):
        with turn_of(message.sender) as turn:
            try:
                return await _answer(turn, watch(agent), message, tools)
            except (Refused, TurnFailed):
                raise
            except Exception as error:
                raise TurnFailed(*turn.failures, type(error).__name__) from None


async def screen(agent: Agent, text: str) -> dict[str, Any]:
    """What the language pipeline finds in a text written outside the chat; no conversation is touched."""
    parsed = await watch(agent).parse_message(UserMessage(guarded(text)))
    return {"safety": parsed.get("safety") or [], "capabilities": parsed.get("capabilities") or []}


async def forget(agent: Agent, sender: str) -> None:
    """Delete a conversation.

    Raises:
        Refused: 409 when a message of this sender is in flight.
    """
    async with _alone_with(sender, agent.lock_store):
        await bare_store(agent).delete(sender)


async def readiness(agent: Agent) -> dict[str, Any]:
    """Which model is loaded, after a conversation could be written and read; raises when it could not."""
    processor = watch(agent)
    await bare_store(agent).check()
    endpoint = processor.action_endpoint
    actions = isinstance(endpoint, WatchedEndpoint) and await endpoint.is_up()
    return {"model": processor.model_metadata.model_id, "actions": actions}


@asynccontextmanager
async def _alone_with(sender: str, locks: LockStore) -> AsyncIterator[None]:
    # A lock that is taken is polled once a second: the browser asks again sooner than that.
    locks.update_lock(sender)
    if locks.is_someone_waiting(sender):
        raise Refused(409, "another_message_in_flight")
    async with locks.lock(sender):
        yield


async def _answer(
    turn: Turn, processor: MessageProcessor, message: Message, tools: Collection[str]
) -> Reply:
    tracker = await processor.tracker_store.retrieve(message.sender)
    events = list(tracker.events) if tracker is not None else []
    earlier = reply_to(message.id, events)
    if earlier is not None:
        return earlier
    if message.choice is not None and message.choice not in tools:
        last = last_reply(events)
        if last is None or not last.offers(message.choice):
            raise Refused(422, "not_offered", "choice")
    return await _handle(turn, processor, message)


async def _handle(turn: Turn, processor: MessageProcessor, message: Message) -> Reply:
    user_message = UserMessage(
        message.for_rasa(),
        Nowhere(),
        message.sender,
        input_channel=CHANNEL,
        message_id=message.id,
        metadata=message.metadata(),
    )
    await asyncio.wait_for(processor.handle_message(user_message), _TURN_SECONDS)
    reply = reply_to(message.id, turn.events()) or Reply([], None)
    if not reply.messages:
        turn.note("nothing_said")
    await turn.commit()
    return reply
