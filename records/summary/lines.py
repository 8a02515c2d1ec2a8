"""Sentences of the page that its text and its HTML share."""

from datetime import datetime
from zoneinfo import ZoneInfo

from records.summary.shape import Notice, NotSaid

NO_ONE_ALERTED = "No one was alerted."


def day_and_time(at: datetime, timezone: str) -> str:
    """A time as the clinic says it: `Tue 1 Dec 2026, 10:00`."""
    local = at.astimezone(ZoneInfo(timezone))
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def notice_line(notice: Notice, timezone: str) -> str:
    """That an urgent-help message was shown, when, of which type, and that no one was told."""
    local = notice.at.astimezone(ZoneInfo(timezone))
    return (
        f"Urgent-help message was shown to the patient at {local:%H:%M} on {local.day} {local:%B} "
        f"(type: {notice.danger}). {NO_ONE_ALERTED}"
    )


def not_said_line(not_said: NotSaid) -> str:
    """`Not asked: … · Chose not to say: …`; empty when everything was said."""
    groups = (
        ("Not asked", not_said.not_asked),
        ("Chose not to say", not_said.chose_not_to_say),
        ("Not sure", not_said.not_sure),
        ("Nothing to add", not_said.nothing_to_add),
    )
    return " · ".join(f"{title}: {', '.join(headings)}" for title, headings in groups if headings)
