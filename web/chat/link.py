"""Opening the link of an invitation."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from records import invitations
from records.models import Invitation, now
from records.tokens import hashed
from web.chat.sessions import LONGEST, put_cookie
from web.problems import Problem
from web.site import site_of

STATUS = {"unknown": 404, "expired": 410, "withdrawn": 410, "used": 410}


async def open_link(request: Request) -> Response:
    """GET /p/{token}: a session for this browser, and on to the chat. The token stays in no address and in no log."""
    site = site_of(request)
    cookie, seconds = await site.write(lambda s: _open(s, request.path_params["token"]))
    response = RedirectResponse("/chat", 303, {"Referrer-Policy": "no-referrer"})
    put_cookie(response, site, cookie, seconds)
    return response


def _open(session: Session, token: str) -> tuple[str, int]:
    try:
        _, cookie = invitations.open_link(session, token)
    except invitations.LinkError as error:
        raise Problem(STATUS[error.reason], f"{error.reason}_link") from None
    invitation = session.scalars(
        select(Invitation).where(Invitation.token_hash == hashed(token))
    ).one()
    return cookie, int(min(LONGEST, invitation.expires_at - now()).total_seconds())
