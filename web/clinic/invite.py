"""Inviting a person: a visit with its link, a further link, and taking links back."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time

from starlette.responses import RedirectResponse, Response

from records import invitations, reading
from records import staff as staff_records
from records.models import Role, Staff, Visit, new_id, now
from web.clinic import clock, letters, person_fields
from web.clinic.door import PATH, Ask, Form, NotFound
from web.clinic.person_fields import NOTHING_TOLD, PersonFields
from web.clinic.visits import read_date

LONGEST_NAME = 200
NO_NAME = "Enter the person's name"
LONG_NAME = f"Enter a name of at most {LONGEST_NAME} characters"
NO_DATE = "Enter the date of the visit, like 2026-12-01"
NO_TIME = "Enter the time of the visit, like 14:30"
PAST = "Enter a date and time that are still to come"
NO_END = "Enter a day that is still to come, or take the links back"
NO_CLINICIAN = "Choose who the visit is with"


@dataclass(frozen=True)
class NewVisit:
    """A visit as the form describes it, checked."""

    name: str
    starts_at: datetime
    clinician_id: str | None
    fields: PersonFields = NOTHING_TOLD


def form(ask: Ask) -> Response:
    """The empty form. It carries the id of the visit to come, so that sending it twice makes one visit."""
    return _form_page(ask, {"visit": new_id(), "clinician": ask.staff.id}, {})


def invite(ask: Ask) -> Response:
    """Make the visit and show its link, this once; or the form again with what to put right."""
    people = clinicians(ask)
    ids, asks_year = {one.id for one in people}, ask.staff.clinic.asks_birth_year
    checked = check(ask.form, ids, ask.timezone, now(), asks_year=asks_year)
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
        clinician=next((one for one in people if one.id == checked.clinician_id), None),
        actor=ask.actor,
        visit_id=visit_id,
        **vars(checked.fields),
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
        errors={},
    )


def expire(ask: Ask) -> Response:
    """Let the links that still work run out at the end of a day."""
    visit = _visit(ask)
    day = read_date(ask.form.get("until", "").strip())
    at = clock.ends(day, ask.timezone) if day else None
    if at is None or at <= now():
        return ask.page(
            "visit.html",
            status=422,
            visit=visit,
            preparation=reading.preparation_for(ask.session, visit),
            invitations=sorted(visit.invitations, key=lambda one: one.created_at),
            now=now(),
            errors={"until": NO_END},
        )
    invitations.expire_links(ask.session, visit, at, actor=ask.actor)
    return RedirectResponse(f"{PATH}/visits/{visit.id}", 303)


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
    form: Form, clinician_ids: set[str], timezone: str, at: datetime, *, asks_year: bool = False
) -> NewVisit | dict[str, str]:
    """The visit the form describes, or what is wrong with it, by field, in the order of the form."""
    name = form.get("name", "").strip()
    day, hour = read_date(form.get("date", "").strip()), read_time(form.get("time", "").strip())
    starts_at = clock.at(day, hour, timezone) if day and hour else None
    clinician_id = form.get("clinician", "")
    errors = {
        "name": NO_NAME if not name else LONG_NAME if len(name) > LONGEST_NAME else "",
        **person_fields.wrong(form, at, asks_year=asks_year),
        "date": NO_DATE if day is None else PAST if starts_at and starts_at <= at else "",
        "time": NO_TIME if hour is None else "",
        "clinician": NO_CLINICIAN if clinician_id and clinician_id not in clinician_ids else "",
    }
    wrong = {field: message for field, message in errors.items() if message}
    if wrong or starts_at is None:
        return wrong
    return NewVisit(name, starts_at, clinician_id or None, person_fields.read(form))


def read_time(typed: str) -> time | None:
    """A time of day as browsers send it (`14:30`), or None."""
    try:
        return datetime.strptime(typed, "%H:%M").time()  # noqa: DTZ007 - the clinic's zone is added later
    except ValueError:
        return None


def clinicians(ask: Ask) -> list[Staff]:
    """Who of the clinic a visit can be with."""
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
        "invite.html", status=status, typed=typed, errors=errors, clinicians=clinicians(ask)
    )


def _link_page(ask: Ask, visit: Visit, token: str) -> Response:
    letter = letters.letter(visit, ask.site.settings.base_url, token, ask.timezone)
    return ask.page("link.html", letter=letter, visit=visit, clinic=ask.staff.clinic)
