"""What a clinic may tell of a person it invites, beside their name: its own number, year of birth, e-mail address."""

import re
from dataclasses import dataclass
from datetime import datetime

from web.clinic.door import Form

NUMBER = "Enter the number as your clinic writes it, at most 64 letters and digits"
YEAR = "Enter the year of birth with four digits, like 1958"
YEAR_WANTED = "Enter the year of birth: your clinic asks for it when a link is opened"
EMAIL = "Enter an e-mail address, like sam@example.org"
OLDEST = 120
_NUMBER = re.compile(r"[\w ./-]{1,64}")
_EMAIL = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"]+\.[^\s@<>,;\".]{2,}")


@dataclass(frozen=True)
class PersonFields:
    """What was told; None for what was not."""

    patient_ref: str | None = None
    birth_year: int | None = None
    email: str | None = None


NOTHING_TOLD = PersonFields()


def read(form: Form) -> PersonFields:
    """The fields as typed, after `wrong` found nothing."""
    year = form.get("birth_year", "").strip()
    return PersonFields(
        form.get("number", "").strip() or None,
        int(year) if year else None,
        form.get("email", "").strip() or None,
    )


def wrong(form: Form, at: datetime, *, asks_year: bool) -> dict[str, str]:
    """What is wrong with them, by field; an empty field is wrong only when the clinic asks for it."""
    number, year = form.get("number", "").strip(), form.get("birth_year", "").strip()
    email = form.get("email", "").strip()
    errors = {
        "number": NUMBER if number and not _NUMBER.fullmatch(number) else "",
        "birth_year": _wrong_year(year, at, asks_year),
        "email": EMAIL if email and (len(email) > 254 or not _EMAIL.fullmatch(email)) else "",
    }
    return {field: message for field, message in errors.items() if message}


def year_of(typed: str, at: datetime) -> int | None:
    """A year someone alive can be born in, or None."""
    if not re.fullmatch(r"[0-9]{4}", typed):
        return None
    return int(typed) if at.year - OLDEST <= int(typed) <= at.year else None


def _wrong_year(typed: str, at: datetime, asks_year: bool) -> str:
    if not typed:
        return YEAR_WANTED if asks_year else ""
    return "" if year_of(typed, at) else YEAR
