"""`python -m tests.browser.screens FOLDER [STATE ...]`: pictures of states, on a phone and on a desktop, to look at."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.every_state import STATES
from tests.browser.patient import Patient
from tests.browser.site import RunningSite
from tests.whole import Whole, newest_model
from tests.whole.running import KEY

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}


def main(folder: Path, states: Sequence[str]) -> None:
    """Start everything, go to each state, take its pictures."""
    os.environ.setdefault("BEFOREHAND_SITE_KEY", KEY)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Whole(Path(scratch), newest_model())
        site = RunningSite(whole, Path(scratch) / "web.log")
        try:
            whole.start()
            site.web.start()
            with sync_playwright() as playwright:
                take_all(
                    playwright.chromium.launch(
                        executable_path="/usr/bin/chromium", args=["--no-sandbox", *QUIET]
                    ),
                    site,
                    folder,
                    states,
                )
        finally:
            site.web.stop()
            whole.close()


def take_all(browser: Browser, site: RunningSite, folder: Path, states: Sequence[str]) -> None:
    """A light picture of each state in each size, a dark one of each on the phone."""
    for name in states:
        context = browser.new_context(viewport=SIZES["phone"], reduced_motion="reduce")  # type: ignore[arg-type]
        patient = Patient(site, context.new_page())
        STATES[name](patient)
        # No button looks as if somebody pointed at it.
        patient.page.mouse.move(0, 0)
        for size, viewport in SIZES.items():
            patient.page.set_viewport_size(viewport)  # type: ignore[arg-type]
            patient.page.screenshot(path=folder / f"{name}-{size}.png")
        patient.page.set_viewport_size(SIZES["phone"])  # type: ignore[arg-type]
        patient.page.emulate_media(color_scheme="dark")
        patient.page.screenshot(path=folder / f"{name}-dark.png")
        context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(STATES))
