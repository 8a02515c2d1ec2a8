"""From fixed plain text to HTML: each line a paragraph, lines that begin with a dash a list, numbers to call as links.

Everything is escaped. Not for a person's words: those are shown as they were typed.
"""

import re
from collections.abc import Collection, Iterable
from itertools import groupby

from markupsafe import Markup, escape

DASH = "- "


def fixed_text(text: str, numbers: Collection[str]) -> Markup:
    """The HTML of a fixed text; `numbers` are those that can be called."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any(line.startswith(DASH) for line in lines):
        # A call to action with its list is a care card; these hold no links (NHS service manual).
        numbers = ()
    blocks = (
        _list(group) if dashed else _paragraphs(group, numbers)
        for dashed, group in groupby(lines, key=lambda line: line.startswith(DASH))
    )
    return Markup().join(blocks)


def fixed_line(line: str, numbers: Collection[str]) -> Markup:
    """The HTML of one line."""
    if not numbers:
        return escape(line)
    longest_first = sorted(numbers, key=len, reverse=True)
    # A number within another, or within an address such as 111.nhs.uk, is none.
    pattern = rf"(?<![\w.])({'|'.join(map(re.escape, longest_first))})(?!\w|\.\w)"
    pieces = re.split(pattern, line)
    return Markup().join(_call(piece) if piece in numbers else escape(piece) for piece in pieces)


def _call(number: str) -> Markup:
    return Markup('<a href="tel:{}">{}</a>').format(number.replace(" ", ""), number)


def _paragraphs(lines: Iterable[str], numbers: Collection[str]) -> Markup:
    return Markup().join(Markup("<p>{}</p>").format(fixed_line(line, numbers)) for line in lines)


def _list(lines: Iterable[str]) -> Markup:
    items = (Markup("<li>{}</li>").format(line.removeprefix(DASH)) for line in lines)
    return Markup("<ul>{}</ul>").format(Markup().join(items))
