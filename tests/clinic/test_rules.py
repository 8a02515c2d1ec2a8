"""Every route of the portal, for every role, in the own clinic and from another: generated from the route table."""

from itertools import product

import pytest
from starlette.routing import Route

from records.models import Role
from tests.clinic.conftest import Portal
from web.clinic import routes
from web.clinic.rules import OPEN, RULES, may

GUARDED = [route for route in routes if route.name not in OPEN]
WITH_ID = [route for route in GUARDED if "{id}" in route.path]


def shown(value: Route | Role) -> str:
    return value.name if isinstance(value, Route) else value.value


def method(route: Route) -> str:
    return "POST" if "POST" in (route.methods or ()) else "GET"


def address(route: Route, portal: Portal, clinic: str) -> str:
    kind = route.path.split("/")[1]
    ids = {"visits": lambda: portal.visit(clinic=clinic).id}
    ids["preparations"] = lambda: portal.sent(clinic=clinic)
    ids["staff"] = lambda: portal.person(Role.CLINICIAN, clinic).id
    found = ids[kind]() if "{id}" in route.path else ""
    return "/clinic" + route.path.replace("{id}", found)


def test_every_route_has_exactly_one_rule() -> None:
    names = [route.name for route in routes]
    assert sorted(names) == sorted([*OPEN, *RULES])


def test_a_route_without_a_rule_opens_for_no_one() -> None:
    assert not any(may(role, "a new route") for role in Role)


@pytest.mark.parametrize(("route", "role"), list(product(GUARDED, Role)), ids=shown)
def test_only_the_roles_of_the_rule_get_in(route: Route, role: Role, portal: Portal) -> None:
    browser = portal.signed_in(role)
    answer = browser.request(method(route), address(route, portal, "own"))
    if role in RULES[route.name]:
        assert answer.status_code in (200, 303, 422)
    else:
        assert answer.status_code == 403
        assert "not for your role" in answer.text


@pytest.mark.parametrize(("route", "role"), list(product(WITH_ID, Role)), ids=shown)
def test_nothing_of_another_clinic_is_found(route: Route, role: Role, portal: Portal) -> None:
    portal.clinic_id("own")
    browser = portal.signed_in(role)
    answer = browser.request(method(route), address(route, portal, "other"))
    assert answer.status_code == (404 if role in RULES[route.name] else 403)


@pytest.mark.parametrize("route", GUARDED, ids=shown)
def test_who_has_not_signed_in_is_asked_to(route: Route, portal: Portal) -> None:
    answer = portal.browser().request(method(route), address(route, portal, "own"))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/clinic/sign-in")


@pytest.mark.parametrize("role", [Role.MAINTAINER, Role.AUDITOR])
def test_a_refusal_names_whom_to_ask(role: Role, portal: Portal) -> None:
    manager = portal.person(Role.MANAGER)
    page = portal.signed_in(role).get(f"/clinic/preparations/{portal.sent()}")
    assert page.status_code == 403
    assert f"ask {manager.name}" in page.text
