"""From the bot's plain text to HTML: each line a paragraph, lines that begin with a dash a list. Everything is escaped.

Only for our own fixed words. A person's words are shown as they were typed.
"""

from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup

DASH = "- "


def fixed_text(text: str) -> Markup:
    """The HTML of a fixed text."""
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = (
        _list(group) if dashed else _paragraphs(group)
        for dashed, group in groupby(lines, key=lambda line: line.startswith(DASH))
    )
    return Markup("").join(blocks)


def _paragraphs(lines: Iterable[str]) -> Markup:
    return Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)


def _list(lines: Iterable[str]) -> Markup:
    items = (Markup("<li>{}</li>").format(line.removeprefix(DASH)) for line in lines)
    return Markup("<ul>{}</ul>").format(Markup("").join(items))
