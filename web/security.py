"""What guards every request, whatever page it is for: headers, the origin of changes, the size and number of requests.

All are plain ASGI middleware, so that they hold for error pages and static files too.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import logs
from web.errors import answer_problem
from web.limits import Buckets
from web.problems import Problem

LARGEST_BODY = 256 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'self'; style-src 'self' {style}; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    # Not "no-referrer": with that, browsers send forms without their origin.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
HSTS = {"Strict-Transport-Security": "max-age=31536000"}


class SecureHeaders:
    """Adds the headers that an answer does not set itself.

    `style` names the one style sheet that may stand inside a page, as the policy has it: 'sha256-…'.
    """

    def __init__(self, app: ASGIApp, https: bool, style: str) -> None:
        self.app = app
        policy = {"Content-Security-Policy": POLICY.format(style=style)}
        self.headers = HEADERS | policy | (HSTS if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Guard:
    """Turns every error into an answer, also one nobody thought of; nothing of a request reaches the server's log."""

    def __init__(self, app: ASGIApp, addresses: Buckets) -> None:
        self.app = app
        self.addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            check_source(scope["method"], request.headers)
            self._count(request)
            await self.app(scope, _limited(receive, request.headers), send_and_note)
        except Exception as error:
            if started:
                logs.failure("answer", error)
                return
            await answer_problem(request, error)(scope, receive, send)

    def _count(self, request: Request) -> None:
        # Links are counted too: opening one is the only way to guess one.
        if request.method not in SAFE_METHODS or request.url.path.startswith("/p/"):
            self.addresses.take(request.client.host if request.client else "unknown")


def check_source(method: str, headers: Headers) -> None:
    """Let a change through only when it comes from our own page. Raises Problem 403.

    A request with a bearer token comes from a program: no browser sends one to us from another site's page.
    """
    if method in SAFE_METHODS or headers.get("authorization", "").startswith("Bearer "):
        return
    site = headers.get("sec-fetch-site")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = bool(headers.get("host")) and _host(headers.get("origin")) == headers.get("host")
    if not ours:
        raise Problem(403, "other_site")


def _host(origin: str | None) -> str | None:
    return urlsplit(origin).netloc if origin else None


def _limited(receive: Receive, headers: Headers) -> Receive:
    length = headers.get("content-length", "0")
    if length.isdigit() and int(length) > LARGEST_BODY:
        raise Problem(413, "too_long", field="body")
    seen = 0

    async def receive_limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise Problem(413, "too_long", field="body")
        return message

    return receive_limited
