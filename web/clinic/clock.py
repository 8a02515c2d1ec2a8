"""Times as a clinic says them, and back."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo


def time(at: datetime, timezone: str) -> str:
    """`09:30`."""
    return f"{at.astimezone(ZoneInfo(timezone)):%H:%M}"


def day(at: datetime, timezone: str) -> str:
    """`Tue 1 Dec 2026`."""
    local = at.astimezone(ZoneInfo(timezone))
    return f"{local:%a} {local.day} {local:%b %Y}"


def day_and_time(at: datetime, timezone: str) -> str:
    """`Tue 1 Dec 2026, 09:30`."""
    return f"{day(at, timezone)}, {time(at, timezone)}"


def day_of(at: datetime, timezone: str) -> date:
    """The clinic's calendar day of a time."""
    return at.astimezone(ZoneInfo(timezone)).date()


def begins(when: date, timezone: str) -> datetime:
    """The moment, in UTC, at which a day begins at the clinic."""
    return datetime.combine(when, clock_time(), ZoneInfo(timezone)).astimezone(UTC)


def ends(when: date, timezone: str) -> datetime:
    """The moment, in UTC, at which the next day begins at the clinic."""
    return begins(when + timedelta(days=1), timezone)


def at(when: date, hour_and_minute: clock_time, timezone: str) -> datetime:
    """A time of a day at the clinic, in UTC."""
    return datetime.combine(when, hour_and_minute, ZoneInfo(timezone)).astimezone(UTC)
