"""Inviting a person: a visit with its link, a further link, and taking links back."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time

from starlette.responses import RedirectResponse, Response

from records import invitations, reading
from records import staff as staff_records
from records.models import Role, Staff, Visit, new_id, now
from web.clinic import clock
from web.clinic.door import PATH, Ask, Form, NotFound
from web.clinic.visits import read_date

LONGEST_NAME = 200
NO_NAME = "Enter the person's name"
LONG_NAME = f"Enter a name of at most {LONGEST_NAME} characters"
NO_DATE = "Enter the date of the visit, like 2026-12-01"
NO_TIME = "Enter the time of the visit, like 14:30"
PAST = "Enter a date and time that are still to come"
NO_CLINICIAN = "Choose who the visit is with"


@dataclass(frozen=True)
class NewVisit:
    """A visit as the form describes it, checked."""

    name: str
    starts_at: datetime
    clinician_id: str | None


def form(ask: Ask) -> Response:
    """The empty form. It carries the id of the visit to come, so that sending it twice makes one visit."""
    return _form_page(ask, {"visit": new_id(), "clinician": ask.staff.id}, {})


def invite(ask: Ask) -> Response:
    """Make the visit and show its link, this once; or the form again with what to put right."""
    clinicians = _clinicians(ask)
    checked = check(ask.form, {one.id for one in clinicians}, ask.timezone, now())
    if isinstance(checked, dict):
        return _form_page(ask, ask.form, checked, status=422)
    visit_id = _visit_id(ask.form)
    if reading.visit_of(ask.session, ask.staff.clinic_id, visit_id) is not None:
        return RedirectResponse(f"{PATH}/visits/{visit_id}", 303)
    invited = invitations.invite(
        ask.session,
        ask.staff.clinic,
        checked.name,
        checked.starts_at,
        clinician=next((one for one in clinicians if one.id == checked.clinician_id), None),
        actor=ask.actor,
        visit_id=visit_id,
    )
    return _link_page(ask, invited.visit, invited.token)


def show(ask: Ask) -> Response:
    """A visit: its links, and how far the person is."""
    visit = _visit(ask)
    return ask.page(
        "visit.html",
        visit=visit,
        preparation=reading.preparation_for(ask.session, visit),
        invitations=sorted(visit.invitations, key=lambda one: one.created_at),
        now=now(),
    )


def new_link(ask: Ask) -> Response:
    """A further link, shown this once."""
    visit = _visit(ask)
    return _link_page(ask, visit, invitations.new_link(ask.session, visit, actor=ask.actor))


def withdraw_links(ask: Ask) -> Response:
    """Take every link of the visit back."""
    visit = _visit(ask)
    invitations.withdraw_links(ask.session, visit, actor=ask.actor)
    return RedirectResponse(f"{PATH}/visits/{visit.id}", 303)


def check(
    form: Form, clinician_ids: set[str], timezone: str, at: datetime
) -> NewVisit | dict[str, str]:
    """The visit the form describes, or what is wrong with it, by field, in the order of the form."""
    name = form.get("name", "").strip()
    day, hour = read_date(form.get("date", "").strip()), read_time(form.get("time", "").strip())
    starts_at = clock.at(day, hour, timezone) if day and hour else None
    clinician_id = form.get("clinician", "")
    errors = {
        "name": NO_NAME if not name else LONG_NAME if len(name) > LONGEST_NAME else "",
        "date": NO_DATE if day is None else PAST if starts_at and starts_at <= at else "",
        "time": NO_TIME if hour is None else "",
        "clinician": NO_CLINICIAN if clinician_id and clinician_id not in clinician_ids else "",
    }
    wrong = {field: message for field, message in errors.items() if message}
    if wrong or starts_at is None:
        return wrong
    return NewVisit(name, starts_at, clinician_id or None)


def read_time(typed: str) -> time | None:
    """A time of day as browsers send it (`14:30`), or None."""
    try:
        return datetime.strptime(typed, "%H:%M").time()  # noqa: DTZ007 - the clinic's zone is added later
    except ValueError:
        return None


def _clinicians(ask: Ask) -> list[Staff]:
    return [
        person
        for person in staff_records.in_clinic(ask.session, ask.staff.clinic_id)
        if person.disabled_at is None and person.role in (Role.CLINICIAN, Role.MANAGER)
    ]


def _visit(ask: Ask) -> Visit:
    visit = reading.visit_of(ask.session, ask.staff.clinic_id, ask.path("id"))
    if visit is None:
        raise NotFound
    return visit


def _visit_id(form: Form) -> str:
    try:
        return str(uuid.UUID(form.get("visit", "")))
    except ValueError:
        return new_id()


def _form_page(ask: Ask, typed: Form, errors: dict[str, str], status: int = 200) -> Response:
    return ask.page(
        "invite.html", status=status, typed=typed, errors=errors, clinicians=_clinicians(ask)
    )


def _link_page(ask: Ask, visit: Visit, token: str) -> Response:
    link = f"{ask.site.settings.base_url}/p/{token}"
    return ask.page("link.html", visit=visit, clinic=ask.staff.clinic, link=link)
