"""The pages after something broke, on both sides, by axe-core and HTML_CodeSniffer. Starts a site and a browser."""

import pytest
from playwright.sync_api import Page

from records.models import Role
from tests.browser.engines import axe, sniffer
from tests.browser.test_access import LOOKS, NARROW, scrolls_sideways
from tests.clinic.conftest import Portal, migrated, portal
from tests.web.serving import served
from web.clinic.door import COOKIE

__all__ = ["migrated", "portal"]


def fail(*_: object, **__: object) -> None:
    raise RuntimeError


def open_broken(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None and answer.status == 500


def test_a_broken_page_of_the_portal_has_no_barrier_and_speaks_to_the_staff(
    portal: Portal, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = portal.signed_in(Role.CLINICIAN).cookies[COOKIE]
    monkeypatch.setattr("records.visits.find", fail)
    with served(portal.app) as address:
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": f"{address}/clinic"}])
        open_broken(page, f"{address}/clinic/")
        assert page.get_by_role("link", name="Go to the visits").is_visible()
        assert not page.get_by_text("ask your clinic").is_visible()
        assert axe(page) + sniffer(page) == []


def test_a_persons_broken_page_has_no_barrier_in_any_look(
    portal: Portal, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.chat.link._open", fail)
    with served(portal.app) as address:
        open_broken(page, f"{address}/p/link")
        assert page.get_by_role("heading", name="If you need help now").is_visible()
        for look in LOOKS:
            page.emulate_media(**look)  # type: ignore[arg-type]
            assert axe(page) == [], look
        page.emulate_media(color_scheme="light", forced_colors="none")
        assert sniffer(page) == []
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        assert not scrolls_sideways(page)
        assert axe(page) == []
