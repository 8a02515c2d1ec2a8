"""One turn of the talk: ask the bot, keep the turn, answer. The same message again gets the same answer."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import answers, notices, transcript
from records.models import Preparation, State, SummaryRevision
from records.path import next_step
from records.questionnaire import BY_KEY, Part
from web import logs
from web.chat import safety
from web.chat.forms import Message
from web.chat.sessions import Person, preparation_of
from web.language import mark as _
from web.problems import Problem
from web.site import Site

Reply = dict[str, Any]

START = "/start"
SAVE = "/save_for_visit"
TOOLS = {
    "/skip": _("Skip"),
    "/go_back": _("Go back"),
    "/why_do_you_ask": _("Why do you ask?"),
    "/show_answers": _("Show what I wrote"),
    "/stop_for_now": _("Stop for now"),
    SAVE: _("Save for my visit"),
}


async def say(site: Site, person: Person, message: Message) -> Reply:
    """Take a message to the bot and keep what came of it.

    Returns {"messages", "question", "progress", "state"}. Raises Problem 409, 413, 422, 429 or 503, and keeps nothing.
    """
    kept = await _kept_or_awaited(site, person, message.id)
    if kept is not None:
        return kept
    site.messages.take(person.preparation_id)
    with site.in_flight.only(person.preparation_id, message.id):
        if message.choice == SAVE:
            await site.read(lambda s: _require_sendable(s, site, person, message.id))
        said = await site.bot.turn(person.conversation_id, message.for_bot())
        reply = await site.write(lambda s: _keep(s, site, person, message, said))
    if reply["state"] in (State.SENT, State.ERASED):
        await forget(site, person)
    return reply


async def forget(site: Site, person: Person) -> bool:
    """Ask the bot to delete its own copy. False when it could not; its retention deletes it then."""
    try:
        await site.bot.forget(person.conversation_id)
    except Problem as problem:
        logs.failure("forget", problem)
        return False
    return True


def start_message(person: Person) -> Message:
    """What begins a conversation; the same for every tab that opens it."""
    return Message(str(uuid.uuid5(uuid.UUID(person.preparation_id), "start")), choice=START)


def progress(preparation: Preparation, question: str | None) -> dict[str, int]:
    """The part of the conversation: that of the open question, or of the next one."""
    known = question or next_step(answers.given(preparation)).question
    return {"part": BY_KEY[known].part.number, "of": len(Part)}


def _require_sendable(session: Session, site: Site, person: Person, message_id: str) -> None:
    preparation = preparation_of(session, person)
    safety.require_decided(preparation, site.signposts)
    sent = select(SummaryRevision.preparation_id).where(SummaryRevision.submission_id == message_id)
    if session.scalar(sent) not in (None, preparation.id):
        raise Problem(422, "wrong_form", field="id")


async def _kept_or_awaited(site: Site, person: Person, message_id: str) -> Reply | None:
    while True:
        kept = await site.read(lambda s: _kept(s, person, message_id))
        if kept is not None or not await site.in_flight.end_of(person.preparation_id, message_id):
            return kept


def _kept(session: Session, person: Person, message_id: str) -> Reply | None:
    turn = transcript.find(session, preparation_of(session, person), message_id)
    return turn.reply if turn else None


def _keep(
    session: Session, site: Site, person: Person, message: Message, said: dict[str, Any]
) -> Reply:
    preparation = session.get_one(Preparation, person.preparation_id)
    # The dialogue names a slot of its own while it asks nothing; that is no question.
    question = said["question"] if said["question"] in BY_KEY else None
    reply = {
        "messages": [
            _message(message.id, place, each) for place, each in enumerate(said["messages"])
        ],
        "question": question,
        "progress": progress(preparation, question),
        "state": preparation.state.value,
    }
    if preparation.state is State.ERASED:
        return reply
    notices.leave_out_by_default(preparation, site.signposts)
    words = _words(session, preparation, message)
    if preparation.state is State.SENT:
        transcript.forget(session, preparation)
    transcript.keep(session, preparation, message.id, words, reply)
    return reply


def _message(message_id: str, place: int, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid5(uuid.UUID(message_id), str(place))),
        "text": said["text"],
        "choices": [
            {"title": choice["title"], "payload": choice["payload"]}
            for choice in said.get("choices") or []
        ],
        "kind": said.get("kind") or "say",
    }


def _words(session: Session, preparation: Preparation, message: Message) -> str | None:
    """What to show as said by the person. Nothing of someone who has not agreed to start is kept."""
    if preparation.consented_at is None:
        return None
    if message.choice is None:
        return message.text
    return _titles(session, preparation).get(message.choice)


def _titles(session: Session, preparation: Preparation) -> dict[str, str]:
    last = transcript.last(session, preparation)
    offered = [
        choice for each in (last.reply["messages"] if last else []) for choice in each["choices"]
    ]
    return TOOLS | {choice["payload"]: choice["title"] for choice in offered}
