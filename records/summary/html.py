"""The summary as one block of HTML, the same in the portal, in the person's preview and in an export."""

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from records.summary.lines import day_and_time, not_said_line, notice_line
from records.summary.shape import Summary, Words


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
            folded=folded(summary),
        )
    )


def folded(summary: Summary) -> list[tuple[str, Words]]:
    """What is not shown whole at once, with its heading, in the order of the page; on paper it follows on page 2."""
    return [(heading, words) for heading, words in _all_words(summary) if words and words.rest]


def _all_words(summary: Summary) -> Iterator[tuple[str, Words | None]]:
    for notice in summary.notices:
        yield "Written when the urgent-help message was shown", notice.words
    if summary.what_matters:
        yield summary.what_matters.heading, summary.what_matters.words
    for number, row in enumerate(summary.able_to, start=1):
        yield f"Wants to be able to ({number})", row.words
        yield f"Helps ({number})", row.helps
        yield f"Gets in the way ({number})", row.hinders
    for item in (*summary.pulls, *summary.visit, *summary.people):
        yield item.heading, item.words
    if summary.on_the_day:
        yield summary.on_the_day.heading, summary.on_the_day.words
    for item in summary.more:
        yield item.heading, item.words


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("records.summary", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
