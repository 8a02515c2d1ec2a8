"""The door of the FHIR endpoint: whose token is it, what may it read, and then the answer, all in one transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from records.fhir.source import FHIR_PATH
from records.models import Staff
from web.clinic.rules import READERS
from web.fhir.answers import Refused, outcome, refusal_of, unauthorised
from web.fhir.authority import NotReached, Token, authority_of
from web.fhir.scopes import allows
from web.problems import Problem
from web.site import site_of

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Call:
    """A request to read by someone who may, inside one transaction."""

    request: Request
    session: Session
    staff: Staff
    base_url: str

    @property
    def base(self) -> str:
        """The address of the FHIR endpoint."""
        return self.base_url + FHIR_PATH

    @property
    def kind(self) -> str:
        """The resource type the address names."""
        return str(self.request.path_params.get("kind", "Composition"))


def with_token(handler: Callable[[Call], Response], *, search: bool = False) -> Endpoint:
    """The endpoint of what a bearer token opens; what it reads is of the clinic of the token's user only."""

    async def endpoint(request: Request) -> Response:
        site = site_of(request)
        base_url = site.settings.base_url
        kind = str(request.path_params.get("kind", "Composition"))
        try:
            token = await _token(request)
            if base_url + FHIR_PATH not in token.audience:
                raise unauthorised()
            if not allows(token.scope, kind, search=search):
                raise Refused(403, "forbidden", "The token's scope does not reach this.")

            def serve(session: Session) -> Response:
                staff = reader(session, token.username)
                if staff is None:
                    raise Refused(403, "forbidden", "The token's user reads nothing here.")
                return handler(Call(request, session, staff, base_url))

            return await site.write(serve)
        except Refused as refused:
            return outcome(refused)
        except Problem as problem:
            return outcome(refusal_of(problem))
        except NotReached:
            return outcome(Refused(503, "transient", "The authorisation server did not answer."))

    return endpoint


def reader(session: Session, username: str) -> Staff | None:
    """Who of the staff has this username and may read what patients sent; None for everyone else."""
    if not username or "\x00" in username:
        return None
    return session.scalar(
        select(Staff).where(
            Staff.username == username, Staff.role.in_(READERS), Staff.disabled_at.is_(None)
        )
    )


async def _token(request: Request) -> Token:
    authority = authority_of(request.app, site_of(request).settings)
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if authority is None or scheme.lower() != "bearer" or not shown:
        raise unauthorised()
    authority.shown.take(request.client.host if request.client else "unknown")
    token = await authority.token(shown.strip())
    if token is None:
        raise unauthorised()
    return token
