"""Every page of the portal and its states, looked at by axe-core and HTML_CodeSniffer. Starts a site and a browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from records.models import Answer, Preparation, Role, Visit, now
from tests.browser.engines import axe, sniffer
from tests.browser.test_print import TYPICAL
from tests.clinic.conftest import Portal, migrated, portal
from tests.clinic.test_list import BAD, GOOD
from tests.records.patient import say
from tests.web.serving import served
from web.clinic.door import COOKIE

__all__ = ["migrated", "portal"]


@dataclass
class Desk:
    """Somebody of the clinic at a screen."""

    portal: Portal
    page: Page
    address: str
    ids: dict[str, str] = field(default_factory=dict)

    def sign_in(self, role: Role) -> None:
        """Sign in with nothing typed."""
        cookie = self.portal.signed_in(role).cookies[COOKIE]
        self.page.context.add_cookies(
            [{"name": COOKIE, "value": cookie, "url": f"{self.address}/clinic"}]
        )

    def open(self, path: str) -> None:
        """Go to a page of the portal."""
        self.page.goto(f"{self.address}/clinic{path.format(**self.ids)}")

    def press(self, name: str) -> None:
        """Press a button and wait for the page after it."""
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()


def fill(portal: Portal) -> dict[str, str]:
    """A clinic with visits in every state, two of one person."""
    before = portal.visit(starts_at=now() - timedelta(days=30))
    today = portal.visit(starts_at=now() + timedelta(minutes=1))
    for visit in (before, today):
        with portal.database.writing() as session:
            session.get_one(Visit, visit.id).patient_ref = "A1"
    first, second = portal.preparation(before), portal.preparation(today)
    with portal.database.writing() as session:
        preparation = session.get_one(Preparation, second)
        session.query(Answer).filter_by(preparation_id=second).delete()
        session.expire(preparation)
        for question, words in TYPICAL.items():
            say(session, preparation, question, words)
    for preparation_id in (first, second):
        portal.send(preparation_id)
    portal.preparation(portal.visit("Ann Middle"))
    unopened = portal.visit("Bo New")
    return {"preparation": second, "visit": unopened.id}


@pytest.fixture
def desk(portal: Portal, page: Page) -> Iterator[Desk]:
    """A filled clinic, at 1280x720, nobody signed in."""
    page.set_viewport_size({"width": 1280, "height": 720})
    with served(portal.app) as address:
        yield Desk(portal, page, address, fill(portal))


def _search(desk: Desk) -> None:
    desk.open("/")
    desk.page.get_by_label("Name").fill("nobody of this name")
    desk.press("Search")


def _invite(desk: Desk, name: str) -> None:
    desk.open("/visits/new")
    desk.page.get_by_label("Name").fill(name)
    desk.page.get_by_label("Date of the visit").fill("2090-01-12")
    desk.page.get_by_label("Time").fill("10:30")
    desk.press("Make the link")


def _list(desk: Desk, text: str) -> None:
    desk.open("/visits/list")
    desk.page.get_by_label("Or paste the list").fill(text)
    desk.press("Check the list")


def _made(desk: Desk) -> None:
    _list(desk, GOOD)
    desk.press("Make 2 links")


def _changes(desk: Desk) -> None:
    desk.open("/preparations/{preparation}")
    desk.page.locator(".clinic-changes summary").click()


def _wrong_end(desk: Desk) -> None:
    desk.open("/visits/{visit}")
    desk.press("Set")


def _wrong_year(desk: Desk) -> None:
    desk.open("/choices")
    desk.page.get_by_label("Ask for the year of birth").check()
    desk.press("Save")
    desk.open("/visits/new")
    desk.page.get_by_label("Year of birth").fill("1958")
    desk.page.get_by_label("Name").fill("Rosa Diaz")
    desk.page.get_by_label("Date of the visit").fill("2090-01-12")
    desk.page.get_by_label("Time").fill("10:30")
    desk.press("Make the link")
    token = desk.page.locator("#link").input_value().rpartition("/")[2]
    desk.page.goto(f"{desk.address}/p/{token}")
    desk.press("Go on")


def _wrong_code(desk: Desk) -> None:
    desk.open("/second-factor")
    desk.press("Turn it on")


def _opens(path: str) -> Callable[[Desk], None]:
    return lambda desk: desk.open(path)


MANAGERS: dict[str, Callable[[Desk], None]] = {
    "today": _opens("/?whose=all"),
    "next": _opens("/?when=next&whose=all"),
    "new": _opens("/?when=past&whose=all&progress=new"),
    "empty": _opens("/?when=past&whose=all&progress=declined"),
    "nothing_found": _search,
    "page": _opens("/preparations/{preparation}"),
    "changes": _changes,
    "visit": _opens("/visits/{visit}"),
    "visit_wrong_end": _wrong_end,
    "invite": _opens("/visits/new"),
    "invite_wrong": lambda desk: _invite(desk, ""),
    "link": lambda desk: _invite(desk, "Rosa Diaz"),
    "list": _opens("/visits/list"),
    "list_right": lambda desk: _list(desk, GOOD),
    "list_wrong": lambda desk: _list(desk, BAD),
    "list_made": _made,
    "reminders": _opens("/reminders"),
    "figures": _opens("/figures"),
    "choices": _opens("/choices"),
    "staff": _opens("/staff"),
    "sign_ins": _opens("/sign-ins"),
    "password": _opens("/password"),
    "second_factor": _opens("/second-factor"),
    "second_factor_wrong": _wrong_code,
    "year_wrong": _wrong_year,
    "refused": _opens("/audit"),
    "not_found": _opens("/visits/none"),
}


@pytest.mark.parametrize("state", MANAGERS)
def test_a_managers_page_has_no_barrier(state: str, desk: Desk) -> None:
    desk.sign_in(Role.MANAGER)
    MANAGERS[state](desk)
    assert axe(desk.page) + sniffer(desk.page) == []


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?next=/clinic/"])
def test_signing_in_has_no_barrier(path: str, desk: Desk) -> None:
    desk.open(path)
    assert axe(desk.page) + sniffer(desk.page) == []


def test_the_audit_has_no_barrier(desk: Desk) -> None:
    desk.sign_in(Role.AUDITOR)
    desk.open("/audit")
    assert axe(desk.page) + sniffer(desk.page) == []
