"""The summary as one block of HTML, the same in the portal, in the person's preview and in an export."""

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from records.summary.folding import count
from records.summary.lines import (
    LABELS_SHOWN,
    NOTICES_SHOWN,
    day_and_time,
    label_line,
    not_said_line,
    notice_line,
    words_shown,
)
from records.summary.shape import Summary, Words

URGENT_HELP = "Urgent-help message"
# One side of A4 holds so many words of this page; up to that paper shows everything in its place (tests/browser).
MOST_ON_ONE_SIDE = 460


def as_html(summary: Summary, timezone: str) -> str:
    """The block, every word of the person escaped. It holds no controls: the page around it has them."""
    return (
        environment()
        .get_template("summary.html")
        .render(
            summary=summary,
            day_and_time=lambda at: day_and_time(at, timezone),
            notice_line=lambda notice: notice_line(notice, timezone),
            notices_shown=NOTICES_SHOWN,
            label_line=lambda row: label_line(row, LABELS_SHOWN),
            not_said=not_said_line(summary.not_said),
            on_one_side=on_one_side(summary),
            folded=folded(summary, timezone),
        )
    )


def on_one_side(summary: Summary) -> bool:
    """Whether everything the person wrote fits on one side of paper, so that nothing has to follow on a page 2."""
    unfolded = sum(count(said.rest) for _, said in _all_words(summary) if said)
    return words_shown(summary) + unfolded <= MOST_ON_ONE_SIDE


def folded(summary: Summary, timezone: str) -> list[tuple[str, str]]:
    """What is not shown whole at once, with its heading, in the order of the page, to follow on page 2 of paper."""
    header = summary.header
    name = [("Name", header.name)] if header.short_name != header.name else []
    notices = [
        (URGENT_HELP, notice_line(notice, timezone)) for notice in summary.notices[NOTICES_SHOWN:]
    ]
    labels = [
        (f"Labels ({number})", label_line(row))
        for number, row in enumerate(summary.able_to, start=1)
        if len(row.labels) > LABELS_SHOWN
    ]
    words = [
        (heading, said.text)
        for heading, said in _all_words(summary)
        if said and said.rest and not on_one_side(summary)
    ]
    return [*name, *notices, *words, *labels]


def _all_words(summary: Summary) -> Iterator[tuple[str, Words | None]]:
    for notice in summary.notices:
        yield "Written when the urgent-help message was shown", notice.words
    items = list(summary.items())
    before = 1 if summary.what_matters else 0
    for item in items[:before]:
        yield item.heading, item.words
    for number, row in enumerate(summary.able_to, start=1):
        yield f"Wants to be able to ({number})", row.words
        yield f"Keep or get back ({number})", row.wish_words
        yield f"Helps ({number})", row.helps
        yield f"Gets in the way ({number})", row.hinders
    for item in items[before:]:
        yield item.heading, item.words


def _printed(text: str) -> Markup:
    """Escaped so that a browser reads back every character: it takes a CR for a line feed, and drops NUL."""
    escaped = str(escape(text)).replace("\r", "&#13;").replace("\x00", "\ufffd")
    return Markup(escaped)  # noqa: S704 (escaped in the line above)


@cache
def environment() -> Environment:
    """The templates of the summary."""
    environment = Environment(
        loader=PackageLoader("records.summary", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["printed"] = _printed
    return environment
