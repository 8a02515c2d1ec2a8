"""What changed between two summaries of the same person, side by side, in the order of the page.

Words are compared as they stand; nothing is judged. What is missing on a side was not said, or kept back: which of the
two is not told (R4).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from records.summary.shape import Capability, Item, Summary

BOTH_NAMES = {
    "able_to": "Wants to be able to",
    "helps": "What helps",
    "hinders": "What gets in the way",
}


@dataclass(frozen=True)
class Change:
    """One heading, with what stood under it last time and what stands there now; empty for nothing."""

    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(before: Summary, after: Summary) -> list[Change]:
    """Every heading under which something else stands than last time."""
    old, new = _by_heading(before), _by_heading(after)
    headings = [*new, *(heading for heading in old if heading not in new)]
    return [
        Change(heading, old.get(heading, ()), new.get(heading, ()))
        for heading in headings
        if old.get(heading, ()) != new.get(heading, ())
    ]


def _by_heading(summary: Summary) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for heading, words in _said(summary):
        found[heading] = (*found.get(heading, ()), words)
    return found


def _said(summary: Summary) -> Iterator[tuple[str, str]]:
    if summary.what_matters:
        yield from _of_item(summary.what_matters)
    for capability in summary.able_to:
        yield from _of_capability(capability)
    for item in summary.items():
        if item is not summary.what_matters:
            yield from _of_item(item)


def _of_item(item: Item) -> Iterator[tuple[str, str]]:
    said = item.words.text if item.words else item.choice
    if said:
        yield item.heading, said


def _of_capability(capability: Capability) -> Iterator[tuple[str, str]]:
    wish = capability.wish_words.text if capability.wish_words else capability.wish
    text = capability.words.text
    yield BOTH_NAMES["able_to"], f"{text} ({wish})" if wish else text
    if capability.helps:
        yield BOTH_NAMES["helps"], capability.helps.text
    if capability.hinders:
        yield BOTH_NAMES["hinders"], capability.hinders.text
