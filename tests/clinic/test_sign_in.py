"""Signing in, staying in, and getting out."""

from datetime import timedelta
from typing import Any

import pytest

from records import passwords
from records import staff as staff_records
from records.models import Role, StaffSession, now
from tests.clinic.conftest import PASSWORD, Portal
from web.clinic.door import COOKIE
from web.clinic.entering import in_words
from web.clinic.sign_in import WRONG


def sign_in(browser: Any, username: str, password: str, asked: str = "") -> Any:
    form = {"username": username, "password": password, "next": asked}
    return browser.post("/clinic/sign-in", data=form)


def test_signing_in_leads_back_to_the_page_that_was_asked_for(portal: Portal) -> None:
    person, browser = portal.person(Role.CLINICIAN), portal.browser()
    wanted = f"/clinic/preparations/{portal.sent()}"
    first = browser.get(wanted)
    assert first.headers["location"] == f"/clinic/sign-in?next={wanted}"
    assert f'value="{wanted}"' in browser.get(first.headers["location"]).text
    assert sign_in(browser, person.username, PASSWORD, wanted).headers["location"] == wanted
    assert browser.get(wanted).status_code == 200


@pytest.mark.parametrize(
    "asked", ["//evil.example", "https://evil.example/clinic/", "/clinic/../chat", "/chat", "\\"]
)
def test_signing_in_never_leads_out_of_the_portal(asked: str, portal: Portal) -> None:
    person = portal.person(Role.CLINICIAN)
    answer = sign_in(portal.browser(), person.username, PASSWORD, asked)
    assert answer.headers["location"] == "/clinic/"


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer_for_the_same_work(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, checked = portal.person(Role.CLINICIAN), []
    verify = passwords._verify
    monkeypatch.setattr(
        passwords, "_verify", lambda *given: checked.append(given) or verify(*given)
    )
    wrong = sign_in(portal.browser(), person.username, "wrong password")
    unknown = sign_in(portal.browser(), "no-one", "wrong password")
    assert wrong.status_code == unknown.status_code == 401
    assert WRONG in wrong.text
    assert wrong.text.replace(person.username, "no-one") == unknown.text
    assert len(checked) == 2
    assert len(portal.audited("sign_in_failed")) == 2


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_after_ten_wrong_passwords_one_is_told_when_to_try_again(
    known: bool, portal: Portal
) -> None:
    username = portal.person(Role.CLINICIAN).username if known else "no-one"
    browser = portal.browser()
    assert {sign_in(browser, username, "wrong").status_code for _ in range(10)} == {401}
    answer = sign_in(browser, username, PASSWORD)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 30
    assert "Try again in" in answer.text


def test_one_address_cannot_try_for_ever(portal: Portal) -> None:
    browser = portal.browser()
    statuses = [sign_in(browser, f"name-{n}", "x").status_code for n in range(60)]
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_a_one_time_password_has_to_be_replaced_before_anything_else(portal: Portal) -> None:
    person = portal.person(Role.CLINICIAN)
    with portal.database.writing() as session:
        given = staff_records.new_one_time_password(session, session.merge(person))
    browser = portal.browser()
    sign_in(browser, person.username, given)
    assert browser.get("/clinic/").headers["location"] == "/clinic/password"
    form = {"current": given, "new": PASSWORD, "again": PASSWORD}
    assert browser.post("/clinic/password", data=form).headers["location"] == "/clinic/"
    assert browser.get("/clinic/").status_code == 200
    assert sign_in(portal.browser(), person.username, given).status_code == 401


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (
            {"current": "wrong", "new": "a new long password", "again": "a new long password"},
            "current",
        ),
        ({"current": PASSWORD, "new": "short", "again": "short"}, "new"),
        ({"current": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "new"),
        ({"current": PASSWORD, "new": "a new long password", "again": "another one"}, "again"),
    ],
)
def test_a_password_that_will_not_do_is_told_at_its_field(
    form: dict[str, str], field: str, portal: Portal
) -> None:
    person = portal.person(Role.CLINICIAN)
    answer = portal.browser_of(person).post("/clinic/password", data=form)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text


def test_changing_the_password_ends_every_other_sign_in(portal: Portal) -> None:
    person = portal.person(Role.CLINICIAN)
    here, elsewhere = portal.browser_of(person), portal.browser_of(person)
    form = {"current": PASSWORD, "new": "quite another one", "again": "quite another one"}
    here.post("/clinic/password", data=form)
    assert here.get("/clinic/").status_code == 200
    assert elsewhere.get("/clinic/").status_code == 303


def test_signing_out_ends_the_sign_in_on_the_server(portal: Portal) -> None:
    browser = portal.signed_in()
    cookie = browser.cookies[COOKIE]
    browser.post("/clinic/sign-out")
    again = portal.browser()
    again.cookies.set(COOKIE, cookie, path="/clinic")
    assert again.get("/clinic/").status_code == 303


@pytest.mark.parametrize(
    ("column", "ago"),
    [("last_seen_at", timedelta(minutes=16)), ("created_at", timedelta(hours=13))],
)
def test_a_sign_in_ends_by_itself(column: str, ago: timedelta, portal: Portal) -> None:
    browser = portal.signed_in()
    with portal.database.writing() as session:
        session.query(StaffSession).update({column: now() - ago})
    assert browser.get("/clinic/").status_code == 303


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_from_other_sites(portal: Portal) -> None:
    person = portal.person(Role.CLINICIAN)
    plain = sign_in(portal.browser(), person.username, PASSWORD).headers["set-cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=lax" in plain
    assert "Path=/clinic" in plain
    assert "Secure" not in plain
    safe = sign_in(portal.browser("https://testserver"), person.username, PASSWORD)
    assert "Secure" in safe.headers["set-cookie"]


def test_a_form_from_another_site_is_refused(portal: Portal) -> None:
    browser = portal.signed_in()
    answer = browser.post("/clinic/sign-out", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert browser.get("/clinic/").status_code == 200


def test_waiting_is_said_in_words() -> None:
    assert [in_words(seconds) for seconds in (1, 30, 61, 3600)] == [
        "1 second",
        "30 seconds",
        "2 minutes",
        "60 minutes",
    ]
