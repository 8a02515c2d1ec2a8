"""The list of visits: today, next or past; mine or all of the clinic; searched by name and date."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from starlette.responses import Response

from records import visits
from records.models import Role, now
from records.visits import Listing, Progress, Wanted
from web.clinic import clock
from web.clinic.door import Ask

PER_PAGE = 50
TODAY, NEXT, PAST = "today", "next", "past"
WHEN = {TODAY: "Today", NEXT: "Next", PAST: "Past"}
MINE, ALL = "mine", "all"
WHOSE = {MINE: "My visits", ALL: "All of the clinic"}
PROGRESS = {
    Progress.NOT_OPENED: "Not opened",
    Progress.STARTED: "In the middle",
    Progress.SENT: "Sent",
    Progress.READ: "Read",
    Progress.TAKEN_BACK: "Taken back",
    Progress.DECLINED: "Not now",
    Progress.ERASED: "Deleted",
}
# Not a progress but asked for in the same row: what is there that this reader has not looked at.
NEW = "new"
FILTERS: dict[str, str] = {NEW: "New since I looked"} | {
    k.value: name for k, name in PROGRESS.items()
}
COLOURS = {
    Progress.NOT_OPENED: "grey",
    Progress.STARTED: "yellow",
    Progress.SENT: "green",
    Progress.READ: "blue",
    Progress.TAKEN_BACK: "orange",
    Progress.DECLINED: "grey",
    Progress.ERASED: "grey",
}
WRONG_DATE = "Enter a real date, like 2026-12-01"


@dataclass(frozen=True)
class View:
    """What the list shows, as the address says it. A name is never part of an address."""

    when: str
    whose: str
    progress: str
    page: int

    def address(self, **changes: str | int) -> str:
        """The address of this view with some of it changed; a change goes back to the first page."""
        parts: dict[str, str | int] = {"when": self.when, "whose": self.whose}
        parts["progress"] = self.progress
        parts.update(changes)
        return "/clinic/?" + "&".join(f"{name}={part}" for name, part in parts.items() if part)


def show(ask: Ask) -> Response:
    """The list. Whatever in the address is no view of ours is read as the ordinary one."""
    view = _view(ask)
    wanted = wanted_visits(view, clock.day_of(now(), ask.timezone), ask.timezone, ask.staff.id)
    listing = visits.find(
        ask.session, ask.staff, wanted, limit=PER_PAGE, offset=(view.page - 1) * PER_PAGE
    )
    return _page(ask, view, listing, page=view.page)


def search(ask: Ask) -> Response:
    """Visits of the whole clinic by a part of a name, by date, or both; the name stays in the form."""
    name, typed = ask.form.get("name", "").strip(), ask.form.get("date", "").strip()
    day = read_date(typed)
    page = positive(ask.form.get("page", ""))
    if typed and day is None:
        errors = {"date": WRONG_DATE}
        return _page(ask, _view(ask), None, status=422, name=name, date=typed, errors=errors)
    wanted = Wanted(
        name=name,
        since=clock.begins(day, ask.timezone) if day else None,
        before=clock.ends(day, ask.timezone) if day else None,
        newest_first=day is None,
    )
    listing = visits.find(
        ask.session, ask.staff, wanted, limit=PER_PAGE, offset=(page - 1) * PER_PAGE
    )
    return _page(ask, _view(ask), listing, page=page, searched=True, name=name, date=typed)


def wanted_visits(view: View, today: date, timezone: str, staff_id: str) -> Wanted:
    """The visits a view is about."""
    begins, ends = clock.begins(today, timezone), clock.ends(today, timezone)
    spans = {TODAY: (begins, ends), NEXT: (ends, None), PAST: (None, begins)}
    since, before = spans[view.when]
    return Wanted(
        since=since,
        before=before,
        clinician_id=staff_id if view.whose == MINE else None,
        progress=Progress(view.progress) if view.progress in list(Progress) else None,
        new=view.progress == NEW,
        newest_first=view.when == PAST,
    )


def read_date(typed: str) -> date | None:
    """A date as browsers send it, or None."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def positive(typed: str) -> int:
    """A page's number; 1 for what is none."""
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def _view(ask: Ask) -> View:
    asked = ask.request.query_params
    usual = MINE if ask.staff.role is Role.CLINICIAN else ALL
    whose, progress = asked.get("whose", usual), asked.get("progress", "")
    return View(
        when=asked["when"] if asked.get("when") in WHEN else TODAY,
        whose=whose if whose in WHOSE else usual,
        progress=progress if progress in FILTERS else "",
        page=positive(asked.get("page", "")),
    )


def _page(
    ask: Ask,
    view: View,
    listing: Listing | None,
    *,
    status: int = 200,
    page: int = 1,
    **values: object,
) -> Response:
    return ask.page(
        "visits.html",
        status=status,
        view=view,
        listing=listing,
        page=page,
        pages=ceil(listing.total / PER_PAGE) if listing else 0,
        when_names=WHEN,
        whose_names=WHOSE,
        progress_names=PROGRESS,
        filters=FILTERS,
        colours=COLOURS,
        **values,
    )
