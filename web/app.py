"""The site: every page, and what guards them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import copy_context

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from records import settings as records_settings
from records import signposting
from records.database import Database
from records.settings import Settings
from web import chat, clinic, display, fhir, health
from web.bot import Bot
from web.display import Display, ShowAs
from web.errors import answer_problem
from web.language import LANGUAGES
from web.limits import Buckets
from web.pages import STATIC, Pages
from web.problems import Problem
from web.security import Guard, SecureHeaders
from web.site import Site

# Where "Leave quickly" goes: a page that anyone might have open.
LEAVE_TO = "https://www.bbc.co.uk/weather"


def create_app(settings: Settings | None = None, database: Database | None = None) -> Starlette:
    """The application for a site's settings; those of this process when none are given."""
    settings = settings or records_settings.load()
    site = make_site(settings, database or Database(settings.database_url))
    app = Starlette(
        routes=[
            *health.routes,
            *chat.routes,
            *display.routes,
            Mount("/clinic", routes=clinic.routes),
            *fhir.routes,
            Mount("/static", app=GZipMiddleware(Immutable(directory=STATIC))),
            Route("/", front),
        ],
        middleware=[
            Middleware(ShowAs),
            Middleware(
                SecureHeaders,
                https=settings.base_url.startswith("https:"),
                style=site.pages.style_hash,
            ),
            Middleware(Guard, addresses=Buckets(per_second=5, at_once=200)),
        ],
        exception_handlers={HTTPException: answer_problem, Problem: answer_problem},
        lifespan=_lifespan,
    )
    app.state.site = site
    app.state.urgent_help = urgent_help_pages(site.pages)
    return app


def make_site(settings: Settings, database: Database) -> Site:
    """What every page needs."""
    signposts = signposting.load(settings.country)
    pages = Pages(signposts, leave_to=LEAVE_TO)
    return Site(settings, database, Bot.of(settings), pages, signposts)


def urgent_help_pages(pages: Pages) -> dict[Display, str]:
    """The page of urgent help in every language and size."""

    def page(wanted: Display) -> str:
        display.showing(wanted)
        return pages.render("urgent_help.html")

    kinds = [Display(language, text) for language in LANGUAGES for text in display.SIZES]
    return {wanted: copy_context().run(page, wanted) for wanted in kinds}


async def front(_request: Request) -> Response:
    """GET /: people come by their link; who has a session goes on, others are told to open it."""
    return RedirectResponse("/chat", 303)


class Immutable(StaticFiles):
    """Static files, whose names change with what is in them: a browser may keep them for ever."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """The file, with its time to be kept."""
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    yield
    site: Site = app.state.site
    await site.bot.close()
    site.database.close()
