"""The states of the person's pages before they are sent, and how somebody comes there."""

from playwright.sync_api import Route, expect

from tests.browser.patient import Patient

LONG = "My garden and the long way round by the canal, with the dog. " * 14


def start(patient: Patient) -> None:
    """The first page."""
    patient.open()


def chips(patient: Patient) -> None:
    """A question with buttons."""
    patient.open()
    patient.press("Yes", then="Who is filling this in")


def question(patient: Patient) -> None:
    """An open question with every tool, after a long answer."""
    patient.begin()
    patient.write(LONG, then="What matters most")


def waiting(patient: Patient) -> None:
    """An answer is on its way."""
    patient.begin()
    patient.page.route("**/chat/messages", lambda _route: None)
    patient.box.fill("Seeing my sister")
    patient.box.press("Enter")
    expect(patient.log).to_contain_text("Waiting for the chat helper")


def unsent(patient: Patient) -> None:
    """An answer could not be sent yet."""
    patient.begin()
    patient.page.route("**/chat/messages", lambda route: route.abort())
    patient.box.fill("Seeing my sister")
    patient.box.press("Enter")
    expect(patient.log).to_contain_text("Not sent yet")


def error(patient: Patient) -> None:
    """The plain form, sent empty: the page says what is wrong."""
    patient.begin()
    patient.page.locator("form.reply").evaluate("form => form.submit()")
    expect(patient.page.get_by_text("Write your answer, or choose Skip")).to_be_visible()


def refused(patient: Patient) -> None:
    """The session has ended meanwhile."""
    patient.begin()
    patient.page.route("**/chat/messages", _no_session)
    patient.box.fill("Seeing my sister")
    patient.box.press("Enter")
    expect(patient.page.get_by_role("alert")).to_contain_text("Open your link again")


def _no_session(route: Route) -> None:
    route.fulfill(status=401, json={"error": "no_session"})


def urgent(patient: Patient) -> None:
    """Urgent words."""
    patient.begin()
    patient.write("I don't want to be here any more", then="talk to a person now")


def elsewhere(patient: Patient) -> None:
    """Another tab has taken over."""
    patient.begin()
    patient.page.context.new_page().goto(f"{patient.site.address}/chat")
    expect(patient.page.get_by_text("open in another tab")).to_be_visible()


def check(patient: Patient) -> None:
    """The check page, with a preview."""
    patient.begin()
    patient.write("I moved in with my son.", then="What matters most")
    patient.write("Walking to the shop on my own.", then="able to do or be")
    patient.page.goto(f"{patient.site.address}/chat/check")
    expect(patient.page.get_by_role("heading", name="What your clinic will see")).to_be_visible()


def changing(patient: Patient) -> None:
    """The check page with everything unfolded."""
    check(patient)
    for fold in patient.page.locator("details.more > summary").all():
        fold.click()


def confirmation(patient: Patient) -> None:
    """Saved for the visit."""
    check(patient)
    patient.page.get_by_role("button", name="Save for my visit").click()
    expect(patient.page.get_by_role("heading", name="This is saved")).to_be_visible()


def erasing(patient: Patient) -> None:
    """Asked before everything is deleted."""
    patient.begin()
    patient.page.goto(f"{patient.site.address}/chat/erase")


def goodbye(patient: Patient) -> None:
    """Everything is deleted."""
    erasing(patient)
    patient.page.get_by_role("button", name="Yes, delete everything").click()
    expect(patient.page.get_by_role("heading", name="is deleted")).to_be_visible()


def urgent_help(patient: Patient) -> None:
    """The page of urgent help."""
    patient.page.goto(f"{patient.site.address}/urgent-help")


def dead_link(patient: Patient) -> None:
    """A link that opens nothing."""
    patient.page.goto(f"{patient.site.address}/p/unknown")
