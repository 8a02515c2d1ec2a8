"""Times as a clinic says them."""

from datetime import UTC, date, datetime, time

from web.clinic import clock

SUMMER = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)


def test_times_are_said_in_the_clinics_zone() -> None:
    assert clock.day_and_time(SUMMER, "Europe/London") == "Wed 1 Jul 2026, 09:30"
    assert clock.day_and_time(SUMMER, "America/New_York") == "Wed 1 Jul 2026, 04:30"


def test_a_time_at_the_clinic_becomes_utc() -> None:
    assert clock.at(date(2026, 7, 1), time(9, 30), "Europe/London") == SUMMER


def test_the_day_of_a_late_evening_is_the_clinics_day() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert clock.day_of(late, "Europe/London") == date(2026, 7, 2)
