"""Inviting a list of people from a CSV: a dry run that names every mistake, then all of them or none."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from records import invitations, reading
from records.models import Staff, Visit, new_id, now
from web.clinic import invite, letters, tables
from web.clinic.door import PATH, Ask
from web.clinic.invite import NewVisit

COLUMNS = ("name", "date", "time", "with", "number", "birth_year", "email")
NEEDED = ("name", "date", "time")
MOST_ROWS = 500
NOTHING = "Choose a file, or paste the list"
NO_ROWS = "The list has no rows under its first line"
TOO_LONG = f"Send at most {MOST_ROWS} rows at a time"
NO_TABLE = "This is not a table: a quotation mark is not closed"
NOT_WITH = "Nobody who works here has this username"
TWICE = "The same as row {}"
THERE = "This visit is here already"


@dataclass(frozen=True)
class Line:
    """One row of the list, as typed and as checked. `number` is that of the line; the first line has the names."""

    number: int
    typed: dict[str, str]
    visit: NewVisit | None
    errors: dict[str, str]


def form(ask: Ask) -> Response:
    """The form for the list."""
    return _form_page(ask)


def try_it(ask: Ask) -> Response:
    """The dry run: every row with what is wrong with it. Nothing is made."""
    text = ask.form.get("file", "").strip() or ask.form.get("csv", "").strip()
    lines, error = _lines(ask, text)
    if error:
        return _form_page(ask, text, error, 422)
    return _checked_page(ask, text, lines)


def make(ask: Ask) -> Response:
    """Every visit of the list with its link, or none at all."""
    text, batch = ask.form.get("csv", ""), _batch(ask.form.get("batch", ""))
    first = str(uuid.uuid5(batch, "0"))
    if reading.visit_of(ask.session, ask.staff.clinic_id, first) is not None:
        # Sent twice: the links were shown the first time.
        return RedirectResponse(f"{PATH}/?when=next&whose=all", 303)
    lines, error = _lines(ask, text)
    if error:
        return _form_page(ask, text, error, 422)
    if any(line.errors for line in lines):
        return _checked_page(ask, text, lines)
    people = {one.id: one for one in invite.clinicians(ask)}
    made = [
        _make(ask, line.visit, people, str(uuid.uuid5(batch, str(place))))
        for place, line in enumerate(lines)
        if line.visit
    ]
    return ask.page("list_done.html", letters=made, csv=_with_links(made), clinic=ask.staff.clinic)


def check(
    rows: Sequence[dict[str, str]],
    usernames: dict[str, str],
    there: set[tuple[str, datetime]],
    timezone: str,
    at: datetime,
    *,
    asks_year: bool,
) -> list[Line]:
    """Each row checked like the form for one visit; `usernames` are those of clinicians with their ids.

    `there` are the visits that exist already, by the clinic's number for the person and time.
    """
    seen: dict[tuple[str, str, str], int] = {}
    lines = []
    for number, row in enumerate(rows, start=2):
        typed = {name: row.get(name, "") for name in COLUMNS}
        form = typed | {"clinician": usernames.get(typed["with"].lower(), typed["with"])}
        checked = invite.check(form, set(usernames.values()), timezone, at, asks_year=asks_year)
        visit, errors = (None, checked) if isinstance(checked, dict) else (checked, {})
        if "clinician" in errors:
            errors = {k: v for k, v in errors.items() if k != "clinician"} | {"with": NOT_WITH}
        same = (typed["number"] or typed["name"].casefold(), typed["date"], typed["time"])
        if same in seen:
            errors = errors | {"name": TWICE.format(seen[same])}
        if (
            visit
            and visit.fields.patient_ref
            and (visit.fields.patient_ref, visit.starts_at) in there
        ):
            errors = errors | {"number": THERE}
        seen.setdefault(same, number)
        lines.append(Line(number, typed, visit, errors))
    return lines


def _lines(ask: Ask, text: str) -> tuple[list[Line], str]:
    """The checked rows, or what is wrong with the list as a whole."""
    if not text:
        return [], NOTHING
    try:
        rows = tables.rows_of(text)
    except ValueError:
        return [], NO_TABLE
    if not rows:
        return [], NO_ROWS
    if len(rows) > MOST_ROWS:
        return [], TOO_LONG
    missing = [name for name in NEEDED if name not in rows[0]]
    if missing:
        return [], f"The first line must name the columns. Missing: {', '.join(missing)}"
    usernames = {one.username.lower(): one.id for one in invite.clinicians(ask)}
    asks_year = ask.staff.clinic.asks_birth_year
    there = _there(ask)
    return check(rows, usernames, there, ask.timezone, now(), asks_year=asks_year), ""


def _there(ask: Ask) -> set[tuple[str, datetime]]:
    rows = ask.session.execute(
        select(Visit.patient_ref, Visit.starts_at).where(
            Visit.clinic_id == ask.staff.clinic_id,
            Visit.patient_ref.is_not(None),
            Visit.starts_at > now(),
        )
    )
    return {(ref, at) for ref, at in rows if ref}


def _make(ask: Ask, new: NewVisit, people: dict[str, Staff], visit_id: str) -> letters.Letter:
    invited = invitations.invite(
        ask.session,
        ask.staff.clinic,
        new.name,
        new.starts_at,
        clinician=people.get(new.clinician_id or ""),
        actor=ask.actor,
        visit_id=visit_id,
        **vars(new.fields),
    )
    base_url = ask.site.settings.base_url
    return letters.letter(invited.visit, base_url, invited.token, ask.timezone)


def _with_links(made: Sequence[letters.Letter]) -> str:
    names = ("number", "name", "email", "link", "message")
    return tables.written(
        names,
        (
            (v.patient_ref or "", v.patient_name, v.email or "", one.link, one.message)
            for one in made
            for v in (one.visit,)
        ),
    )


def _batch(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid.uuid4()


def _form_page(ask: Ask, text: str = "", error: str = "", status: int = 200) -> Response:
    errors = {"csv": error} if error else {}
    return ask.page("list.html", status=status, csv=text, errors=errors, columns=COLUMNS)


def _checked_page(ask: Ask, text: str, lines: Sequence[Line]) -> Response:
    wrong = sum(bool(line.errors) for line in lines)
    return ask.page(
        "list_checked.html",
        status=422 if wrong else 200,
        csv=text,
        lines=lines,
        wrong=wrong,
        batch=new_id(),
        columns=COLUMNS,
    )
