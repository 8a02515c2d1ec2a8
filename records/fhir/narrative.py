"""Words as the safe XHTML of a FHIR narrative: no element but `div`, `p` and `b`, no address, no script."""

from collections.abc import Iterable
from html import escape
from typing import Any

from records.fhir.codes import held

XHTML = "http://www.w3.org/1999/xhtml"


def narrative(lines: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A narrative of (heading, words); a heading may be empty. Line breaks of the words are kept."""
    paragraphs = "".join(_paragraph(heading, words) for heading, words in lines)
    return {"status": "additional", "div": f'<div xmlns="{XHTML}">{paragraphs}</div>'}


def _paragraph(heading: str, words: str) -> str:
    title = f"<p><b>{_escaped(heading)}</b></p>" if heading else ""
    return f'{title}<p style="white-space: pre-wrap">{_escaped(words)}</p>'


def _escaped(text: str) -> str:
    # An XML reader takes a bare CR for a line feed.
    return escape(held(text)).replace("\r", "&#13;")
