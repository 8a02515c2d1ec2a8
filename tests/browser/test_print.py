"""The one page on paper and on a small screen, in a real Chromium. Starts a site and a browser."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from records.models import Answer, Preparation, Role
from records.summary.html import MOST_ON_ONE_SIDE
from tests.clinic.conftest import PASSWORD, Portal, migrated, portal
from tests.records.patient import say
from tests.web.serving import served

__all__ = ["migrated", "portal"]

TYPICAL = {
    "my_life": "I live with Joe and our dog. I gave up the shop last year.",
    "what_matters": "Seeing my granddaughter on Sundays and keeping the garden going. I want to be "
    "the one who cooks, not the one who is cooked for.",
    "able_to": "walk to the shop and back on my own",
    "able_to_helps": "my stick, and mornings",
    "able_to_hinders": "the hill, and the water tablets",
    "let_go": "I used to drive.",
    "pulls": "The tablets help my breathing but then I cannot go out before noon.",
    "people_who_matter": "Joe, my daughter Ann, the choir",
    "good_visit": "That someone tells me what comes next",
    "question_to_ask": "Can I take the water tablet later in the day?",
    "on_the_day": "I do not hear well on the left.",
}
TYPICAL_REST = {key: TYPICAL[key] for key in TYPICAL if key not in ("what_matters", "pulls")}
SHOWN_FIRST = ("what_matters", "able_to", "pulls", "visit", "people", "on_the_day")


@dataclass
class Reader:
    """A clinician at a hospital screen."""

    portal: Portal
    page: Page
    address: str

    def open(self, words: dict[str, str]) -> None:
        """Open the page of a person who wrote this."""
        self.open_all([(question, 1, text) for question, text in words.items()])

    def open_all(self, said_at: Iterable[tuple[str, int, str]]) -> None:
        """Open the page of a person who wrote this at these questions and places."""
        preparation_id = self.portal.preparation()
        with self.portal.database.writing() as session:
            session.query(Answer).delete()
            preparation = session.get_one(Preparation, preparation_id)
            for question, position, text in said_at:
                say(session, preparation, question, text, position=position)
        self.portal.send(preparation_id)
        self.page.goto(f"{self.address}/clinic/preparations/{preparation_id}")

    def printed(self) -> PdfReader:
        """What comes out of the printer."""
        return PdfReader(BytesIO(self.page.pdf(prefer_css_page_size=True)))

    def sheets(self) -> int:
        """On how many sides it prints."""
        return len(self.printed().pages)

    def shown(self, text: str) -> bool:
        """Whether a text is to be seen somewhere, in the medium of the moment."""
        found = self.page.get_by_text(text).all()
        return any(one.is_visible() for one in found)


@pytest.fixture
def reader(portal: Portal, page: Page) -> Iterator[Reader]:
    """Someone signed in, at 1280x720."""
    person = portal.person(Role.CLINICIAN)
    page.set_viewport_size({"width": 1280, "height": 720})
    with served(portal.app) as address:
        page.goto(f"{address}/clinic/sign-in")
        page.get_by_label("Username").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{address}/clinic/")
        yield Reader(portal, page, address)


def test_a_typical_page_prints_whole_on_one_side(reader: Reader) -> None:
    reader.open(TYPICAL)
    assert reader.sheets() == 1
    reader.page.emulate_media(media="print")
    for text in TYPICAL.values():
        assert reader.shown(text.split(".")[-2] if text.endswith(".") else text)
    assert not reader.shown("Mark as read")


def test_as_much_as_is_said_to_fit_on_one_side_does(reader: Reader) -> None:
    # Of these some 120 are titles, the labels of answers and what stands in every summary.
    left = MOST_ON_ONE_SIDE - 120 - sum(len(text.split()) for text in TYPICAL.values())
    half = "and more of it " * (left // 8)
    reader.open({key: f"{TYPICAL[key]} {half}" for key in ("what_matters", "pulls")} | TYPICAL_REST)
    reader.page.emulate_media(media="print")
    assert not reader.shown("Page 2: in full")
    assert reader.sheets() == 1


def test_a_long_page_prints_its_summary_first_and_all_of_it_on_page_two(reader: Reader) -> None:
    words = {key: f"{text} and then so on" * 3 for key, text in TYPICAL.items()}
    words["my_life"] = "The first of it. " + "More of my life. " * 60 + "The very last word."
    reader.open(words)
    assert not reader.shown("Page 2: in full")
    assert reader.sheets() == 2
    reader.page.emulate_media(media="print")
    assert reader.shown("Page 2: in full")
    assert reader.shown("The very last word.")
    assert not reader.shown("show all")


@pytest.mark.parametrize("long", ["", *TYPICAL], ids=lambda key: key or "nothing long")
def test_nothing_important_needs_scrolling(reader: Reader, long: str) -> None:
    # Where there is room, one long answer is shown whole.
    more = " and a little more of it" * 14
    reader.open({key: text + (more if key == long else "") for key, text in TYPICAL.items()})
    for block in SHOWN_FIRST:
        box = reader.page.locator(f".summary-block--{block}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 720
    for button in ("Mark as read", "All of it", "Copy as text", "Print"):
        box = reader.page.get_by_role("button", name=button).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 720


def test_show_all_shows_the_rest_where_it_belongs(reader: Reader) -> None:
    rest = "The very last word."
    reader.open({**TYPICAL, "what_matters": "A long story. " * 40 + rest})
    assert not reader.page.locator("details .summary-rest").first.is_visible()
    reader.page.get_by_text("show all").first.click()
    assert reader.page.locator(".summary-block--what_matters .summary-rest").is_visible()


def test_the_letter_prints_on_one_side_without_the_page_around_it(reader: Reader) -> None:
    page = reader.page
    page.goto(f"{reader.address}/clinic/visits/new")
    page.get_by_label("Name").fill("Rosa Diaz")
    page.get_by_label("Date of the visit").fill("2090-01-12")
    page.get_by_label("Time").fill("10:30")
    page.get_by_role("button", name="Make the link").click()
    page.wait_for_selector(".clinic-letter")
    assert reader.sheets() == 1
    page.emulate_media(media="print")
    assert reader.shown("Dear Rosa Diaz")
    assert not reader.shown("It is shown only this once")
