"""The one page a clinician reads: built once, printed as text, HTML and JSON."""

from records.summary.build import build
from records.summary.html import as_html
from records.summary.shape import Summary
from records.summary.text import as_text

__all__ = ["Summary", "as_html", "as_text", "build"]
