"""The seven forms: Rasa asks, these save what was answered and say which question comes next."""

import asyncio
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation
from actions.reply import REQUESTED_SLOT, Reply
from actions.turn import heard, place
from records import database
from records.questionnaire import Part


class PartForm(Action, ABC):
    """What validates the form of one part. Subclasses only say which part."""

    @property
    @abstractmethod
    def part(self) -> Part:
        """The part whose form this validates."""

    def name(self) -> str:
        """The name Rasa calls it by."""
        return f"validate_{self.part}_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Take the turn; when this message was taken already (the form has just begun) only point at the question."""
        message, where = heard(tracker.latest_message), place(tracker.slots)
        if where.last_turn == message.message_id and where.step is not None:
            return [SlotSet(REQUESTED_SLOT, where.step.question)]
        reply = await asyncio.to_thread(
            conversation.take_turn, database.site(), tracker.sender_id, message, where
        )
        return _told(dispatcher, reply, message.message_id, self.part)


class ValidateWelcomeForm(PartForm):
    """Agreeing to start, who is writing, what to be called."""

    part = Part.WELCOME


class ValidateLifeForm(PartForm):
    """My life, and what matters."""

    part = Part.LIFE


class ValidateAbleToForm(PartForm):
    """What the person wants to be able to do and be."""

    part = Part.ABLE_TO


class ValidatePullsForm(PartForm):
    """Let go, pulls, different views."""

    part = Part.PULLS


class ValidatePeopleForm(PartForm):
    """Who matters, who to include, who to keep out."""

    part = Part.PEOPLE


class ValidateVisitForm(PartForm):
    """This visit, questions, on the day, something else."""

    part = Part.VISIT


class ValidateCheckForm(PartForm):
    """Check and save."""

    part = Part.CHECK


class NextPart(Action):
    """Begins the form of the part the next question is in."""

    def name(self) -> str:
        """The name the rules call it by."""
        return "action_next_part"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Follow the step the last turn left; without one the talk is over."""
        step = place(tracker.slots).step
        return [FollowupAction(f"{step.part}_form")] if step else []


class Begin(Action):
    """The first words, and the way back in when the dialogue has forgotten where it was."""

    def name(self) -> str:
        """The name the rules call it by."""
        return "action_begin"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say hello, and begin the form the next question is in."""
        message = heard(tracker.latest_message)
        reply = await asyncio.to_thread(
            conversation.begin,
            database.site(),
            tracker.sender_id,
            message,
            place(tracker.slots),
        )
        return _told(dispatcher, reply, message.message_id, None) + _followed_by(reply)


class OutsideForms(Action):
    """A message while no form is active: after sending, after a no, or when the dialogue has lost its place."""

    def name(self) -> str:
        """The name config.yml gives as what to do when no rule fits."""
        return "action_outside_forms"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Take the turn at the place the records show, and begin the form the next question is in."""
        message = heard(tracker.latest_message)
        reply = await asyncio.to_thread(
            conversation.take_turn,
            database.site(),
            tracker.sender_id,
            message,
            place(tracker.slots),
        )
        return _told(dispatcher, reply, message.message_id, None) + _followed_by(reply)


def _told(
    dispatcher: CollectingDispatcher, reply: Reply, message_id: str, part: Part | None
) -> list[EventType]:
    for line in reply.lines:
        line.say(dispatcher)
    return reply.events(message_id, part)


def _followed_by(reply: Reply) -> list[EventType]:
    step = reply.place.step
    if reply.ended or not reply.ask or step is None:
        # No rule says what comes after a fallback, and Rasa would run it again and again.
        return [FollowupAction("action_listen")]
    return [FollowupAction(f"{step.part}_form")]
