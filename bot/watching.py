"""What Rasa would swallow while it handles a message is noted in the current turn."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any, Optional
from urllib.parse import urljoin

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.processor import MessageProcessor
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.tracker_store import EncryptedTrackerStore
from bot.turn import TurnFailed, current_turn

# Rasa waits 300 s for an action, while the lock on the conversation lasts 60 s.
ACTION_SECONDS = 10


class WatchedEndpoint(EndpointConfig):
    """The action server: short waits, failures noted, and no further action once a turn has failed."""

    @classmethod
    def around(cls, endpoint: EndpointConfig) -> WatchedEndpoint:
        """The same endpoint, watched."""
        return cls(
            url=endpoint.url,
            params=endpoint.params,
            headers=endpoint.headers,
            basic_auth=endpoint.basic_auth,
            token=endpoint.token,
            token_name=endpoint.token_name,
            cafile=endpoint.cafile,
            **endpoint.kwargs,
        )

    async def request(self, *args: Any, **kwargs: Any) -> Optional[Any]:
        """Call the action server; whatever goes wrong is noted in the turn and raised on."""
        turn = current_turn()
        if turn is not None and turn.failures:
            raise TurnFailed(*turn.failures)
        try:
            return await super().request(*args, **{**kwargs, "timeout": ACTION_SECONDS})
        except ClientResponseError as error:
            # The action declined to run, which is an answer: Rasa then asks its policies again.
            if turn is not None and not _is_rejection(error):
                turn.note(f"action_server_status_{error.status}")
            raise
        except Exception as error:
            if turn is not None:
                turn.note(f"action_server_{type(error).__name__}")
            raise

    async def is_up(self) -> bool:
        """Whether the action server answers its health address."""
        timeout = aiohttp.ClientTimeout(total=2)
        try:
            async with (
                aiohttp.ClientSession(headers=self.headers, timeout=timeout) as session,
                session.get(urljoin(self.url, "/health")) as answer,
            ):
                return answer.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False


class SwallowedFailures(logging.Handler):
    """Rasa's processor logs what a failing action raised and goes on as if it had run: note it in the turn."""

    def emit(self, record: logging.LogRecord) -> None:
        """Note a logged exception by its type only: its words may be the person's."""
        turn = current_turn()
        if turn is not None and record.exc_info and record.exc_info[0] is not None:
            turn.note(f"action_{record.exc_info[0].__name__}")


def watch(agent: Agent) -> MessageProcessor:
    """Make the agent's processor tell the current turn about its failures; calling it again changes nothing.

    Raises:
        RuntimeError: no model is loaded, or conversations would not be kept encrypted.
    """
    processor = agent.processor
    if processor is None:
        raise RuntimeError("no model is loaded")
    if not isinstance(processor.tracker_store, EncryptedTrackerStore):
        processor.tracker_store = bare_store(agent)
        processor.on_circuit_break = _note_circuit_break
        if processor.action_endpoint is not None:
            processor.action_endpoint = WatchedEndpoint.around(processor.action_endpoint)
        _listen_to_processor()
        _check_answers_cheaply()
    return processor


def bare_store(agent: Agent) -> EncryptedTrackerStore:
    """Our tracker store, out of what Rasa puts around it; RuntimeError when it is another."""
    # Rasa wraps every store in one that answers a broken database with an empty conversation kept in memory.
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    if not isinstance(store, EncryptedTrackerStore):
        raise RuntimeError("endpoints.yml does not name bot.tracker_store.EncryptedTrackerStore")
    return store


def _listen_to_processor() -> None:
    logger = logging.getLogger(MessageProcessor.__module__)
    # Whatever LOG_LEVEL silences, this must be heard.
    logger.setLevel(min(logger.getEffectiveLevel(), logging.ERROR))
    if not any(isinstance(handler, SwallowedFailures) for handler in logger.handlers):
        logger.addHandler(SwallowedFailures(logging.ERROR))


def _check_answers_cheaply() -> None:
    # Rasa has jsonschema check each answer of the action server, and its own constant schema with it: 17.5 ms a call
    # in 3.6.21, 3 ms with the schema checked once. What an event holds is checked where it is made into an event.
    RemoteAction._validate_action_result = lambda _, answer: _check_action_answer(answer)


def _check_action_answer(answer: Any) -> bool:
    """Whether an answer of the action server has the form Rasa asks for: `events` and `responses`, lists of objects.

    Raises:
        ValueError: it has another form.
    """
    if not isinstance(answer, dict):
        raise ValueError("the action server answered with something that is no object")
    events, responses = answer.get("events", []), answer.get("responses", [])
    if not (_are_objects(events) and _are_objects(responses)):
        raise ValueError("events or responses of the action server are no lists of objects")
    if not all(isinstance(event.get("event"), str) for event in events):
        raise ValueError("an event of the action server has no name")
    return True


def _are_objects(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, dict) for value in values)


def _note_circuit_break(*_: Any) -> None:
    turn = current_turn()
    if turn is not None:
        turn.note("too_many_actions_in_a_row")


def _is_rejection(error: ClientResponseError) -> bool:
    try:
        return error.status == 400 and "action_name" in json.loads(error.text)
    except ValueError:
        return False
