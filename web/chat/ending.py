"""Sending, and what can be done after: a copy, taking it back, deleting everything, a question after the visit."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from records import sending, transcript
from records.models import Feedback, Preparation, State, SummaryRevision, now
from records.summary import as_html, as_text
from web import display
from web.chat import check, forms, talk
from web.chat.forms import Message
from web.chat.sessions import Person, drop_cookie, person_of, preparation_of
from web.language import mark as _
from web.pages import spoken
from web.problems import Problem
from web.site import Site, site_of

KINDS = {"txt": "text/plain", "html": "text/html"}
FEEDBACK = {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}


async def send(request: Request) -> Response:
    """POST /chat/send: save for the visit. The same submission again gives the same reference."""
    site, person = site_of(request), await person_of(request)
    fields = await forms.fields_of(request)
    try:
        reference = await _send(site, person, forms.uuid_of(fields, "submission"))
    except Problem as problem:
        if forms.is_json(request):
            raise
        return await check.page(site, person, problem=problem)
    if forms.is_json(request):
        return JSONResponse(reference)
    return RedirectResponse("/chat/done", 303)


async def _send(site: Site, person: Person, submission: str) -> dict[str, str]:
    sent = await site.read(lambda s: _sent(s, person, submission))
    if sent is None:
        if person.state is State.SENT:
            raise Problem(409, "already_sent")
        await talk.say(site, person, Message(submission, choice=talk.SAVE, question="check"))
        sent = await site.read(lambda s: _sent(s, person, submission))
    if sent is None:
        raise Problem(422, "nothing_to_send")
    return sent


def _sent(session: Session, person: Person, submission: str) -> dict[str, str] | None:
    revision = session.scalar(
        select(SummaryRevision).where(
            SummaryRevision.submission_id == submission,
            SummaryRevision.preparation_id == person.preparation_id,
        )
    )
    if revision is None:
        return None
    return {"reference": revision.reference, "sent_at": revision.sent_at.isoformat()}


async def done(request: Request) -> Response:
    """GET /chat/done: what happens next, and what can still be done."""
    site, person = site_of(request), await person_of(request)
    if person.state is not State.SENT:
        return RedirectResponse("/chat/check", 303)
    view = await site.read(lambda s: _done(s, person))
    choices = {value: spoken(title) for value, title in FEEDBACK.items()}
    return site.pages.page("chat/done.html", choices=choices, **view)


def _done(session: Session, person: Person) -> dict[str, Any]:
    preparation = preparation_of(session, person)
    timezone = preparation.visit.clinic.timezone
    revision = sending.sent_summary(session, preparation)
    feedback = session.get(Feedback, preparation.id)
    return {
        "reference": revision.reference if revision else "",
        "sent_on": day(preparation.sent_at or now(), timezone),
        "visit_on": day(preparation.visit.starts_at, timezone),
        "before_visit": preparation.visit.starts_at > now(),
        "readers": [
            (reading.staff.name, day(reading.at, timezone))
            for reading in sending.readers_of(session, preparation)
        ],
        "summary": _summary(preparation),
        "feedback": feedback.talked_about_it if feedback else None,
    }


async def copy(request: Request) -> Response:
    """GET /chat/copy.txt and /chat/copy.html: the person's own copy of what the clinic sees."""
    site, person = site_of(request), await person_of(request)
    ending = request.path_params["ending"]
    if ending not in KINDS:
        raise Problem(404, "not_found")
    text = await site.read(lambda s: _copy(s, site, person, ending))
    headers = {"Content-Disposition": f'attachment; filename="my-visit.{ending}"'}
    return Response(text, media_type=KINDS[ending], headers=headers)


def _copy(session: Session, site: Site, person: Person, ending: str) -> str:
    preparation = preparation_of(session, person)
    if ending == "html":
        return site.pages.render("chat/copy.html", summary=_summary(preparation))
    return as_text(sending.summary_of(preparation), preparation.visit.clinic.timezone)


async def withdraw(request: Request) -> Response:
    """POST /chat/withdraw: take it back, until the visit."""
    site, person = site_of(request), await person_of(request)
    await site.write(lambda s: _withdraw(s, person))
    if forms.is_json(request):
        return JSONResponse({"state": State.WITHDRAWN.value})
    return RedirectResponse("/chat/check?done=withdrawn", 303)


def _withdraw(session: Session, person: Person) -> None:
    preparation = preparation_of(session, person)
    try:
        sending.withdraw(session, preparation)
    except sending.VisitHasBegun:
        raise Problem(409, "visit_has_begun") from None
    except sending.NotSent:
        raise Problem(409, "not_sent") from None
    # What the talk ended with, "This is saved", is no longer so.
    transcript.forget(session, preparation)


async def ask_erase(request: Request) -> Response:
    """GET /chat/erase: ask before everything is deleted."""
    person = await person_of(request)
    return site_of(request).pages.page("chat/erase.html", sent=person.state is State.SENT)


async def erase(request: Request) -> Response:
    """POST /chat/erase: delete everything. The records go first: nothing holds that up."""
    site, person = site_of(request), await person_of(request)
    await site.write(lambda s: sending.erase(s, preparation_of(s, person)))
    forgotten = await talk.forget(site, person)
    if forms.is_json(request):
        answer: Response = JSONResponse({"state": State.ERASED.value})
    else:
        answer = RedirectResponse("/goodbye" if forgotten else "/goodbye?later=1", 303)
    drop_cookie(answer)
    return answer


async def goodbye(request: Request) -> Response:
    """GET /goodbye: everything is deleted."""
    return site_of(request).pages.page("chat/goodbye.html", later="later" in request.query_params)


async def leave(_request: Request) -> Response:
    """POST /leave: end this browser's session, so that going back shows nothing. The link still opens the chat."""
    answer = Response(status_code=204)
    drop_cookie(answer)
    return answer


async def feedback(request: Request) -> Response:
    """POST /chat/feedback: did you get to talk about what mattered to you? Asked once, after the visit."""
    site, person = site_of(request), await person_of(request)
    said = (await forms.fields_of(request)).get("talked_about_it")
    if said not in FEEDBACK:
        raise Problem(422, "wrong_form", field="talked_about_it")
    await site.write(lambda s: _feedback(s, person, said))
    return RedirectResponse("/chat/done#feedback", 303)


def _feedback(session: Session, person: Person, said: str) -> None:
    preparation = preparation_of(session, person)
    if preparation.state is not State.SENT or preparation.visit.starts_at > now():
        raise Problem(409, "not_sent")
    session.merge(Feedback(preparation_id=preparation.id, talked_about_it=said))


def _summary(preparation: Preparation) -> str:
    return as_html(sending.summary_of(preparation), preparation.visit.clinic.timezone)


def day(at: datetime, timezone: str) -> str:
    """A day as people say it in the page's language: `Monday 1 December`."""
    local = at.astimezone(ZoneInfo(timezone))
    return str(format_date(local, "EEEE d MMMM", locale=display.current().language))
