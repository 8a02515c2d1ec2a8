"""Tests in a real Chromium: Debian's own, nothing is fetched. `site` is the real thing: web, bot, actions, records."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.patient import Patient
from tests.browser.site import RunningSite
from tests.whole import Whole

# Nothing that a fresh browser does of its own accord.
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How Chromium is started; fails with what to install when there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("These tests want Chromium: apt-get install chromium", pytrace=False)
    # Chromium's own sandbox refuses to start for root, as in most containers.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": [*sandbox, *QUIET]}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address in common: each test serves its own. In place of a plugin's fixture that this pytest warns about."""


@pytest.fixture(scope="session")
def running_site(
    running_whole: Whole, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    """A web room in front of the real bot, started once."""
    running = RunningSite(running_whole, tmp_path_factory.mktemp("web") / "web.log")
    try:
        running.web.start()
        yield running
    finally:
        running.web.stop()


@pytest.fixture
def real_site(running_site: RunningSite, whole: Whole) -> RunningSite:
    """The site with all its processes up, whatever the test before did to them."""
    if not running_site.web.is_running:
        running_site.web.start()
    assert whole.bot.is_running
    return running_site


@pytest.fixture
def patient(real_site: RunningSite, page: Page) -> Patient:
    """Somebody with a link, in a browser of their own."""
    return Patient(real_site, page)
