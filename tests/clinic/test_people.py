"""The clinic's staff, in the hands of its managers."""

import re
from typing import Any

import pytest

from records.models import Role, Staff
from tests.clinic.conftest import PASSWORD, Portal

NEW = {"name": "Dr Wren", "username": "wren", "role": "clinician"}


def secret_on(page: str) -> str:
    found = re.search(r'class="clinic-secret">([^<]+)<', page)
    assert found is not None
    return found[1]


def sign_in(portal: Portal, username: str, password: str) -> Any:
    form = {"username": username, "password": password}
    return portal.browser().post("/clinic/sign-in", data=form)


def test_someone_new_signs_in_once_with_the_password_they_are_given(portal: Portal) -> None:
    manager = portal.signed_in(Role.MANAGER)
    password = secret_on(manager.post("/clinic/staff", data=NEW).text)
    assert password not in manager.get("/clinic/staff").text
    assert sign_in(portal, "wren", password).status_code == 303
    with portal.reading() as session:
        assert session.query(Staff).filter_by(username="wren").one().must_change_password


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"username": "Has Space"}, "username"),
        ({"username": "taken"}, "username"),
        ({"role": "administrator"}, "role"),
    ],
)
def test_each_error_is_told_at_its_field(
    changes: dict[str, str], field: str, portal: Portal
) -> None:
    manager = portal.signed_in(Role.MANAGER)
    manager.post("/clinic/staff", data={**NEW, "username": "taken"})
    answer = manager.post("/clinic/staff", data={**NEW, **changes})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_new_one_time_password_ends_the_old_one_and_its_sign_ins(portal: Portal) -> None:
    person = portal.person(Role.CLINICIAN)
    theirs, manager = portal.browser_of(person), portal.signed_in(Role.MANAGER)
    page = manager.post(f"/clinic/staff/{person.id}/new-password")
    assert theirs.get("/clinic/").headers["location"].startswith("/clinic/sign-in")
    assert sign_in(portal, person.username, PASSWORD).status_code == 401
    assert sign_in(portal, person.username, secret_on(page.text)).status_code == 303
    assert len(portal.audited("staff_new_password")) == 1


def test_ending_access_is_at_once_and_for_good(portal: Portal) -> None:
    person = portal.person(Role.CLINICIAN)
    theirs, manager = portal.browser_of(person), portal.signed_in(Role.MANAGER)
    manager.post(f"/clinic/staff/{person.id}/disable")
    assert theirs.get("/clinic/").status_code == 303
    assert sign_in(portal, person.username, PASSWORD).status_code == 401
    assert "access ended" in manager.get("/clinic/staff").text
    assert manager.post(f"/clinic/staff/{person.id}/new-password").status_code == 404


def test_a_manager_cannot_end_their_own_access(portal: Portal) -> None:
    person = portal.person(Role.MANAGER)
    browser = portal.browser_of(person)
    browser.post(f"/clinic/staff/{person.id}/disable")
    assert browser.get("/clinic/staff").status_code == 200
    assert portal.audited("staff_disable") == []


def test_staff_of_another_clinic_are_not_shown(portal: Portal) -> None:
    stranger = portal.person(Role.CLINICIAN, "other")
    assert stranger.username not in portal.signed_in(Role.MANAGER).get("/clinic/staff").text
