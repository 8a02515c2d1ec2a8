"""Sentences of the page that its text and its HTML share."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from records.summary.folding import count
from records.summary.shape import Capability, Notice, NotSaid, Summary

NO_ONE_ALERTED = "No one was alerted."
# More stand behind "show all", as more labels do.
NOTICES_SHOWN = 1
LABELS_SHOWN = 2
# Words of a notice without the person's own, and of all that is printed in every summary: titles, header, disclaimer.
_NOTICE_WORDS = 18
_FIXED_WORDS = 66


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


def label_line(row: Capability, limit: int | None = None) -> str:
    """`may be about: …` for a guess, `about: …` for the person's own choice; empty without labels."""
    if not row.labels:
        return ""
    shown = row.labels[:limit]
    rest = f" and {len(row.labels) - len(shown)} more" if len(shown) < len(row.labels) else ""
    return f"{'about' if row.labels_by_person else 'may be about'}: {', '.join(shown)}{rest}"


def not_said_line(not_said: NotSaid) -> str:
    """`Not asked: … · Not sure: What helps “dont know really” · …`; empty when everything was said."""
    groups = (
        ("Not asked", not_said.not_asked),
        ("Chose not to say", not_said.chose_not_to_say),
        ("Not sure", not_said.not_sure),
        ("Nothing to add", not_said.nothing_to_add),
    )
    typed = {heading: f"{heading} “{words}”" for heading, words in not_said.typed.items()}
    return " · ".join(
        f"{title}: {', '.join(typed.get(heading, heading) for heading in headings)}"
        for title, headings in groups
        if headings
    )


def words_shown(summary: Summary) -> int:
    """How many words stand on the page before anything is unfolded, titles included, "show all" not; never too few."""
    return _FIXED_WORDS + sum(count(text) for text in _shown(summary))


def _shown(summary: Summary) -> Iterator[str]:
    for notice in summary.notices[:NOTICES_SHOWN]:
        yield "word " * _NOTICE_WORDS
        yield notice.words.head if notice.words else ""
    for row in summary.able_to:
        yield f"Helps Gets in the way {row.wish or ''} {label_line(row, LABELS_SHOWN)}"
        for words in (row.words, row.wish_words, row.helps, row.hinders):
            yield words.head if words else ""
    for item in summary.items():
        yield f"{item.heading} {item.choice or ''} {item.words.head if item.words else ''}"
    yield not_said_line(summary.not_said)
