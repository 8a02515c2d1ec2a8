"""The talk in a real browser, in front of the real bot: by keyboard, on bad networks, twice at once."""

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
    patient.write("My son moved in with his baby", then=NEXT)
    assert len(ids) == 2
    assert len(set(ids)) == 1
    patient.page.reload()
    assert patient.own_words().count("My son moved in with his baby") == 1


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
