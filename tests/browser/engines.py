"""Two engines that look for barriers: axe-core, and HTML_CodeSniffer, which pa11y uses. Both come with `npm ci`."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

MODULES = Path(__file__).parents[2] / "widget/node_modules"
AXE = MODULES / "axe-core/axe.min.js"
SNIFFER = MODULES / "html_codesniffer/build/HTMLCS.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

# `lang=""` says that the language of a person's words is not known (HTML, 3.2.6.2); the sniffer is older than that.
UNKNOWN_LANGUAGE = ' lang=""'

_RUN_AXE = """async (tags) => (await axe.run(document, { runOnly: tags })).violations.map(
    (found) => `${found.id}: ${found.nodes.map((node) => node.target).join(" | ")}`)"""
# HTML_CodeSniffer marks errors as 1, warnings as 2, notices as 3.
_RUN_SNIFFER = """() => new Promise((done) => HTMLCS.process("WCAG2AA", document, () => done(
    HTMLCS.getMessages().filter((found) => found.type === 1).map(
        (found) => `${found.code}: ${found.msg} ${found.element.outerHTML?.slice(0, 120)}`))))"""


def axe(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now, shadow roots included."""
    _load(page, AXE, "axe")
    found: list[str] = page.evaluate(_RUN_AXE, TAGS)
    return found


def sniffer(page: Page) -> list[str]:
    """The errors HTML_CodeSniffer finds."""
    _load(page, SNIFFER, "HTMLCS")
    found: list[str] = page.evaluate(_RUN_SNIFFER)
    return [each for each in found if UNKNOWN_LANGUAGE not in each]


def _load(page: Page, engine: Path, name: str) -> None:
    if not engine.exists():
        pytest.fail("These tests want widget's tools: npm --prefix widget ci", pytrace=False)
    # Evaluated, not added: the page's policy lets no script in, and stays as it is.
    there: Any = page.evaluate(f"typeof {name} !== 'undefined'")
    if not there:
        page.evaluate(engine.read_text(encoding="utf-8"))
