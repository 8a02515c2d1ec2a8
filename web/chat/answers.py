"""The answers over HTTP: JSON for a program, forms for the check page."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from records import answers
from records.models import Answer
from records.questionnaire import BY_KEY
from web.chat import changes, check, forms
from web.chat.changes import Change
from web.chat.sessions import Person, person_of, preparation_of
from web.problems import Problem
from web.site import Site, site_of


async def all_answers(request: Request) -> Response:
    """GET /chat/answers."""
    person = await person_of(request)
    found = await site_of(request).read(lambda s: _all(s, person))
    return JSONResponse({"answers": found})


async def patch(request: Request) -> Response:
    """PATCH /chat/answers/{id}: {"text"}, {"shared"} or {"labels"}; answers with the answer as it is then."""
    site, person = site_of(request), await person_of(request)
    answer_id, fields = request.path_params["answer_id"], await forms.fields_of(request)
    await changes.change(site, person, answer_id, await _patched(site, fields))
    return JSONResponse(await site.read(lambda s: _one(s, person, answer_id)))


async def delete(request: Request) -> Response:
    """DELETE /chat/answers/{id}."""
    site, person = site_of(request), await person_of(request)
    await changes.change(site, person, request.path_params["answer_id"], changes.leave_out)
    return Response(status_code=204)


async def form(request: Request) -> Response:
    """POST /chat/answers/{id}: what the check page's buttons do, and back to it."""
    site, person = site_of(request), await person_of(request)
    answer_id = request.path_params["answer_id"]
    fields = await forms.fields_of(request)
    action = str(fields.get("_action", ""))
    if action == "words":
        return await _words(site, person, answer_id, fields)
    if action not in FORM_ACTIONS:
        raise Problem(422, "wrong_form", field="_action")
    work = FORM_ACTIONS[action](fields)
    await changes.change(site, person, answer_id, work)
    return RedirectResponse(f"/chat/check?done={action}#answer-{answer_id}", 303)


FORM_ACTIONS: dict[str, Callable[[dict[str, Any]], Change]] = {
    "choose": lambda fields: changes.new_choice(str(fields.get("choice", ""))),
    "share": lambda fields: changes.sharing(True),
    "keep": lambda fields: changes.sharing(False),
    "leave_out": lambda fields: changes.leave_out,
    "right": lambda fields: changes.guess_is_right,
    "none": lambda fields: changes.labels([]),
    "labels": lambda fields: changes.labels(fields.get("labels", [])),
    "up": lambda fields: changes.moved(-1),
    "down": lambda fields: changes.moved(1),
}


async def _words(site: Site, person: Person, answer_id: str, fields: dict[str, Any]) -> Response:
    try:
        text = forms.text_of(fields)
        hits = await changes.screened(site, text)
        await changes.change(site, person, answer_id, changes.new_words(text, hits, site))
    except Problem as problem:
        if problem.status not in (413, 422, 503):
            raise
        draft = check.Draft(answer_id, fields.get("text", ""))
        return await check.page(site, person, problem=problem, draft=draft)
    if hits:
        return await check.page(site, person, told=hits[0])
    return RedirectResponse(f"/chat/check?done=words#answer-{answer_id}", 303)


async def _patched(site: Site, fields: dict[str, Any]) -> Change:
    if len(fields.keys() & {"text", "shared", "labels"}) != 1:
        raise Problem(422, "exactly_one_of_text_shared_and_labels", field="text")
    if "text" in fields:
        text = forms.text_of(fields)
        return changes.new_words(text, await changes.screened(site, text), site)
    if "shared" in fields:
        if not isinstance(fields["shared"], bool):
            raise Problem(422, "wrong_form", field="shared")
        return changes.sharing(fields["shared"])
    given = fields["labels"]
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise Problem(422, "wrong_form", field="labels")
    return changes.labels(given)


def _all(session: Session, person: Person) -> list[dict[str, Any]]:
    return [as_dict(answer) for answer in answers.in_order(preparation_of(session, person))]


def _one(session: Session, person: Person, answer_id: str) -> dict[str, Any]:
    return as_dict(changes.answer_of(session, person, answer_id))


def as_dict(answer: Answer) -> dict[str, Any]:
    """One answer as the contract has it."""
    return {
        "id": answer.id,
        "question": answer.question,
        "position": answer.position,
        "heading": BY_KEY[answer.question].heading,
        "text": answer.words,
        "choice": answer.choice,
        "standing": answer.standing.value,
        "shared": answer.shared,
        "labels": [
            {"capability": label.capability, "source": label.source.value}
            for label in answer.labels
        ],
    }
