"""The box, the bubbles, urgent words and what stays in the browser, in front of the real bot."""

import re

from playwright.sync_api import expect

from tests.browser.patient import Patient

NEXT = "What matters most"


def test_a_count_is_shown_near_the_end_and_too_much_is_not_sent(patient: Patient) -> None:
    patient.begin()
    hint = patient.page.locator("#text-hint")
    expect(hint).to_have_text("Press Enter to send. Press Shift and Enter for a new line.")
    patient.box.fill("a" * 3990)
    expect(hint).to_have_text("10 characters left")
    patient.box.fill("a" * 4010)
    expect(hint).to_have_text("This is 10 characters too long.")
    patient.box.press("Enter")
    assert patient.own_words() == []
    assert patient.box.input_value() == "a" * 4010


def test_long_words_fold_and_unfold(patient: Patient) -> None:
    patient.begin()
    words = "The long story of my knee. " * 60
    patient.write(words, then=NEXT)
    assert patient.own_words() == [words]
    button = patient.page.get_by_role("button", name="Show all of it")
    folded = patient.page.locator(".message__text--folded")
    short = folded.bounding_box()
    button.click()
    less = patient.page.get_by_role("button", name="Show less")
    expect(less).to_have_attribute("aria-expanded", "true")
    tall = patient.page.locator(".message--person .message__text").last.bounding_box()
    assert short and tall and tall["height"] > short["height"]


def test_urgent_words_and_the_box_come_without_leaving_the_page(patient: Patient) -> None:
    patient.begin()
    patient.page.evaluate("window.same = true")
    patient.write("I don't want to be here any more", then="talk to a person now")
    expect(patient.page.get_by_role("button", name=re.compile("Carry on"))).to_be_visible()
    assert patient.page.evaluate("window.same") is True
    patient.press("Carry on", then=NEXT)


def test_nothing_a_person_writes_is_stored_in_the_browser(patient: Patient) -> None:
    patient.begin()
    patient.write("Secret of the allotment", then=NEXT)
    stored = patient.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
    )
    assert "allotment" not in stored
    assert stored == f'[{{}},{{}},"","{patient.site.address}/chat"]'
