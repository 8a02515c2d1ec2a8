"""The second factor: on with an app, a code at each sign-in, recovery codes, off again."""

import re
from typing import Any

import pyotp
import pytest

from records.models import Role, Staff, now
from tests.clinic.conftest import PASSWORD, Portal

SECRET = re.compile(r'name="secret" value="([A-Z2-7]{32})"')
RECOVERY = re.compile(r"<li>([a-z2-9]{5}-[a-z2-9]{5})</li>")


def code_at(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(pyotp.TOTP(secret).timecode(now())) * 30 + steps * 30)


@pytest.fixture
def person(portal: Portal) -> Staff:
    return portal.person(Role.CLINICIAN)


def turn_on(portal: Portal, person: Staff) -> tuple[str, list[str]]:
    """The app's secret and the recovery codes."""
    browser = portal.browser_of(person)
    found = SECRET.search(browser.get("/clinic/second-factor").text)
    assert found is not None
    form = {"secret": found[1], "code": code_at(found[1], -1)}
    page = browser.post("/clinic/second-factor", data=form)
    return found[1], RECOVERY.findall(page.text)


def with_password(portal: Portal, person: Staff) -> Any:
    browser = portal.browser()
    form = {"username": person.username, "password": PASSWORD, "next": "/clinic/"}
    answer = browser.post("/clinic/sign-in", data=form)
    assert answer.headers["location"].startswith("/clinic/code")
    return browser


def test_the_right_password_alone_opens_nothing(portal: Portal, person: Staff) -> None:
    turn_on(portal, person)
    browser = with_password(portal, person)
    assert browser.get("/clinic/").headers["location"].startswith("/clinic/sign-in")


def test_a_code_of_the_app_lets_in_once(portal: Portal, person: Staff) -> None:
    secret, _ = turn_on(portal, person)
    browser, code = with_password(portal, person), code_at(secret)
    assert browser.post("/clinic/code", data={"code": code}).headers["location"] == "/clinic/"
    assert browser.get("/clinic/").status_code == 200
    again = with_password(portal, person).post("/clinic/code", data={"code": code})
    assert again.status_code == 401


def test_a_recovery_code_works_once(portal: Portal, person: Staff) -> None:
    _, codes = turn_on(portal, person)
    assert len(codes) == len(set(codes)) == 10
    first = with_password(portal, person).post("/clinic/code", data={"code": codes[0].upper()})
    assert first.status_code == 303
    again = with_password(portal, person).post("/clinic/code", data={"code": codes[0]})
    assert again.status_code == 401
    assert len(portal.audited("recovery_code_used")) == 1


def test_codes_cannot_be_guessed_by_giving_the_password_again(
    portal: Portal, person: Staff
) -> None:
    turn_on(portal, person)
    for _ in range(10):
        answer = with_password(portal, person).post("/clinic/code", data={"code": "000000"})
        assert answer.status_code == 401
    form = {"username": person.username, "password": PASSWORD}
    assert portal.browser().post("/clinic/sign-in", data=form).status_code == 429


def test_it_is_not_turned_on_before_the_app_shows_a_right_code(
    portal: Portal, person: Staff
) -> None:
    browser = portal.browser_of(person)
    secret = SECRET.search(browser.get("/clinic/second-factor").text)
    assert secret is not None
    answer = browser.post("/clinic/second-factor", data={"secret": secret[1], "code": "12"})
    assert answer.status_code == 422
    assert secret[1] in answer.text
    with portal.reading() as session:
        assert session.get_one(Staff, person.id).code_secret is None


def test_the_secret_is_sealed_in_the_table(portal: Portal, person: Staff) -> None:
    secret, codes = turn_on(portal, person)
    with portal.reading() as session:
        kept = session.get_one(Staff, person.id)
        assert kept.code_secret is not None
        assert secret not in kept.code_secret
        assert codes[0] not in kept.recovery_codes


def test_turning_it_off_needs_a_code(portal: Portal, person: Staff) -> None:
    secret, _ = turn_on(portal, person)
    browser = portal.browser_of(person)
    assert browser.post("/clinic/second-factor/off", data={"code": "1"}).status_code == 422
    off = browser.post("/clinic/second-factor/off", data={"code": code_at(secret)})
    assert off.status_code == 303
    with portal.reading() as session:
        assert session.get_one(Staff, person.id).code_secret is None


def test_a_manager_helps_with_a_lost_phone(portal: Portal, person: Staff) -> None:
    turn_on(portal, person)
    lost = portal.browser_of(person)
    manager = portal.signed_in(Role.MANAGER)
    assert "Ask for no code" in manager.get("/clinic/staff").text
    manager.post(f"/clinic/staff/{person.id}/second-factor-off")
    assert lost.get("/clinic/").status_code == 303
    assert len(portal.audited("second_factor_off")) == 1


def test_one_sees_ones_own_sign_ins_and_ends_another(portal: Portal, person: Staff) -> None:
    here, there = portal.browser_of(person), portal.browser_of(person)
    portal.signed_in()  # somebody else's, which is not in the list
    page = here.get("/clinic/sign-ins").text
    rows = re.findall(r'name="name" value="(\w+)"', page)
    assert len(rows) == 2
    mine = page.index("(this one)")
    other = next(name for name in rows if abs(page.index(name) - mine) > 400)
    here.post("/clinic/sign-ins/end", data={"name": other})
    assert sorted([here.get("/clinic/").status_code, there.get("/clinic/").status_code]) == [
        200,
        303,
    ]


def test_nobody_ends_the_sign_in_of_somebody_else(portal: Portal, person: Staff) -> None:
    theirs = portal.browser_of(person)
    name = re.findall(r'name="name" value="(\w+)"', theirs.get("/clinic/sign-ins").text)[0]
    portal.signed_in().post("/clinic/sign-ins/end", data={"name": name})
    assert theirs.get("/clinic/").status_code == 200
