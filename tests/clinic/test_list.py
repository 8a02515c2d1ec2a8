"""Inviting a list: a dry run, every mistake by its row, and all of it or nothing."""

import re
from typing import Any

import pytest

from records.models import Invitation, Role, Visit, new_id
from tests.clinic.conftest import Portal
from web.clinic.tables import rows_of, written

GOOD = """name,date,time,number,birth_year,email
Rosa Diaz,2090-01-12,10:30,A1,1958,rosa@example.org
"Sam, of Leeds",2090-01-13,11:00,A2,,
"""
BAD = (
    GOOD
    + "\nNo Date,12/01/2090,11:00,A3,,\nRosa Diaz,2090-01-12,10:30,A1,1958,\n,2090-01-12,9:77,,58,x\n"
)
LINK = re.compile(r"http://[^\s\"<,]+/p/[\w-]+")


def check(browser: Any, text: str) -> Any:
    return browser.post("/clinic/visits/list", data={"csv": text})


def make(browser: Any, text: str, batch: str) -> Any:
    return browser.post("/clinic/visits/list/make", data={"csv": text, "batch": batch})


def visits(portal: Portal) -> int:
    with portal.reading() as session:
        return session.query(Visit).count()


def test_the_dry_run_makes_nothing(portal: Portal) -> None:
    page = check(portal.signed_in(), GOOD)
    assert page.status_code == 200
    assert "Make 2 links" in page.text
    assert visits(portal) == 0


def test_every_mistake_is_told_at_its_row(portal: Portal) -> None:
    page = check(portal.signed_in(), BAD)
    assert page.status_code == 422
    assert "3 of 5 rows" in page.text
    assert "The same as row 2" in page.text
    for field in ("name", "date", "time", "birth_year", "email"):
        assert f"<strong>{field}</strong>: " in page.text
    assert "Make " not in page.text


def test_one_wrong_row_and_nothing_is_made(portal: Portal) -> None:
    assert make(portal.signed_in(), BAD, new_id()).status_code == 422
    assert visits(portal) == 0


def test_each_person_gets_a_letter_with_a_link_that_opens(portal: Portal) -> None:
    page = make(portal.signed_in(), GOOD, new_id()).text
    assert page.count('class="clinic-letter"') == 2
    assert page.count("<svg") == 2
    links = set(LINK.findall(page))
    assert len(links) == 2
    for link in links:
        assert portal.browser().get(link.partition("8000")[2]).status_code == 303
    with portal.reading() as session:
        rosa = session.query(Visit).filter_by(patient_ref="A1").one()
        assert (rosa.birth_year, rosa.email) == (1958, "rosa@example.org")


def test_sending_the_list_twice_makes_each_visit_once(portal: Portal) -> None:
    browser, batch = portal.signed_in(), new_id()
    make(browser, GOOD, batch)
    assert make(browser, GOOD, batch).status_code == 303
    assert visits(portal) == 2


def test_a_visit_that_is_here_already_is_told(portal: Portal) -> None:
    browser = portal.signed_in()
    make(browser, GOOD, new_id())
    page = check(browser, GOOD)
    assert page.status_code == 422
    assert page.text.count("This visit is here already") == 2


def test_a_list_is_with_people_of_the_own_clinic_only(portal: Portal) -> None:
    own, other = portal.person(Role.CLINICIAN), portal.person(Role.CLINICIAN, "other")
    browser = portal.signed_in()
    head = "name,date,time,with\nRosa,2090-01-12,10:30,"
    assert check(browser, head + own.username).status_code == 200
    assert "Nobody who works here" in check(browser, head + other.username).text


def test_a_file_is_read_as_spreadsheets_save_it(portal: Portal) -> None:
    old = "name;date;time\nZoë Müller;2090-01-12;10:30\n"
    for content in (old.encode("utf-8-sig"), old.encode("cp1252")):
        page = portal.signed_in().post("/clinic/visits/list", files={"file": ("a.csv", content)})
        assert page.status_code == 200
        assert "Zoë Müller" in page.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Choose a file"),
        ("name,date,time\n", "no rows"),
        ("who,when\na,b\n", "Missing: name, date, time"),
        ('name,date,time\n"a,b\n', "not closed"),
        ("name,date,time\n" + "a,b,c\n" * 501, "at most 500"),
    ],
)
def test_a_list_that_is_none_is_told_so(text: str, words: str, portal: Portal) -> None:
    page = check(portal.signed_in(), text)
    assert page.status_code == 422
    assert words in page.text


def test_no_cell_that_is_written_is_a_formula() -> None:
    assert rows_of(written(["a"], [["=1+1"], ["plain"]])) == [{"a": "'=1+1"}, {"a": "plain"}]


def test_the_links_in_the_table_are_hashes_only(portal: Portal) -> None:
    page = make(portal.signed_in(), GOOD, new_id()).text
    with portal.reading() as session:
        for invitation in session.query(Invitation):
            assert invitation.token_hash not in page
