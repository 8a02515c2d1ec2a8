"""The clinic's figures, for its managers: the last twelve weeks, or as many as are asked for."""

from datetime import timedelta

from starlette.responses import Response

from records import figures
from records.models import now
from web.clinic import clock, counting
from web.clinic.door import Ask

WEEKS = (4, 12, 52)
USUAL = 12


def show(ask: Ask) -> Response:
    """Small charts, each with its table."""
    asked = ask.request.query_params
    grouping = asked["by"] if asked.get("by") in counting.GROUPINGS else counting.WEEK
    weeks = next((n for n in WEEKS if str(n) == asked.get("weeks")), USUAL)
    # Up to the end of this week, so that the newest bar grows day by day and none is cut in its middle.
    monday = figures.week_of(now(), ask.timezone)
    before = clock.begins(monday + timedelta(weeks=1), ask.timezone)
    since = clock.begins(monday - timedelta(weeks=weeks - 1), ask.timezone)
    stories = figures.stories(ask.session, ask.staff.clinic_id, since, before, ask.timezone)
    return ask.page(
        "figures.html",
        figures=counting.figures(stories, grouping),
        grouping=grouping,
        groupings=counting.GROUPINGS,
        weeks=weeks,
        weeks_to_choose=WEEKS,
        fewest=counting.FEWEST,
    )
