"""Every state of the person's pages by two engines: light, dark, forced colours; narrow, large, right to left."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.engines import axe, sniffer
from tests.browser.every_state import STATES
from tests.browser.patient import Patient

SNAPSHOTS = Path(__file__).parent / "snapshots"
NARROW = {"width": 320, "height": 640}
LOOKS = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "active"},
)
SMALL_TARGETS = """() => [...document.querySelectorAll("button, summary, .choice, .tool, nav a")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
    .map((each) => each.outerHTML.slice(0, 100))"""
CHANGING = (
    (re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+"), "DAY"),
    (re.compile(r"reference is [\w-]+"), "reference is REFERENCE"),
    (re.compile(r"\d{1,2} \w+ \d{4}(, \d\d:\d\d)?"), "DATE"),
    (re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) DATE"), "DATE"),
    (re.compile(r"http://[\w.:]+"), "SITE"),
)


@pytest.mark.parametrize("state", STATES)
def test_no_engine_finds_a_barrier_and_the_order_is_as_reviewed(
    state: str, patient: Patient
) -> None:
    STATES[state](patient)
    page = patient.page
    for look in LOOKS:
        page.emulate_media(**look)  # type: ignore[arg-type]
        assert axe(page) == [], look
    page.emulate_media(color_scheme="light", forced_colors="none")
    assert sniffer(page) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert_as_reviewed(state, page)
    # 320 px is a 1280 px window at 400%.
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert not scrolls_sideways(page)
    page.evaluate("document.documentElement.dataset.text = 'larger'")
    assert not scrolls_sideways(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert not scrolls_sideways(page)
    assert axe(page) == []


def scrolls_sideways(page: Page) -> bool:
    wide: bool = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    return wide


def assert_as_reviewed(state: str, page: Page) -> None:
    """The accessibility tree is the one that was reviewed; a new state's is written down, to be reviewed."""
    tree = page.locator("body").aria_snapshot()
    for pattern, name in CHANGING:
        tree = pattern.sub(name, tree)
    reviewed = SNAPSHOTS / f"{state}.yml"
    if not reviewed.exists():
        reviewed.parent.mkdir(exist_ok=True)
        reviewed.write_text(tree + "\n", encoding="utf-8")
        pytest.fail(f"{reviewed.name} is new: read it, then run this again", pytrace=False)
    assert tree + "\n" == reviewed.read_text(encoding="utf-8")
