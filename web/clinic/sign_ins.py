"""One's own sign-ins: where they are, and ending one that should not be."""

import re

from starlette.responses import RedirectResponse, Response

from records import sign_ins
from records.tokens import hashed
from web.clinic.door import PATH, Ask

_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome"}
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux")


def show(ask: Ask) -> Response:
    """The list."""
    here = hashed(ask.cookie)
    rows = [
        {
            "name": sign_ins.session_name(one),
            "browser": browser_name(one.browser),
            "since": one.created_at,
            "seen": one.last_seen_at,
            "here": one.token_hash == here,
        }
        for one in sign_ins.sessions_of(ask.session, ask.staff)
    ]
    return ask.page("sign_ins.html", rows=rows)


def end(ask: Ask) -> Response:
    """End one of them. One that is over already is no error."""
    sign_ins.end_named(ask.session, ask.staff, ask.form.get("name", ""))
    return RedirectResponse(f"{PATH}/sign-ins", 303)


def browser_name(user_agent: str) -> str:
    """`Firefox on Windows`, as well as it can be told."""
    browser = next(
        (name for mark, name in _BROWSERS.items() if re.search(rf"\b{mark}/", user_agent)),
        "Safari" if "Safari/" in user_agent else "A browser",
    )
    system = next((name for name in _SYSTEMS if name in user_agent), "")
    return f"{browser} on {system}" if system else browser
