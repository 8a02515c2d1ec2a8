"""The door of every page of the portal: who is it, may they, and then the page, all in one transaction.

A handler is a plain function from an `Ask` to a response. What it reads, changes and notes in the audit is committed
together when it returns, and not at all when it raises.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from records import sign_ins
from records.models import Staff
from web.clinic import clock, refusals, rules
from web.site import Site, site_of

COOKIE = "clinic_session"
PATH = "/clinic"

Form = Mapping[str, str]
Endpoint = Callable[[Request], Awaitable[Response]]


class NotFound(Exception):
    """There is no such thing in this clinic; whether another clinic has it is not said."""


@dataclass(frozen=True)
class Knock:
    """A request by someone who need not have signed in, inside one transaction."""

    request: Request
    session: Session
    form: Form

    @property
    def site(self) -> Site:
        """The site that was asked."""
        return site_of(self.request)

    @property
    def cookie(self) -> str:
        """What the browser shows of a sign-in; empty when it has none."""
        return self.request.cookies.get(COOKIE, "")

    def page(self, template: str, *, status: int = 200, **values: object) -> Response:
        """A page of `web/templates/clinic`."""
        return self.site.pages.page(f"clinic/{template}", status, clock=clock, **values)


@dataclass(frozen=True)
class Ask(Knock):
    """A request by someone signed in who may make it."""

    staff: Staff

    @property
    def actor(self) -> str:
        """How the audit names who asks."""
        return f"staff:{self.staff.id}"

    @property
    def timezone(self) -> str:
        """The zone the clinic's clocks show."""
        return self.staff.clinic.timezone

    def path(self, name: str) -> str:
        """A part of the address that the route names."""
        return str(self.request.path_params[name])

    def page(self, template: str, *, status: int = 200, **values: object) -> Response:
        """A page of `web/templates/clinic` that knows who reads it."""
        return super().page(
            template,
            status=status,
            me=self.staff,
            may=lambda route: rules.may(self.staff.role, route),
            timezone=self.timezone,
            **values,
        )


def open_to_all(handler: Callable[[Knock], Response]) -> Endpoint:
    """The endpoint of a page that needs no sign-in."""

    def serve(request: Request, session: Session, form: Form) -> Response:
        return handler(Knock(request, session, form))

    return _endpoint(serve)


def staff_only(route: str, handler: Callable[[Ask], Response]) -> Endpoint:
    """The endpoint of a page for those whom web.clinic.rules lets use the route of this name."""

    def serve(request: Request, session: Session, form: Form) -> Response:
        staff = sign_ins.staff_of_session(session, request.cookies.get(COOKIE, ""))
        if staff is None:
            return _to_sign_in(request)
        if staff.must_change_password and route not in rules.BEFORE_OWN_PASSWORD:
            return RedirectResponse(f"{PATH}/password", 303)
        ask = Ask(request, session, form, staff)
        return handler(ask) if rules.may(staff.role, route) else refusals.not_for_this_role(ask)

    return _endpoint(serve)


def _endpoint(serve: Callable[[Request, Session, Form], Response]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        form = await _form(request)
        site = site_of(request)
        try:
            return await site.write(lambda session: serve(request, session, form))
        except NotFound:
            return site.pages.page("clinic/not_found.html", 404)

    return endpoint


async def _form(request: Request) -> dict[str, str]:
    if request.method != "POST":
        return {}
    async with request.form() as form:
        return {name: await _text(value) for name, value in form.items()}


async def _text(value: str | UploadFile) -> str:
    """What a field holds; of a file its text. A file that is no UTF-8 is read as old spreadsheets write it."""
    if isinstance(value, str):
        return value
    content = await value.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _to_sign_in(request: Request) -> Response:
    wanted = request.url.path if request.method == "GET" else f"{PATH}/"
    return RedirectResponse(f"{PATH}/sign-in?next={quote(wanted)}", 303)
