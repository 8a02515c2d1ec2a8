"""The whole conversation by keyboard only, from the link to "saved", in front of the real bot."""

from playwright.sync_api import Page, expect

from tests.browser.patient import Patient

WORDS = "My garden, by the canal"
# What is done at each question: `press` a button by its name, or `type` words and Enter.
ANSWERS = {
    "consent": ("press", "Yes"),
    "who_is_writing": ("press", "Me"),
    "preferred_name": ("type", "Sam"),
    "my_life": ("type", "I moved in with my son"),
    "what_matters": ("type", WORDS),
    "able_to": ("type", "To walk to the shop on my own"),
    "able_to_wish": ("press", "I have lost this and want it back"),
    "able_to_helps": ("type", "My neighbour comes with me"),
    "able_to_hinders": ("press", "Skip"),
    "able_to_more": ("press", "No"),
    "let_go": ("type", "I have stopped swimming"),
    "pulls": ("press", "No"),
    "different_views": ("press", "No"),
    "people_who_matter": ("type", "My son and his baby"),
    "people_to_include": ("press", "Skip"),
    "people_to_keep_out": ("press", "Skip"),
    "good_visit": ("press", "To be listened to"),
    "question_to_ask": ("type", "Can I have fewer tablets?"),
    "on_the_day": ("press", "More time"),
    "something_else": ("press", "Skip"),
}
MOST_TABS = 40
MOST_TURNS = 30
TOOLS = ("Skip",)
NAME = """() => [...(document.activeElement.querySelectorAll("*") || [])].length > 12 ? "" :
    document.activeElement.textContent.replace(/\\s+/g, " ").trim()"""


class Keyboard:
    """Hands that only have a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Go on with Tab, or back with Shift+Tab, until something of this name is in focus and can be seen."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            if self.page.evaluate(NAME) == name:
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')")
                return
        raise AssertionError(f"{name} cannot be reached by {key}")

    def press(self, name: str, key: str = "Tab") -> None:
        """Go to something and press Enter."""
        self.go_to(name, key)
        self.page.keyboard.press("Enter")

    def write(self, text: str) -> None:
        """Type, and send with Enter."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")


def test_the_whole_conversation_by_keyboard_only_from_the_link_to_saved(patient: Patient) -> None:
    patient.open()
    page, keyboard = patient.page, Keyboard(patient.page)
    asked = talk_to_the_end(patient, keyboard)
    assert asked >= ANSWERS.keys()

    keyboard.press("Check what I wrote", key="Shift+Tab")
    expect(page.get_by_role("heading", name="Check what you wrote")).to_be_visible()
    keyboard.press("Change: My life right now")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("I live with my son")
    keyboard.press("Save these words")
    expect(page.get_by_text("Your change is saved.")).to_be_visible()
    # The way to the end stands at the top; the words that were changed are near it.
    keyboard.press("Go to Save for my visit", key="Shift+Tab")
    keyboard.press("Save for my visit")
    expect(page.get_by_role("heading", name="This is saved for your visit")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text(WORDS)
    expect(page.get_by_role("article")).to_contain_text("I live with my son")


def talk_to_the_end(patient: Patient, keyboard: Keyboard) -> set[str]:
    """Answer every question as ANSWERS says; returns which were asked."""
    asked: set[str] = set()
    for _ in range(MOST_TURNS):
        question = patient.page.locator("[data-question]").input_value()
        if question == "check":
            return asked
        how, what = ANSWERS[question] if question not in asked else ("press", _way_on(question))
        asked.add(question)
        said = patient.page.locator(".message--bot").count()
        if how == "type":
            # Nobody has to look for the box: after each turn it has the focus.
            expect(patient.box).to_be_focused()
            keyboard.write(what)
        else:
            keyboard.press(
                what, key="Tab" if what in TOOLS or question == "consent" else "Shift+Tab"
            )
        expect(patient.page.locator(".message--bot").nth(said)).to_be_attached()
        expect(patient.page.locator("[data-own]")).to_have_count(0)
    raise AssertionError(f"no end after {MOST_TURNS} turns: {sorted(asked)}")


def _way_on(question: str) -> str:
    return "No" if question == "able_to_more" else "Skip"
