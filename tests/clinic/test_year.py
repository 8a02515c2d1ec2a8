"""The clinic's second check: a link opens only with the year of birth the clinic knows."""

from typing import Any

import pytest
from sqlalchemy import update

from records import links
from records.models import Clinic, Role, new_id
from tests.clinic.conftest import Portal
from tests.clinic.test_invite import FORM, link_on


@pytest.fixture
def link(portal: Portal) -> str:
    """A link that asks for 1958."""
    browser = portal.signed_in(Role.MANAGER)
    browser.post("/clinic/choices", data={"asks_birth_year": "yes"})
    form = {**FORM, "visit": new_id(), "birth_year": "1958"}
    return link_on(browser.post("/clinic/visits/new", data=form).text)


def give(browser: Any, link: str, year: str) -> Any:
    return browser.post(link, data={"birth_year": year})


def test_the_link_asks_first_and_opens_with_the_right_year(portal: Portal, link: str) -> None:
    browser = portal.browser()
    page = browser.get(link)
    assert page.status_code == 200
    assert "The year you were born" in page.text
    assert "set-cookie" not in page.headers
    assert give(browser, link, "1958").headers["location"] == "/chat"


@pytest.mark.parametrize("year", ["1957", "", "58", "x", "١٩٥٨"])
def test_a_wrong_year_opens_nothing(year: str, portal: Portal, link: str) -> None:
    answer = give(portal.browser(), link, year)
    assert answer.status_code == 422
    assert "not the year your clinic has" in answer.text
    assert len(portal.audited("wrong_birth_year")) == 1


def test_five_wrong_years_take_the_link_back(portal: Portal, link: str) -> None:
    for _ in range(links.MOST_WRONG_YEARS):
        assert give(portal.browser(), link, "1900").status_code == 422
    assert give(portal.browser(), link, "1958").status_code == 410


def test_nobody_is_asked_when_the_clinic_does_not_want_it(portal: Portal, link: str) -> None:
    with portal.database.writing() as session:
        session.execute(update(Clinic).values(asks_birth_year=False))
    assert portal.browser().get(link).status_code == 303


def test_a_clinic_that_asks_must_give_the_year(portal: Portal, link: str) -> None:
    form = {**FORM, "visit": new_id()}
    answer = portal.signed_in().post("/clinic/visits/new", data=form)
    assert answer.status_code == 422
    assert 'id="birth_year-error"' in answer.text


def test_the_letter_says_that_the_page_asks(portal: Portal, link: str) -> None:
    form = {**FORM, "visit": new_id(), "birth_year": "1940"}
    assert "the year you were born" in portal.signed_in().post("/clinic/visits/new", data=form).text
