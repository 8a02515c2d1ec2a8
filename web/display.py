"""How a person wants the pages: in which language, how large. Two cookies hold that and nothing else."""

from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from web.language import LANGUAGES, OWN
from web.problems import Problem

LANGUAGE_COOKIE = "beforehand_language"
TEXT_COOKIE = "beforehand_text"
SIZES = ("usual", "larger")
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Display:
    """The language's code, and `usual` or `larger`."""

    language: str = OWN
    text: str = SIZES[0]


_current: ContextVar[Display] = ContextVar("display")


def current() -> Display:
    """How the page of this request is wanted."""
    return _current.get(Display())


class ShowAs:
    """Remembers for the time of a request how its page is wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            _current.set(wanted(Request(scope).cookies))
        await self.app(scope, receive, send)


def wanted(cookies: dict[str, str]) -> Display:
    """What the cookies ask for; what nobody offers is not taken."""
    language, text = cookies.get(LANGUAGE_COOKIE, OWN), cookies.get(TEXT_COOKIE, SIZES[0])
    return Display(language if language in LANGUAGES else OWN, text if text in SIZES else SIZES[0])


def showing(display: Display) -> None:
    """Make pages like this from now on, outside a request."""
    _current.set(display)


async def choose(request: Request) -> Response:
    """POST /display: another language or size, and back to the page it was chosen on. Raises Problem 422."""
    async with request.form(max_files=0) as form:
        language, text = form.get("language"), form.get("text")
    answer = RedirectResponse(_back(request), 303)
    if language in LANGUAGES:
        _keep(answer, request, LANGUAGE_COOKIE, str(language))
    elif text in SIZES:
        _keep(answer, request, TEXT_COOKIE, str(text))
    else:
        raise Problem(422, "wrong_form", field="text")
    return answer


def _keep(answer: Response, request: Request, name: str, value: str) -> None:
    secure = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=A_YEAR, httponly=True, samesite="lax", secure=secure)


def _back(request: Request) -> str:
    """The path it was chosen on; only ever a path of ours, and only one that can be asked for again."""
    path = urlsplit(request.headers.get("referer", "")).path
    known = path in ("/urgent-help", "/goodbye") or path.startswith("/chat/")
    return path if known and path not in ("/chat/messages", "/chat/send") else "/chat"


routes = [Route("/display", choose, methods=["POST"])]
