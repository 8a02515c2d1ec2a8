"""The talk in a real browser, in front of the real bot: by keyboard, on bad networks, twice at once."""

import re

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.patient import Patient

NEXT = "What matters most"


def test_the_whole_start_by_keyboard_only(patient: Patient) -> None:
    patient.open()
    page = patient.page

    def tab_to(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                return
        raise AssertionError(f"{name} cannot be reached by Tab")

    tab_to("Yes")
    page.keyboard.press("Enter")
    expect(patient.log).to_contain_text("Who is filling this in")
    tab_to("Me")
    page.keyboard.press("Space")
    expect(patient.log).to_contain_text("like to be called")
    expect(patient.box).to_be_focused()
    page.keyboard.type("Sam")
    page.keyboard.press("Enter")
    expect(patient.log).to_contain_text("What is going on in your life")
    expect(patient.box).to_be_focused()
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    expect(patient.log).to_contain_text(NEXT)
    assert patient.own_words()[-1] == "one\ntwo"


def test_what_is_sent_offline_is_marked_and_sent_by_itself_once(
    patient: Patient, context: BrowserContext
) -> None:
    patient.begin()
    context.set_offline(True)
    patient.box.fill("Written in a tunnel")
    patient.box.press("Enter")
    expect(patient.log).to_contain_text("Not sent yet")
    expect(patient.box).to_be_focused()
    patient.box.fill("typed meanwhile")
    context.set_offline(False)
    expect(patient.log).to_contain_text(NEXT)
    expect(patient.log).not_to_contain_text("Not sent yet")
    expect(patient.box).to_have_value("typed meanwhile")
    patient.page.reload()
    assert patient.own_words().count("Written in a tunnel") == 1


def test_a_message_outlives_the_death_of_the_server(patient: Patient) -> None:
    patient.begin()
    patient.site.web.kill()
    patient.box.fill("While it was dead")
    patient.box.press("Enter")
    expect(patient.log).to_contain_text("Not sent yet")
    patient.site.web.start()
    expect(patient.log).to_contain_text(NEXT)
    patient.page.reload()
    assert patient.own_words().count("While it was dead") == 1


def test_a_lost_answer_is_asked_for_again_with_the_same_id(patient: Patient) -> None:
    patient.begin()
    ids = []

    def lose_first(route: Route) -> None:
        ids.append(route.request.post_data_json["id"])
        if len(ids) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    patient.page.route("**/chat/messages", lose_first)
    patient.write("Only once, please", then=NEXT)
    assert len(ids) == 2
    assert len(set(ids)) == 1
    patient.page.reload()
    assert patient.own_words().count("Only once, please") == 1


def test_a_double_click_says_it_once(patient: Patient) -> None:
    patient.begin()
    patient.box.fill("Twice pressed")
    patient.page.get_by_role("button", name="Send", exact=True).dblclick()
    expect(patient.log).to_contain_text(NEXT)
    patient.page.reload()
    assert patient.own_words().count("Twice pressed") == 1


def test_on_a_slow_network_waiting_is_said_once_and_the_box_stays_in_use(patient: Patient) -> None:
    patient.begin()
    patient.page.evaluate(
        """() => {
        window.said = [];
        new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(
            (node) => window.said.push(node.textContent))))
            .observe(document.querySelector("[role=log]"), { childList: true });
        }"""
    )

    def late(route: Route) -> None:
        patient.page.wait_for_timeout(2000)
        route.continue_()

    patient.page.route("**/chat/messages", late)
    patient.box.fill("Slow")
    patient.box.press("Enter")
    expect(patient.box).to_be_focused()
    patient.page.keyboard.type("and I write on")
    expect(patient.log).to_contain_text(NEXT)
    expect(patient.box).to_have_value("and I write on")
    said = patient.page.evaluate("window.said")
    assert said.count("Waiting for the chat helper") == 1
    expect(patient.log).not_to_contain_text("Waiting for")


def test_a_second_tab_takes_over_and_the_first_can_take_it_back(
    patient: Patient, context: BrowserContext
) -> None:
    patient.begin()
    first = patient.page
    patient.box.fill("half a sentence")
    second: Page = context.new_page()
    second.goto(f"{patient.site.address}/chat")
    away = first.get_by_text("You have this chat open in another tab")
    expect(away).to_be_visible()
    expect(patient.log).not_to_be_visible()
    second.get_by_role("textbox").fill("From the second tab")
    second.get_by_role("textbox").press("Enter")
    expect(second.get_by_role("log")).to_contain_text(NEXT)
    first.get_by_role("button", name="Go on here").click()
    expect(patient.log).to_contain_text("From the second tab")
    expect(patient.box).to_have_value("half a sentence")
    expect(second.get_by_text("You have this chat open in another tab")).to_be_visible()


def test_the_back_button_loses_nothing(patient: Patient) -> None:
    patient.begin()
    patient.write("My garden wall", then=NEXT)
    patient.page.get_by_role("link", name="See it all and change it").click()
    expect(patient.page.get_by_role("heading", name="Check what you wrote")).to_be_visible()
    patient.page.go_back()
    expect(patient.log).to_contain_text(NEXT)
    assert patient.own_words().count("My garden wall") == 1


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
