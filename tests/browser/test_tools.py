"""What is always at hand, in a real browser: leaving, larger text, reading aloud, the way without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.patient import Patient
from tests.browser.site import RunningSite

VOICES = """
window.spoken = [];
const voice = (name, local) => ({ name, lang: "en-GB", localService: local, default: false });
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class { constructor(text) { this.text = text; } } });
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
    getVoices: () => VOICES,
    speak: (said) => window.spoken.push([said.voice.name, said.text]),
    cancel: () => {},
}) });
"""


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    """A browser with JavaScript off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_whole_way_without_scripts(real_site: RunningSite, without_scripts: Page) -> None:
    patient = Patient(real_site, without_scripts)
    patient.begin()
    patient.write("one\ntwo", then="What matters most")
    page = patient.page
    page.get_by_role("link", name="See it all and change it").click()
    expect(page.get_by_role("heading", name="Check what you wrote")).to_be_visible()
    page.get_by_role("button", name="Save for my visit").click()
    expect(page.get_by_role("heading", name="This is saved for your visit")).to_be_visible()
    expect(page.locator(".summary")).to_contain_text("one\ntwo")
    page.get_by_role("button", name="Larger text").click()
    expect(page.get_by_role("button", name="Usual text size")).to_be_visible()
    expect(page.get_by_role("link", name="Leave quickly")).to_have_attribute("rel", "noreferrer")


@pytest.mark.parametrize("path", ["/chat", "/chat/check", "/chat/erase", "/urgent-help"])
def test_leaving_quickly_clears_the_screen_and_ends_the_session(
    patient: Patient, path: str
) -> None:
    patient.begin()
    page = patient.page
    page.goto(f"{patient.site.address}{path}")
    page.route("https://www.bbc.co.uk/**", _weather)
    page.get_by_role("link", name="Leave quickly").click()
    expect(page.get_by_role("heading", name="Weather")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("log")).to_have_count(0)
    page.goto(f"{patient.site.address}/chat")
    expect(page.get_by_text("Open your link again").first).to_be_visible()


def test_larger_text_keeps_what_is_typed_and_stays_on_the_next_page(patient: Patient) -> None:
    patient.begin()
    page = patient.page
    patient.box.fill("half a sentence")
    before = patient.box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)")
    with page.expect_response("**/display"):
        page.get_by_role("button", name="Larger text").click()
    after = patient.box.evaluate("box => parseFloat(getComputedStyle(box).fontSize)")
    assert after >= before * 1.25
    expect(patient.box).to_have_value("half a sentence")
    page.goto(f"{patient.site.address}/chat/check")
    expect(page.locator("html")).to_have_attribute("data-text", "larger")


def test_reading_aloud_uses_voices_of_this_device_only(patient: Patient) -> None:
    voices = '[voice("Far", false), voice("Near", true)]'
    patient.page.add_init_script(VOICES.replace("VOICES", voices))
    patient.begin()
    toggle = patient.page.get_by_role("button", name="Read aloud")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    patient.write("My allotment", then="What matters most")
    spoken = patient.page.evaluate("window.spoken")
    assert {name for name, _ in spoken} == {"Near"}
    assert "What is going on in your life right now?" in spoken[1][1]
    assert any("What matters most" in text for _, text in spoken)


def test_no_button_reads_aloud_when_only_far_voices_are_there(patient: Patient) -> None:
    patient.page.add_init_script(VOICES.replace("VOICES", '[voice("Far", false)]'))
    patient.begin()
    expect(patient.page.get_by_role("button", name="Read aloud")).to_have_count(0)


def test_the_page_in_welsh_keeps_the_bots_words_marked_as_english(patient: Patient) -> None:
    patient.begin()
    page = patient.page
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.get_by_role("button", name="Anfon")).to_be_visible()
    expect(page.locator(".message--bot .message__text").first).to_have_attribute("lang", "en")


def _weather(route: Route) -> None:
    route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
