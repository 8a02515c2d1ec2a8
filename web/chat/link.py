"""Opening the link of an invitation."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from records import links
from records.models import Invitation, now
from records.tokens import hashed
from web.chat.sessions import LONGEST, put_cookie
from web.problems import Problem
from web.site import site_of

STATUS = {"unknown": 404, "expired": 410, "withdrawn": 410, "used": 410}


async def open_link(request: Request) -> Response:
    """GET or POST /p/{token}: a session for this browser, and on to the chat. The token stays in no log."""
    site = site_of(request)
    token, year = request.path_params["token"], await _year(request)
    opened = await site.write(lambda session: _open(session, token, year))
    if isinstance(opened, links.YearWanted):
        given = request.method == "POST"
        return site.pages.page("chat/year.html", 422 if given else 200, wrong=given)
    cookie, seconds = opened
    response = RedirectResponse("/chat", 303, {"Referrer-Policy": "no-referrer"})
    put_cookie(response, site, cookie, seconds)
    return response


async def _year(request: Request) -> int | None:
    """The year of birth that was typed; 0, which is nobody's, for anything else."""
    if request.method != "POST":
        return None
    typed = str((await request.form()).get("birth_year", "")).strip()
    return int(typed) if re.fullmatch(r"[0-9]{4}", typed) else 0


def _open(session: Session, token: str, year: int | None) -> tuple[str, int] | links.YearWanted:
    try:
        _, cookie = links.open_link(session, token, year)
    except links.YearWanted as wanted:
        # Not raised on: the count of wrong years is to be kept.
        return wanted
    except links.LinkError as error:
        raise Problem(STATUS[error.reason], f"{error.reason}_link") from None
    invitation = session.scalars(
        select(Invitation).where(Invitation.token_hash == hashed(token))
    ).one()
    return cookie, int(min(LONGEST, invitation.expires_at - now()).total_seconds())
