"""The manager's figures with something to show, by axe-core and HTML_CodeSniffer. Starts a site and a browser."""

import pytest
from playwright.sync_api import Page

from records.models import Role
from tests.browser.busy_clinic import fill_weeks
from tests.browser.engines import axe, sniffer
from tests.clinic.conftest import Portal, migrated, portal
from tests.web.serving import served
from web.clinic.door import COOKIE

__all__ = ["migrated", "portal"]


@pytest.mark.parametrize("grouping", ["week", "writer"])
def test_charts_with_bars_have_no_barrier(grouping: str, portal: Portal, page: Page) -> None:
    fill_weeks(portal, portal.person(Role.CLINICIAN))
    cookie = portal.signed_in(Role.MANAGER).cookies[COOKIE]
    with served(portal.app) as address:
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": f"{address}/clinic"}])
        page.goto(f"{address}/clinic/figures?by={grouping}")
        for chart in page.locator(".clinic-figure").all():
            assert chart.locator(".clinic-bar").count() > 0, chart.inner_text()
            shown = chart.locator("td").all_inner_texts()
            assert chart.locator(".clinic-bar-track").count() == len(shown)
        assert axe(page) + sniffer(page) == []
