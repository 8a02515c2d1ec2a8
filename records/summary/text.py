"""The summary as plain text with headings, to paste into a record. Nothing is folded here."""

from collections.abc import Iterator

from records.summary.lines import day_and_time, label_line, not_said_line, notice_line
from records.summary.shape import Capability, Item, Summary


def as_text(summary: Summary, timezone: str) -> str:
    """The whole summary; ends with a line break."""
    return "\n".join(_lines(summary, timezone)) + "\n"


def _lines(summary: Summary, timezone: str) -> Iterator[str]:
    header = summary.header
    yield f"{header.name} · visit {day_and_time(header.visit_at, timezone)}"
    yield f"{header.disclaimer} Finished {day_and_time(header.finished_at, timezone)}."
    for notice in summary.notices:
        yield notice_line(notice, timezone)
        if notice.words:
            yield f"  {notice.words.text}"
    whose = header.short_name if header.named else "the person"
    yield from ("", f"In {whose}'s words")
    if summary.what_matters:
        yield from _block("What matters most", (summary.what_matters,), headings=False)
    if summary.able_to:
        yield from ("", "Wants to be able to")
        for row in summary.able_to:
            yield from _capability(row)
    yield from _block("Where things pull apart", summary.pulls)
    if summary.wants_to_talk_about_a_different_view:
        yield "  (sees it differently and wants to talk)"
    yield from _block("Hopes for this visit, and questions", summary.visit)
    yield from _block("People", summary.people)
    if summary.on_the_day:
        yield from _block("To make the visit work", (summary.on_the_day,), headings=False)
    yield from _block("Also said", summary.more)
    unsaid = not_said_line(summary.not_said)
    if unsaid:
        yield from ("", unsaid)


def _block(title: str, items: tuple[Item, ...], *, headings: bool = True) -> Iterator[str]:
    if not items:
        return
    yield from ("", title)
    for item in items:
        parts = [item.choice, item.words.text if item.words else None]
        said = " · ".join(part for part in parts if part)
        yield f"  {item.heading}: {said}" if headings else f"  {said}"


def _capability(row: Capability) -> Iterator[str]:
    yield f"- {row.words.text}"
    wish = " · ".join(filter(None, (row.wish, row.wish_words.text if row.wish_words else None)))
    if wish:
        yield f"  {wish}"
    if row.helps:
        yield f"  Helps: {row.helps.text}"
    if row.hinders:
        yield f"  Gets in the way: {row.hinders.text}"
    if row.labels:
        yield f"  ({label_line(row)})"
