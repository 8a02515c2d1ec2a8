"""The button on a clinic's own site."""

from playwright.sync_api import expect

from tests.browser.patient import Patient
from tests.browser.states_after import launcher


def test_the_button_opens_the_chat_on_our_own_site(patient: Patient) -> None:
    patient.open()
    launcher(patient)
    page = patient.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Get ready for your visit")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(page.get_by_role("button", name="Get ready for your visit")).to_be_focused()
    page.keyboard.press("Enter")
    with page.context.expect_page() as opened:
        dialog.get_by_role("link", name="Go to the chat").click()
    expect(opened.value.get_by_role("log")).to_contain_text("Shall we start")
    assert opened.value.url == f"{patient.site.address}/chat"
    assert opened.value.evaluate("window.opener") is None


def test_a_site_that_is_not_listed_shows_nothing(patient: Patient) -> None:
    clinic_id, _ = patient.site.invited()
    page, site = patient.page, patient.site
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    other = site.clinic_site.replace("localhost", "127.0.0.1")
    with page.expect_console_message(lambda message: "may not show" in message.text):
        page.goto(f"{other}/?script={site.address}/widget.js&clinic={clinic_id}")
    assert page.locator("beforehand-launcher").count() == 0
