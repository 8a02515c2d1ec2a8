"""Whether the process lives, whether all the chat needs is there; the page that is there when nothing else is."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from records import migrate
from web import display, logs
from web.site import site_of


async def alive(_request: Request) -> Response:
    """GET /healthz: the process answers."""
    return JSONResponse({"alive": True})


async def ready(request: Request) -> Response:
    """GET /readyz: the database has this version's tables and the bot answers; 503 when one of them is missing."""
    site = site_of(request)
    try:
        database = await run_in_threadpool(migrate.is_current, site.settings.database_url)
    except Exception as error:
        logs.failure("database", error)
        database = False
    parts = {"database": database, "bot": await site.bot.is_ready()}
    return JSONResponse(parts, 200 if all(parts.values()) else 503)


async def urgent_help(request: Request) -> Response:
    """GET /urgent-help: made when the process started, so that it needs nothing now."""
    page: str = request.app.state.urgent_help[display.current()]
    headers = {"Cache-Control": "private, max-age=3600", "Vary": "Cookie"}
    return HTMLResponse(page, headers=headers)


routes = [
    Route("/healthz", alive),
    Route("/readyz", ready),
    Route("/urgent-help", urgent_help),
]
