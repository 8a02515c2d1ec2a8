"""The clinic's staff, for its managers: who is here, someone new, a new one-time password, an end."""

import re

from starlette.responses import RedirectResponse, Response

from records import second_factor, sign_ins
from records import staff as staff_records
from records.models import Role, Staff
from web.clinic.door import PATH, Ask, Form, NotFound
from web.clinic.refusals import ROLE_NAMES

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,98}")
WRONG_USERNAME = "Enter a username of small letters, digits, dots or dashes"
TAKEN = "Choose another username, this one is taken"
NO_NAME = "Enter a name of at most 200 characters"
OUTSIDE_TAKEN = "Enter a name at the hospital's sign-in that nobody else here has"
NO_ROLE = "Choose what they may do"


def show(ask: Ask) -> Response:
    """The list, and the form for someone new."""
    return _page(ask)


def add(ask: Ask) -> Response:
    """Add someone and show their one-time password, this once."""
    errors = check(ask.form)
    if errors:
        return _page(ask, errors, status=422)
    try:
        person, password = staff_records.add(
            ask.session,
            ask.staff.clinic,
            ask.form["username"].strip(),
            ask.form["name"].strip(),
            Role(ask.form["role"]),
            actor=ask.actor,
        )
    except ValueError:
        return _page(ask, {"username": TAKEN}, status=422)
    return ask.page("one_time_password.html", person=person, password=password)


def new_password(ask: Ask) -> Response:
    """A one-time password in place of a forgotten one, shown this once."""
    person = _person(ask)
    password = staff_records.new_one_time_password(ask.session, person, actor=ask.actor)
    return ask.page("one_time_password.html", person=person, password=password)


def disable(ask: Ask) -> Response:
    """End someone's access. Managers cannot end their own, so that one always remains."""
    person = _person(ask)
    if person.id != ask.staff.id:
        staff_records.disable(ask.session, person, actor=ask.actor)
    return RedirectResponse(f"{PATH}/staff", 303)


def second_factor_off(ask: Ask) -> Response:
    """Help for a lost phone: no code is asked for any more, and every sign-in of that person ends."""
    person = _person(ask)
    second_factor.turn_off(ask.session, person, actor=ask.actor)
    sign_ins.end_all(ask.session, person)
    return RedirectResponse(f"{PATH}/staff", 303)


def outside_name(ask: Ask) -> Response:
    """Who someone is at the hospital's own sign-in; empty for no one."""
    person, name = _person(ask), ask.form.get("outside_name", "").strip()
    known = sign_ins.by_outside_name(ask.session, name) if name else None
    if len(name) > 255 or (known is not None and known.id != person.id):
        return _page(ask, {f"outside-{person.id}": OUTSIDE_TAKEN}, status=422)
    staff_records.set_outside_name(ask.session, person, name or None, actor=ask.actor)
    return RedirectResponse(f"{PATH}/staff", 303)


def check(form: Form) -> dict[str, str]:
    """What is wrong with the form for someone new, by field."""
    name = form.get("name", "").strip()
    errors = {
        "name": NO_NAME if not 0 < len(name) <= 200 else "",
        "username": "" if USERNAME.fullmatch(form.get("username", "").strip()) else WRONG_USERNAME,
        "role": "" if form.get("role") in list(Role) else NO_ROLE,
    }
    return {field: message for field, message in errors.items() if message}


def _person(ask: Ask) -> Staff:
    person = staff_records.by_id(ask.session, ask.staff.clinic_id, ask.path("id"))
    if person is None or person.disabled_at is not None:
        raise NotFound
    return person


def _page(ask: Ask, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    return ask.page(
        "staff.html",
        status=status,
        people=staff_records.in_clinic(ask.session, ask.staff.clinic_id),
        role_names=ROLE_NAMES,
        outside=ask.site.settings.oidc_issuer is not None,
        typed=ask.form,
        errors=errors or {},
    )
