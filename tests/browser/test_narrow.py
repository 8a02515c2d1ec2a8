"""Every page of the person's side with long words, 320 px wide and at 400% zoom: nothing scrolls sideways."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from records.models import now
from tests.browser.patient import Patient
from tests.browser.site import RunningSite
from tests.browser.states import LONG

# A word that nothing can break politely, and one as chemists write them.
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 5
CHEMISTRY = "methylchloroisothiazolinone/hydroxyethylpiperazineethanesulfonic" * 3
SIZES = {
    "a small phone": {"viewport": {"width": 320, "height": 568}},
    # A window of 1280 by 1024 at 400%.
    "400% zoom": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
}
# What reaches over an edge, whether or not one could scroll there; words that are only heard do not count.
OVER_THE_EDGE = """() => [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && each.checkVisibility() && (box.right > innerWidth + 1 || box.left < -1);
}).map((each) => each.outerHTML.slice(0, 120))"""


@pytest.fixture(params=SIZES)
def narrow(
    request: pytest.FixtureRequest, real_site: RunningSite, browser: Browser
) -> Iterator[Patient]:
    """Somebody with little room."""
    size: dict[str, Any] = SIZES[request.param]
    context = browser.new_context(**size)
    yield Patient(real_site, context.new_page())
    context.close()


def test_every_page_fits_with_long_words_and_long_text(narrow: Patient) -> None:
    page, address = narrow.page, narrow.site.address
    narrow.open()
    assert_fits(page, "the first page")
    narrow.press("Yes", then="Who is filling this in")
    narrow.press("Me", then="like to be called")
    narrow.press("Skip", then="What is going on in your life")
    narrow.write(LONG_WORD, then="What matters most")
    assert_fits(page, "a long word")
    narrow.write(f"{LONG} {CHEMISTRY}", then="able to do or be")
    page.get_by_role("button", name="Show all of it").first.click()
    assert_fits(page, "long text unfolded")
    narrow.write("I don't want to be here any more", then="talk to a person now")
    assert_fits(page, "urgent words")
    narrow.press("Carry on", then="able to do or be")

    page.goto(f"{address}/chat/check")
    for fold in page.locator("details.more > summary").all():
        fold.click()
    assert_fits(page, "the check page, all unfolded")
    leave_out_of_the_summary(page)
    page.get_by_role("button", name="Save for my visit").click()
    expect(page.get_by_role("heading", name="This is saved")).to_be_visible()
    for fold in page.locator("article summary").all():
        fold.click()
    assert_fits(page, "the confirmation")
    for path in ("/chat/erase", "/urgent-help", "/p/unknown"):
        page.goto(f"{address}{path}")
        assert_fits(page, path)

    narrow.site.move_visit(narrow.link, now() - timedelta(days=1))
    page.goto(f"{address}/chat/done")
    expect(page.get_by_role("heading", name="Did you get to talk")).to_be_visible()
    assert_fits(page, "the question after the visit")
    narrow.link = narrow.site.next_link(narrow.link)
    narrow.begin()
    expect(page.get_by_role("heading", name="Last time you wrote")).to_be_visible()
    assert_fits(page, "last time")


def leave_out_of_the_summary(page: Page) -> None:
    """Answer what is asked about urgent words, if it is."""
    notices = page.locator("form.notice button[value=no]")
    while notices.count() and not page.get_by_text("You chose:").count():
        notices.first.click()


def assert_fits(page: Page, where: str) -> None:
    """Nothing is wider than the window, also with larger text."""
    for size in ("usual", "larger"):
        page.evaluate("size => { document.documentElement.dataset.text = size }", size)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), (where, size)
        assert page.evaluate(OVER_THE_EDGE) == [], (where, size)
    page.evaluate("document.documentElement.dataset.text = 'usual'")
