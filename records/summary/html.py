"""The summary as one block of HTML, the same in the portal, in the person's preview and in an export."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from records.summary.lines import day_and_time, not_said_line, notice_line
from records.summary.shape import Summary


def as_html(summary: Summary, timezone: str) -> str:
    """The block, every word of the person escaped. It holds no controls: the page around it has them."""
    return (
        _environment()
        .get_template("summary.html")
        .render(
            summary=summary,
            day_and_time=lambda at: day_and_time(at, timezone),
            notice_line=lambda notice: notice_line(notice, timezone),
            not_said=not_said_line(summary.not_said),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("records.summary", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
