"""Somebody at the chat, in a browser: what they can see and do there."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import RunningSite

TURN_MILLISECONDS = 20_000
# What is asked after each of these, in the order of the conversation.
AGREED = "Who is filling this in"
NAMED = "What is going on in your life"


class Patient:
    """One person and their page. `log` is what was said, `box` what they write in."""

    def __init__(self, site: RunningSite, page: Page) -> None:
        self.site = site
        self.page = page
        self.link = site.link()
        page.set_default_timeout(TURN_MILLISECONDS)
        expect.set_options(timeout=TURN_MILLISECONDS)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox")

    def open(self) -> None:
        """Open the link."""
        self.page.goto(self.link)
        expect(self.log).to_contain_text("Shall we start")

    def begin(self) -> None:
        """Open the link, agree, and come to the first open question."""
        self.open()
        self.press("Yes", then=AGREED)
        self.press("Me", then="like to be called")
        self.press("Skip", then=NAMED)

    def press(self, title: str, then: str) -> None:
        """Press a button and wait for what is said then."""
        self.page.get_by_role("button", name=title, exact=True).click()
        expect(self.log).to_contain_text(then)

    def write(self, text: str, then: str) -> None:
        """Write and send, and wait for what is said then."""
        self.box.fill(text)
        self.page.get_by_role("button", name="Send", exact=True).click()
        expect(self.log).to_contain_text(then)

    def own_words(self) -> list[str]:
        """What stands in the log as theirs, as typed."""
        texts = self.page.locator(".message--person .message__text").all_text_contents()
        return [text for text in texts if text not in ("Yes", "Me", "Skip")]
