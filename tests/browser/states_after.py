"""States after sending, at a second visit, and beside the chat; how somebody comes there."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from records.models import now
from tests.browser.patient import Patient
from tests.browser.states import check, confirmation


def stopped(patient: Patient) -> None:
    """Stopped for now."""
    patient.begin()
    patient.write("I moved in with my son.", then="What matters most")
    patient.press("Stop for now", then="Use the same link")


def declined(patient: Patient) -> None:
    """Not now, thank you."""
    patient.open()
    patient.press("Not now", then="Nothing is kept")


def told(patient: Patient) -> None:
    """Urgent words, written on the check page."""
    check(patient)
    page = patient.page
    page.locator("summary", has_text="Change: My life right now").click()
    fold = page.locator("details[open]")
    fold.get_by_label("Your words").fill("I don't want to be here any more")
    fold.get_by_role("button", name="Save these words").click()
    expect(page.get_by_text("Your change is saved")).to_be_visible()


def to_choose(patient: Patient) -> None:
    """The check page asks whether urgent words may be in the summary, before anything is sent."""
    told(patient)
    patient.page.goto(f"{patient.site.address}/chat/check")
    patient.page.get_by_role("button", name="Save for my visit").click()
    expect(patient.page.get_by_role("alert")).to_be_visible()


def taken_back(patient: Patient) -> None:
    """Taken back from the clinic."""
    confirmation(patient)
    patient.page.get_by_role("button", name="Take it back").click()
    expect(patient.page.get_by_text("You took it back")).to_be_visible()


def read(patient: Patient) -> None:
    """Somebody at the clinic has read it."""
    confirmation(patient)
    patient.site.read_by("Kim Nurse", patient.link)
    patient.page.reload()
    expect(patient.page.get_by_text("Kim Nurse read this on")).to_be_visible()


def feedback(patient: Patient) -> None:
    """The one question after the visit."""
    confirmation(patient)
    patient.site.move_visit(patient.link, now() - timedelta(hours=1))
    patient.page.reload()
    expect(patient.page.get_by_role("heading", name="Did you get to talk")).to_be_visible()


def feedback_given(patient: Patient) -> None:
    """What was answered to it."""
    feedback(patient)
    patient.page.get_by_role("button", name="Partly").click()
    expect(patient.page.get_by_text("You said: Partly")).to_be_visible()


def last_time(patient: Patient) -> None:
    """A second visit: what was written before the first stands at its question."""
    confirmation(patient)
    patient.site.move_visit(patient.link, now() - timedelta(days=30))
    patient.link = patient.site.next_link(patient.link)
    patient.begin()
    expect(patient.page.get_by_role("heading", name="Last time you wrote")).to_be_visible()


def year(patient: Patient) -> None:
    """The clinic asks for the year of birth before a link opens; the first one was wrong."""
    patient.page.goto(patient.site.link(birth_year=1942))
    patient.page.get_by_label("Year, like 1958").fill("1952")
    patient.page.get_by_role("button", name="Go on").click()
    expect(patient.page.get_by_role("alert")).to_be_visible()


def launcher(patient: Patient) -> None:
    """The button on a clinic's own site."""
    clinic_id, _ = patient.site.invited()
    script = f"{patient.site.address}/widget.js"
    patient.page.goto(f"{patient.site.clinic_site}/?script={script}&clinic={clinic_id}")
    expect(_button(patient.page)).to_be_visible()


def launcher_open(patient: Patient) -> None:
    """What the button opens."""
    launcher(patient)
    _button(patient.page).click()
    expect(patient.page.get_by_role("dialog")).to_be_visible()


def _button(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("Get ready"))
