"""What a search asks for, from the parameters of its address. Pure; every mistake is a refusal, nothing is ignored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from records.fhir.finding import Between, Wanted
from records.fhir.server import DEFINITIONS, SEARCHES
from records.models import is_id
from web.fhir.answers import Refused

MOST = 20
# Years in which there are visits; the first and last that there are cannot be counted from.
_DATE = re.compile(r"(eq|ge|gt|le|lt)?((?:19|20|21)\d\d)(?:-(\d\d)(?:-(\d\d))?)?")
_TIME = re.compile(
    r"(eq|ge|gt|le|lt)?((?:19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))"
)
_REFERS_TO = {"patient": "Patient", "encounter": "Encounter"}
_PAGING = ("_count", "_offset", "_format")


@dataclass(frozen=True)
class Search:
    """One search: which sendings, and which page of them."""

    wanted: Wanted
    limit: int
    offset: int


def search(kind: str, parameters: Sequence[tuple[str, str]], base: str) -> Search:
    """The search these parameters ask for. Raises Refused."""
    if kind not in SEARCHES:
        raise Refused(404, "not-supported", "This type cannot be searched.")
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        if name not in (*SEARCHES[kind], *_PAGING):
            raise _wrong("There is a parameter that this type cannot be searched by.")
        given.setdefault(name, []).append(value)
    dates = [*given.get("date", []), *given.get("authored", [])]
    wanted = Wanted(
        revision_id=_one(given, "_id", base),
        preparation_id=_one(given, "patient", base),
        visit_id=_one(given, "encounter", base),
        sent=[between(date) for date in dates],
        visit=[between(date) for date in given.get("period", [])],
    )
    limit = _number(given, "_count", MOST)
    return Search(wanted, min(max(limit, 1), MOST), _number(given, "_offset", 0))


def definition(kind: str, parameters: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a definition has to be, by the name of each element. There are too few for pages. Raises Refused."""
    if any(name not in (*DEFINITIONS[kind], "_format") for name, _ in parameters):
        raise _wrong("There is a parameter that this type cannot be searched by.")
    return [(name, value) for name, value in parameters if name != "_format"]


def between(date: str) -> Between:
    """The span of a FHIR date with its prefix; a date without a zone is in UTC. Raises Refused."""
    try:
        prefix, start, end = _moment(date) if "T" in date else _day(date)
    except ValueError:
        raise _wrong("A date is not one that FHIR has.") from None
    return {
        "eq": Between(start, end),
        "ge": Between(since=start),
        "gt": Between(since=end),
        "le": Between(before=end),
        "lt": Between(before=start),
    }[prefix]


def _day(date: str) -> tuple[str, datetime, datetime]:
    found = _DATE.fullmatch(date)
    if found is None:
        raise ValueError
    prefix, year, month, day = found[1] or "eq", int(found[2]), found[3], found[4]
    start = datetime(year, int(month or 1), int(day or 1), tzinfo=UTC)
    if day:
        return prefix, start, start + timedelta(days=1)
    if month:
        return prefix, start, (start + timedelta(days=32)).replace(day=1)
    return prefix, start, start.replace(year=year + 1)


def _moment(date: str) -> tuple[str, datetime, datetime]:
    # A plus that was not encoded arrives as a space.
    found = _TIME.fullmatch(date.replace(" ", "+"))
    if found is None:
        raise ValueError
    start = datetime.fromisoformat(found[2])
    return found[1] or "eq", start, start + timedelta(seconds=1)


def _one(given: dict[str, list[str]], name: str, base: str) -> str | None:
    """The id of a parameter that can be given once: plain, as `Type/id`, or as our own address of it."""
    values = given.get(name, [])
    if not values:
        return None
    kind = _REFERS_TO.get(name)
    value = values[0].removeprefix(f"{base}/").removeprefix(f"{kind}/" if kind else "")
    if len(values) > 1 or not is_id(value):
        raise _wrong("An id is not one of this site.")
    return value


def _number(given: dict[str, list[str]], name: str, otherwise: int) -> int:
    value = given.get(name, [str(otherwise)])[-1]
    if not re.fullmatch(r"\d{1,6}", value):
        raise _wrong("A number is not one.")
    return int(value)


def _wrong(text: str) -> Refused:
    return Refused(400, "invalid", text)
