"""Letting someone in: the cookie of a fresh sign-in; and how long one who may not has to wait."""

import math
from datetime import datetime
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from records import sign_ins
from records.models import Staff, now
from web.clinic.door import COOKIE, PATH, Knock


def enter(ask: Knock, staff: Staff, to: str, *, waits_for_code: bool = False) -> Response:
    """A fresh sign-in, and on to a page; to that of the code when it still waits for one."""
    address = f"{PATH}/code?next={quote(to)}" if waits_for_code else to
    response = RedirectResponse(address, 303)
    cookie = sign_ins.start_session(
        ask.session,
        staff,
        browser=ask.request.headers.get("user-agent", ""),
        waits_for_code=waits_for_code,
    )
    response.set_cookie(
        COOKIE, cookie, path=PATH, httponly=True, samesite="lax", secure=is_https(ask)
    )
    return response


def is_https(ask: Knock) -> bool:
    """Whether browsers reach this site encrypted, also when a proxy in front does it."""
    return "https" in (ask.request.url.scheme, ask.site.settings.base_url.partition(":")[0])


def seconds_until(until: datetime) -> int:
    """The seconds still to wait, at least one."""
    return max(1, math.ceil((until - now()).total_seconds()))


def wait_words(seconds: int) -> str:
    """`Try again in 3 minutes`."""
    return f"Try again in {in_words(seconds)}"


def in_words(seconds: int) -> str:
    """`45 seconds` or `3 minutes`, rounded up."""
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
