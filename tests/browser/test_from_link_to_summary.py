"""The main job, once through, as its two people do it: a link, a talk, a check; then the portal and the page.

Starts bot, actions, web and a real Chromium.
"""

import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from records import invitations, staff
from records.models import Clinic, Role, now
from tests.whole import Whole
from tests.whole.process import Process, free_port
from tests.whole.running import ACTIONS_SECRET, BOT_SECRET, KEY

OWN_PASSWORD = "a longer password of my own"
ODD_WORDS = "me grandaughter 👧🏽 n the alotment,\n<b>not</b> the sugar; DROP TABLE answer"
TURN_MILLISECONDS = 20_000


@pytest.fixture(scope="module")
def site(running_whole: Whole, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a web room in front of the real bot, actions and records."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "PATH": os.environ["PATH"],
        "BEFOREHAND_DATABASE_URL": str(running_whole.database.engine.url),
        "BEFOREHAND_BOT_SECRET": BOT_SECRET,
        "BEFOREHAND_ACTIONS_SECRET": ACTIONS_SECRET,
        "BEFOREHAND_SITE_KEY": KEY,
        "BEFOREHAND_BOT_PORT": str(running_whole.http.base_url.port),
        "BEFOREHAND_WEB_PORT": str(port),
    }
    log: Path = tmp_path_factory.mktemp("web") / "web.log"
    web = Process([sys.executable, "-m", "web"], settings, log, lambda: _is_ready(address))
    try:
        web.start()
        yield address
    finally:
        web.stop()


def test_what_a_person_writes_is_on_the_page_a_clinician_reads(
    whole: Whole, site: str, page: Page
) -> None:
    token, one_time_password = _invited(whole)
    page.set_default_timeout(TURN_MILLISECONDS)

    page.goto(f"{site}/p/{token}")
    _press(page, "Yes", then="Who is filling this in")
    _press(page, "Me", then="like to be called")
    _write(page, "Sam", asked="What is going on in your life")
    _write(page, "Moved in with my son", asked="What matters most")
    _write(page, ODD_WORDS, asked="able to do or be")
    _write(page, "I used to swim and I want it back", asked="Which is closest")
    _press(page, "I have lost this and want it back", then="helps you with this")
    _press(page, "Skip", then="What gets in the way")
    _press(page, "Skip", then="something else you want to be able")
    _press(page, "No", then="stopped doing")
    page.goto(f"{site}/chat/check")
    expect(page.get_by_text(ODD_WORDS.splitlines()[0]).first).to_be_visible()
    page.get_by_role("button", name="Save for my visit").click()
    expect(page.get_by_role("heading", name="This is saved for your visit")).to_be_visible()

    page.context.clear_cookies()
    _sign_in(page, site, one_time_password)
    page.get_by_label("Name").fill("Okafor")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Sam Okafor", exact=True).click()
    summary = page.get_by_role("article").first
    expect(summary).to_contain_text("<b>not</b> the sugar; DROP TABLE answer")
    expect(summary).to_contain_text("I used to swim and I want it back")
    assert ODD_WORDS in _text_of_words(page)
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("button", name="Mark as read")).to_have_count(0)


def _invited(whole: Whole) -> tuple[str, str]:
    with whole.database.writing() as session:
        clinic = Clinic(name="Hill Road")
        session.add(clinic)
        session.flush()
        nurse, password = staff.add(session, clinic, "nurse-k", "Kim Nurse", Role.CLINICIAN)
        visit_at = now() + timedelta(hours=2)
        invited = invitations.invite(session, clinic, "Sam Okafor", visit_at, clinician=nurse)
        return invited.token, password


def _sign_in(page: Page, site: str, one_time_password: str) -> None:
    page.goto(f"{site}/clinic/")
    page.get_by_label("Username").fill("nurse-k")
    page.get_by_label("Password").fill(one_time_password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("The password you signed in with").fill(one_time_password)
    page.get_by_label("New password", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("New password again").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Save").click()


def _said(page: Page) -> "Page":
    return page.get_by_role("log")  # type: ignore[return-value]


def _press(page: Page, title: str, then: str) -> None:
    page.get_by_role("button", name=title, exact=True).click()
    expect(_said(page)).to_contain_text(then)


def _write(page: Page, text: str, asked: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(_said(page)).to_contain_text(asked)


def _text_of_words(page: Page) -> str:
    texts = page.locator("article *").evaluate_all("nodes => nodes.map(n => n.textContent)")
    return "\n".join(texts)


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
