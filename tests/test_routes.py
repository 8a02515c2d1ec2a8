"""Every address that a program can ask is described, and nothing else is; whoever adds a page says so here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from records.settings import Settings
from tests.described import served_by, undescribed
from tests.fhir.description import PATHS as FOR_PROGRAMS
from tests.web.description import PATHS as FOR_PEOPLE
from web.app import create_app

PATHS = FOR_PEOPLE | FOR_PROGRAMS
# Pages, forms that lead to one, and files.
PAGES = """
GET / POST /display GET /urgent-help GET /widget.js GET /smart/launch GET /smart/callback
GET POST /p/{token} GET /goodbye POST /leave
GET /chat GET /chat/check GET /chat/done GET /chat/copy.{ending} GET /chat/erase
POST /chat/answers/{answer_id} POST /chat/notices/{notice_id} POST /chat/feedback
GET POST /clinic/sign-in POST /clinic/sign-out GET POST /clinic/password GET POST /clinic/code
GET /clinic/oidc GET /clinic/oidc/callback GET /clinic/sign-ins POST /clinic/sign-ins/end
GET POST /clinic/second-factor POST /clinic/second-factor/off
GET /clinic/ POST /clinic/search GET POST /clinic/visits/new GET POST /clinic/visits/list
POST /clinic/visits/list/make GET /clinic/visits/{id} POST /clinic/visits/{id}/expire
POST /clinic/visits/{id}/link POST /clinic/visits/{id}/withdraw-links
GET /clinic/reminders POST /clinic/reminders/list POST /clinic/reminders/email
GET /clinic/preparations/{id} GET /clinic/preparations/{id}/text
GET /clinic/preparations/{id}/summary.pdf POST /clinic/preparations/{id}/read
POST /clinic/preparations/{id}/discussed
GET POST /clinic/staff POST /clinic/staff/{id}/new-password POST /clinic/staff/{id}/disable
POST /clinic/staff/{id}/second-factor-off POST /clinic/staff/{id}/outside-name
GET /clinic/figures GET POST /clinic/choices GET /clinic/audit
"""


def pages() -> Iterator[str]:
    """Each page as `GET /address`."""
    methods: list[str] = []
    for word in PAGES.split():
        if not word.startswith("/"):
            methods.append(word)
            continue
        yield from (f"{method} {word}" for method in methods)
        methods = []


@pytest.fixture
def routes(tmp_path: Path) -> list[BaseRoute]:
    """The site's table of routes."""
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/none.sqlite",
        bot_secret="unused",
        actions_secret="unused",
        site_key="unused",
    )
    return create_app(settings).routes


def test_every_route_is_described_or_a_page(routes: list[BaseRoute]) -> None:
    assert undescribed(routes, PATHS) == set(pages())


def test_a_new_route_is_noticed(routes: list[BaseRoute]) -> None:
    new = Route("/chat/mood", lambda _request: JSONResponse({}), methods=["GET"])
    assert undescribed([*routes, new], PATHS) == {*pages(), "GET /chat/mood"}


def test_a_description_of_nothing_is_noticed(routes: list[BaseRoute]) -> None:
    with pytest.raises(LookupError, match="GET /chat/mood"):
        served_by(routes, "GET", "/chat/mood")
