"""What every page needs, made once for a process and handed around: settings, records, bot, templates, limits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from records.database import Database, NotSaved, Unavailable
from records.settings import Settings
from records.signposting import Signposting
from web import logs
from web.bot import Bot
from web.limits import Buckets, InFlight
from web.pages import Pages
from web.problems import Problem

T = TypeVar("T")


@dataclass
class Site:
    """One running site."""

    settings: Settings
    database: Database
    bot: Bot
    pages: Pages
    signposts: Signposting
    in_flight: InFlight = field(default_factory=InFlight)
    messages: Buckets = field(default_factory=lambda: Buckets(per_second=0.5, at_once=30))

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` with a session to read with, off the event loop. Raises Problem 503 when the database cannot."""

        def run() -> T:
            with self.database.reading() as session:
                return work(session)

        return await _in_thread(run)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` with a session that commits when it ends well. Raises Problem 503 when nothing was saved."""

        def run() -> T:
            with self.database.writing() as session:
                return work(session)

        return await _in_thread(run)


def site_of(request: Request) -> Site:
    """The site a request came to."""
    site: Site = request.app.state.site
    return site


async def _in_thread(run: Callable[[], T]) -> T:
    try:
        return await run_in_threadpool(run)
    except Unavailable as error:
        logs.failure("database", error)
        what = "not_saved" if isinstance(error, NotSaved) else "not_read"
        # Without its cause: that one may quote a person's words.
        raise Problem(503, what, retry_after=5) from None
