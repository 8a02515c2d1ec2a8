"""The page of the talk. It works as a plain form; with scripts the same form is sent without leaving the page."""

import uuid
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from records.models import State
from web.chat import forms, talk
from web.chat.forms import Message
from web.chat.reading import Place, place_of
from web.chat.sessions import Person, drop_cookie, person_of
from web.chat.words import page_words
from web.pages import spoken
from web.problems import Problem
from web.site import Site, site_of

TOOLS = ("/skip", "/go_back", "/why_do_you_ask", "/show_answers", "/stop_for_now")


async def show(request: Request) -> Response:
    """GET /chat: where the person is. The first time, the bot's hello."""
    site, person = site_of(request), await person_of(request)
    if person.state is State.SENT:
        return RedirectResponse("/chat/done", 303)
    place = await site.read(lambda s: place_of(s, person))
    if place.messages:
        return _page(site, place)
    if person.state is State.WITHDRAWN:
        return RedirectResponse("/chat/check", 303)
    try:
        await talk.say(site, person, talk.start_message(person))
    except Problem as problem:
        return _page(site, place, problem=problem)
    return _page(site, await site.read(lambda s: place_of(s, person)))


async def transcript(request: Request) -> Response:
    """GET /chat/transcript: everything said so far."""
    person = await person_of(request)
    place = await site_of(request).read(lambda s: place_of(s, person))
    return JSONResponse(place.as_dict())


async def send(request: Request) -> Response:
    """POST /chat/messages: one message, as JSON or by the form."""
    site, person = site_of(request), await person_of(request)
    fields = await forms.fields_of(request)
    if forms.is_json(request):
        reply = await talk.say(site, person, forms.message_of(fields))
        answer = JSONResponse(reply)
        if reply["state"] == State.ERASED:
            drop_cookie(answer)
        return answer
    return await _send_form(site, person, fields)


async def _send_form(site: Site, person: Person, fields: dict[str, Any]) -> Response:
    try:
        message = forms.message_of_form(fields)
        reply = await talk.say(site, person, message)
    except Problem as problem:
        place = await site.read(lambda s: place_of(s, person))
        return _page(site, place, problem=problem, fields=fields)
    return await _after(site, person, message, reply, fields)


async def _after(
    site: Site, person: Person, message: Message, reply: talk.Reply, fields: dict[str, Any]
) -> Response:
    """Where a form leads. What was typed beside a pressed button stays in the box."""
    if reply["state"] == State.ERASED:
        answer = RedirectResponse("/goodbye", 303)
        drop_cookie(answer)
        return answer
    typed = fields.get("text", "")
    if message.choice is not None and typed.strip() and reply["state"] != State.SENT:
        place = await site.read(lambda s: place_of(s, person))
        return _page(site, place, fields={"text": typed})
    return RedirectResponse("/chat#latest", 303)


def _page(
    site: Site,
    place: Place,
    *,
    problem: Problem | None = None,
    fields: dict[str, Any] | None = None,
) -> Response:
    sent = fields or {}
    answer = site.pages.page(
        "chat/talk.html",
        problem.status if problem else 200,
        place=place,
        tools=[(payload, spoken(talk.TOOLS[payload])) for payload in TOOLS],
        words=page_words(),
        page_id=_page_id(sent),
        text=sent.get("text", ""),
        problem=site.pages.words_for(problem) if problem else None,
        longest=forms.LONGEST_TEXT,
    )
    answer.headers.update(problem.headers if problem else {})
    return answer


def _page_id(sent: dict[str, Any]) -> str:
    """The id that was sent, so that trying again is the same message; else a fresh one."""
    try:
        return forms.uuid_of(sent, "id")
    except Problem:
        return str(uuid.uuid4())
