"""Who a request is from: the cookie that stands for one preparation."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from records import links
from records.models import PatientSession, Preparation, State, now
from records.tokens import hashed
from web.problems import Problem
from web.site import Site, site_of

COOKIE = "beforehand_chat"
LONGEST = timedelta(days=30)


@dataclass(frozen=True)
class Person:
    """The preparation a browser may see and change, and the bot's name for its conversation."""

    preparation_id: str
    conversation_id: str
    state: State


async def person_of(request: Request) -> Person:
    """Whose browser this is. Raises Problem 401 without a session, 429 when there is too much from it."""
    site = site_of(request)
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise Problem(401, "no_session")
    person = await site.read(lambda session: _find(session, cookie))
    if person is None:
        raise Problem(401, "no_session")
    return person


def preparation_of(session: Session, person: Person) -> Preparation:
    """The row of a person's preparation. Raises Problem 401 when it is gone."""
    preparation = session.get(Preparation, person.preparation_id)
    if preparation is None or preparation.state is State.ERASED:
        raise Problem(401, "no_session")
    return preparation


def put_cookie(response: Response, site: Site, cookie: str, seconds: int) -> None:
    """Hand a session to the browser: no script can read it, no other site can send it with a form."""
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=site.settings.base_url.startswith("https:"),
    )


def drop_cookie(response: Response) -> None:
    """End the session in the browser."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")


def _find(session: Session, cookie: str) -> Person | None:
    preparation = links.preparation_of_session(session, cookie)
    started = session.get(PatientSession, hashed(cookie))
    if preparation is None or started is None or now() - started.created_at > LONGEST:
        return None
    if preparation.state is State.ERASED:
        return None
    return Person(preparation.id, preparation.conversation_id, preparation.state)
