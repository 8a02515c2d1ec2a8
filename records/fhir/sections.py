"""The sections of the Composition: the blocks of the one page, in its order."""

from collections.abc import Iterable, Iterator
from typing import Any

from records.fhir.codes import CARE_EXPERIENCE, REASON_FOR_VISIT, about_me, loinc
from records.fhir.narrative import narrative
from records.fhir.source import Source
from records.fhir.wishes import goals, order_of_questions
from records.summary.lines import label_line, not_said_line, notice_line
from records.summary.shape import Capability, Item

Lines = list[tuple[str, str]]
Section = dict[str, Any]
WANTS_TO_TALK = "Sees it differently and wants to talk"


def sections(source: Source) -> list[Section]:
    """Every section that holds something; times in them are in UTC."""
    summary, base = source.summary, source.base
    important = about_me(base, "most-important")
    matters = [summary.what_matters] if summary.what_matters else []
    on_the_day = [summary.on_the_day] if summary.on_the_day else []
    flag = [("", WANTS_TO_TALK)] if summary.wants_to_talk_about_a_different_view else []
    listed = order_of_questions(source)
    made = [
        _section("Urgent-help message was shown", _notices(source)),
        _section("What matters most", _said(matters), [loinc(CARE_EXPERIENCE), *important]),
        _section(
            "Wants to be able to",
            [line for row in summary.able_to for line in _capability(row)],
            important,
            [f"Goal/{goal['id']}" for goal in goals(source)],
        ),
        _section("Where things pull apart", [*_said(summary.pulls), *flag]),
        _section(
            "Hopes for this visit, and questions",
            _said(summary.visit),
            [loinc(REASON_FOR_VISIT)],
            [f"List/{listed['id']}"] if listed else [],
        ),
        _section("People", _said(summary.people), about_me(base, "people")),
        _section(
            "To make the visit work", _said(on_the_day), about_me(base, "support", "communicate")
        ),
        _section("Also said", _said(summary.more), about_me(base, "worth-knowing")),
        _section("Not said", _unsaid(source)),
        _section(
            "Supported to write this by",
            [("", summary.header.disclaimer)],
            about_me(base, "supported-by"),
        ),
        _section(
            "The answers as they were typed",
            [("", "Every answer, under its question.")],
            [],
            [source.response["reference"]],
        ),
    ]
    return [section for section in made if section]


def _section(
    title: str,
    lines: Lines,
    codings: list[dict[str, str]] | None = None,
    entries: list[str] | None = None,
) -> Section:
    """A section, empty when it has no lines."""
    if not lines:
        return {}
    section: Section = {"title": title, "text": narrative(lines)}
    if codings:
        section["code"] = {"coding": codings}
    if entries:
        section["entry"] = [{"reference": reference} for reference in entries]
    return section


def _said(items: Iterable[Item]) -> Lines:
    return [(item.heading, item.words.text if item.words else item.choice or "") for item in items]


def _capability(row: Capability) -> Iterator[tuple[str, str]]:
    yield "Words", row.words.text
    wish = " · ".join(filter(None, (row.wish, row.wish_words.text if row.wish_words else None)))
    told = (
        ("Keep or get back", wish),
        ("Helps", row.helps.text if row.helps else ""),
        ("Gets in the way", row.hinders.text if row.hinders else ""),
        ("Label", label_line(row)),
    )
    yield from ((heading, said) for heading, said in told if said)


def _notices(source: Source) -> Lines:
    lines: Lines = []
    for notice in source.summary.notices:
        lines.append(("", f"{notice_line(notice, 'UTC')} Time in UTC."))
        if notice.words:
            lines.append(("Written then", notice.words.text))
    return lines


def _unsaid(source: Source) -> Lines:
    line = not_said_line(source.summary.not_said)
    return [("", line)] if line else []
