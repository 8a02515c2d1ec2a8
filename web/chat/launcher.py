"""The button for a clinic's own site: a script anyone may load, and words that only the listed sites get.

The talk never runs on another site: the button opens it on ours, in a page of its own, so that no other script can read
what is written and the session's cookie stays a first-party one.
"""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from records.models import Clinic
from web.language import LANGUAGES, OWN, direction, translated
from web.language import mark as _
from web.pages import STATIC
from web.problems import Problem
from web.site import Site, site_of

SCRIPT_SECONDS = 3600
WORDS = {
    "open": _("Get ready for your visit"),
    "title": _("Get ready for your visit"),
    "about": _(
        "A chat helper asks what matters to you. You choose what your clinic sees. "
        "This is not for emergencies. No one reads it straight away."
    ),
    "link": _(
        "You need the link that your clinic sent you. Open that link first. "
        "If you have opened it on this device before, you can go on here."
    ),
    "go": _("Go to the chat (opens a new page)"),
    "urgent": _("Get urgent help (opens a new page)"),
    "close": _("Close"),
}


async def script(_request: Request) -> Response:
    """GET /widget.js: one address for every version, for the pages of others."""
    name = next(STATIC.glob("widget-*.js"))
    headers = {
        "Cache-Control": f"public, max-age={SCRIPT_SECONDS}",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return FileResponse(name, media_type="text/javascript", headers=headers)


async def launch(request: Request) -> Response:
    """GET /launcher/{clinic}: what the button says and opens.

    Raises Problem 403 for a site that is not listed, 404 when there is no such clinic.
    """
    site, origin = site_of(request), request.headers.get("origin")
    if origin is None or origin not in site.settings.launcher_origins:
        raise Problem(403, "other_site")
    clinic = request.path_params["clinic"]
    if not await site.read(lambda session: _is_there(session, clinic)):
        raise Problem(404, "not_found")
    asked = request.query_params.get("language", OWN)
    language = asked if asked in LANGUAGES else OWN
    headers = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    return JSONResponse(_launch(site, language), headers=headers)


def _is_there(session: Session, clinic: str) -> bool:
    return session.get(Clinic, clinic) is not None


def _launch(site: Site, language: str) -> dict[str, Any]:
    return {
        "chat": f"{site.settings.base_url}/chat",
        "urgentHelp": f"{site.settings.base_url}/urgent-help",
        "language": language,
        "direction": direction(language),
        "words": {name: translated(words, language) for name, words in WORDS.items()},
    }
