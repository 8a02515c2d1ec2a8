"""The list of visits: which are on it, how they stand, and how they are found."""

import re
from datetime import date, timedelta

import pytest

from records import sending
from records.models import Preparation, Role, State, Visit, now
from records.visits import Progress
from tests.clinic.conftest import Portal
from web.clinic.visits import PER_PAGE, View, positive, read_date, wanted_visits

ALL_NEXT = "/clinic/?when=next&whose=all"


def names(page: str) -> list[str]:
    """The names of the visits on a page, in their order."""
    return re.findall(
        r'<a href="/clinic/(?:preparations|visits)/[0-9a-f-]+">(?!Link)([^<]+)</a>', page
    )


def test_today_next_and_past_each_show_their_own(portal: Portal) -> None:
    portal.visit("Past Person", now() - timedelta(days=2))
    portal.visit("Today Person", now())
    portal.visit("Next Person", now() + timedelta(days=2))
    browser = portal.signed_in()
    shown = {
        when: names(browser.get(f"/clinic/?when={when}&whose=all").text)
        for when in ("today", "next", "past")
    }
    assert shown == {"today": ["Today Person"], "next": ["Next Person"], "past": ["Past Person"]}


def test_a_day_begins_and_ends_at_the_clinics_midnight() -> None:
    view = View("today", "all", "", 1)
    summer = wanted_visits(view, date(2026, 7, 1), "Europe/London", "me")
    assert str(summer.since) == "2026-06-30 23:00:00+00:00"
    assert str(summer.before) == "2026-07-01 23:00:00+00:00"
    change = wanted_visits(view, date(2026, 10, 25), "Europe/London", "me")
    assert change.before is not None
    assert change.since is not None
    assert change.before - change.since == timedelta(hours=25)


def test_clinicians_start_with_their_own_visits_and_managers_with_all(portal: Portal) -> None:
    lee, other = portal.person(Role.CLINICIAN), portal.person(Role.CLINICIAN)
    portal.visit("Mine", now(), clinician=lee)
    portal.visit("Another's", now(), clinician=other)
    portal.visit("No one's", now())
    assert names(portal.browser_of(lee).get("/clinic/").text) == ["Mine"]
    everyone = names(portal.signed_in(Role.MANAGER).get("/clinic/").text)
    assert len(everyone) == 3


def test_visits_of_another_clinic_are_not_on_the_list(portal: Portal) -> None:
    portal.visit("Stranger", clinic="other")
    browser = portal.signed_in()
    assert names(browser.get(ALL_NEXT).text) == []
    assert names(browser.post("/clinic/search", data={"name": "Stranger"}).text) == []


def test_each_visit_shows_how_far_its_person_is(portal: Portal) -> None:
    portal.visit("A not opened")
    portal.preparation(portal.visit("B started"))
    portal.sent(portal.visit("C sent"))
    read = portal.sent(portal.visit("D read"))
    taken_back = portal.sent(portal.visit("E taken back"))
    portal.withdraw(taken_back)
    browser = portal.signed_in()
    browser.post(f"/clinic/preparations/{read}/read", data={"revision": "1"})
    shown = {
        progress.value: names(browser.get(f"{ALL_NEXT}&progress={progress.value}").text)
        for progress in Progress
    }
    assert shown == {
        "not_opened": ["A not opened"],
        "started": ["B started"],
        "sent": ["C sent"],
        "read": ["D read"],
        "taken_back": ["E taken back"],
        "declined": [],
        "erased": [],
    }


@pytest.mark.parametrize("state", [State.DECLINED, State.ERASED])
def test_who_declined_or_deleted_is_said_without_words(state: State, portal: Portal) -> None:
    preparation_id = portal.preparation()
    with portal.database.writing() as session:
        preparation = session.get_one(Preparation, preparation_id)
        sending.erase(session, preparation)
        preparation.state = state
    browser = portal.signed_in()
    assert len(names(browser.get(f"{ALL_NEXT}&progress={state.value}").text)) == 1
    assert "They " in browser.get(f"/clinic/preparations/{preparation_id}").text


def test_new_is_what_came_since_i_looked(portal: Portal) -> None:
    preparation_id = portal.sent()
    browser, colleague = portal.signed_in(), portal.signed_in()
    assert "clinic-new" in browser.get(ALL_NEXT).text
    browser.get(f"/clinic/preparations/{preparation_id}")
    assert "clinic-new" not in browser.get(ALL_NEXT).text
    assert "clinic-new" in colleague.get(ALL_NEXT).text
    portal.withdraw(preparation_id)
    assert "clinic-new" not in browser.get(ALL_NEXT).text
    portal.send(preparation_id)
    assert "clinic-new" in browser.get(ALL_NEXT).text


def test_a_visit_is_found_by_a_part_of_the_name(portal: Portal) -> None:
    for name in ("Anna Wren", "Annabel Okafor", "Bill 100% Wren"):
        portal.visit(name)
    browser = portal.signed_in()
    for typed, found in (
        ("wren", {"Anna Wren", "Bill 100% Wren"}),
        ("  anna ", {"Anna Wren", "Annabel Okafor"}),
        ("100%", {"Bill 100% Wren"}),
        ("_", set()),
    ):
        page = browser.post("/clinic/search", data={"name": typed}).text
        assert set(names(page)) == found


def test_a_visit_is_found_by_its_date_at_the_clinic(portal: Portal) -> None:
    at = now() + timedelta(days=30)
    portal.visit("That Day", at)
    portal.visit("Day After", at + timedelta(days=1))
    page = portal.signed_in().post("/clinic/search", data={"date": at.date().isoformat()})
    assert names(page.text) == ["That Day"]


def test_a_name_that_was_searched_for_is_never_in_an_address(portal: Portal) -> None:
    for number in range(PER_PAGE + 1):
        portal.visit(f"Zebedee {number:02}")
    browser = portal.signed_in()
    answer = browser.post("/clinic/search", data={"name": "Zebedee"})
    assert answer.status_code == 200
    assert "Page 1 of 2" in answer.text
    assert "Zebedee" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', answer.text))
    more = browser.post("/clinic/search", data={"name": "Zebedee", "page": "2"})
    assert len(names(more.text)) == 1


def test_a_wrong_date_is_told_at_its_field_and_stays_in_it(portal: Portal) -> None:
    answer = portal.signed_in().post("/clinic/search", data={"date": "31.2.2026"})
    assert answer.status_code == 422
    assert 'href="#date"' in answer.text
    assert 'value="31.2.2026"' in answer.text


def test_two_thousand_visits_come_a_page_at_a_time(portal: Portal) -> None:
    clinic_id, starts_at = portal.clinic_id(), now() + timedelta(days=1)
    with portal.database.writing() as session:
        session.add_all(
            Visit(
                clinic_id=clinic_id,
                patient_name=f"Person {number:04}",
                starts_at=starts_at + timedelta(minutes=number),
            )
            for number in range(2000)
        )
    browser = portal.signed_in()
    first = browser.get(ALL_NEXT).text
    assert names(first)[0] == "Person 0000"
    assert len(names(first)) == PER_PAGE
    assert "Page 1 of 40" in first
    last = browser.get(f"{ALL_NEXT}&page=40").text
    assert names(last)[-1] == "Person 1999"
    assert "There is no page 41" in browser.get(f"{ALL_NEXT}&page=41").text


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/clinic/", "You have no visits here"),
        ("/clinic/?whose=all", "There are no visits here"),
        ("/clinic/?progress=sent", "No visit here is at"),
    ],
)
def test_an_empty_list_says_what_to_do(address: str, says: str, portal: Portal) -> None:
    assert says in portal.signed_in().get(address).text


def test_what_is_no_view_of_ours_is_read_as_the_ordinary_one(portal: Portal) -> None:
    answer = portal.signed_in().get("/clinic/?when=x&whose=y&progress=z&page=-3")
    assert answer.status_code == 200


def test_numbers_and_dates_are_read_or_refused() -> None:
    assert [positive(typed) for typed in ("3", "0", "-1", "x", "9" * 40, "")] == [3, 1, 1, 1, 1, 1]
    assert read_date("2026-12-01") == date(2026, 12, 1)
    assert read_date("1.12.2026") is None


def test_only_what_is_new_since_one_looked_can_be_listed(portal: Portal) -> None:
    seen, unseen = portal.visit("Seen Already"), portal.visit("Not Yet Seen")
    first = portal.sent(seen)
    portal.sent(unseen)
    browser = portal.signed_in()
    browser.get(f"/clinic/preparations/{first}")
    page = browser.get("/clinic/?when=next&whose=all&progress=new").text
    assert "Not Yet Seen" in page
    assert "Seen Already" not in page
    other = portal.signed_in().get("/clinic/?when=next&whose=all&progress=new").text
    assert "Seen Already" in other
