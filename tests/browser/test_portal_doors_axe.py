"""The ways into the portal, its empty and full list, by axe-core and HTML_CodeSniffer. Starts a browser."""

from datetime import timedelta

import pyotp
from playwright.sync_api import Page

from records.models import Role, Staff, Visit, now
from tests.browser.engines import axe, sniffer
from tests.clinic.conftest import PASSWORD, Portal, migrated, portal
from tests.clinic.test_oidc import Provider, provider
from tests.web.serving import served

__all__ = ["migrated", "portal", "provider"]


def enter(page: Page, address: str, person: Staff) -> None:
    """Sign in with the password."""
    page.goto(f"{address}/clinic/sign-in")
    page.get_by_label("Username").fill(person.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def test_the_second_factor_has_no_barrier_from_recovery_codes_to_the_code(
    portal: Portal, page: Page
) -> None:
    person = portal.person(Role.CLINICIAN)
    with served(portal.app) as address:
        enter(page, address, person)
        page.goto(f"{address}/clinic/second-factor")
        secret = page.locator("input[name=secret]").get_attribute("value")
        assert secret is not None
        page.locator("input[name=code]").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Turn it on").click()
        page.wait_for_load_state()
        found = {"recovery codes": axe(page) + sniffer(page)}
        page.goto(f"{address}/clinic/second-factor")
        found["on"] = axe(page) + sniffer(page)
        page.context.clear_cookies()
        enter(page, address, person)
        assert "/clinic/code" in page.url
        found["code"] = axe(page) + sniffer(page)
    assert found == {"recovery codes": [], "on": [], "code": []}


def test_changing_a_one_time_password_has_no_barrier(portal: Portal, page: Page) -> None:
    person = portal.person(Role.CLINICIAN)
    with portal.database.writing() as session:
        session.get_one(Staff, person.id).must_change_password = True
    with served(portal.app) as address:
        enter(page, address, person)
        assert "/clinic/password" in page.url
        assert axe(page) + sniffer(page) == []


def test_a_list_of_2000_visits_has_no_barrier(portal: Portal, page: Page) -> None:
    clinic_id = portal.clinic_id()
    with portal.database.writing() as session:
        for number in range(2000):
            starts = now() + timedelta(days=2, minutes=number)
            name = f"Person {number}"
            session.add(Visit(clinic_id=clinic_id, starts_at=starts, patient_name=name))
    with served(portal.app) as address:
        enter(page, address, portal.person(Role.CLINICIAN))
        page.goto(f"{address}/clinic/?when=next&whose=all")
        assert page.get_by_text("Person 1", exact=True).is_visible()
        assert axe(page) + sniffer(page) == []


def test_an_empty_list_has_no_barrier(portal: Portal, page: Page) -> None:
    with served(portal.app) as address:
        enter(page, address, portal.person(Role.CLINICIAN))
        assert axe(page) + sniffer(page) == []


def test_a_hospital_sign_in_that_names_nobody_here_has_no_barrier(
    portal: Portal, provider: Provider, page: Page
) -> None:
    with served(portal.app) as address:
        page.goto(f"{address}/clinic/sign-in")
        found = {"sign in": axe(page) + sniffer(page)}
        # The service itself has no page: the browser comes back from it with a code that fits nothing.
        page.goto(f"{address}/clinic/oidc/callback?code=x&state=y")
        assert page.get_by_role("heading", name="You are not signed in").is_visible()
        found["failed"] = axe(page) + sniffer(page)
    assert found == {"sign in": [], "failed": []}
