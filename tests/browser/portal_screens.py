"""`python -m tests.browser.portal_screens FOLDER`: pictures of the portal, and of the page it prints, to look at."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from records import migrate
from records.models import Clinic, Role, Staff
from tests.browser.busy_clinic import fill_day, fill_weeks
from tests.browser.conftest import QUIET
from tests.clinic.conftest import Portal, portal_of
from tests.web.serving import served
from tests.whole.running import KEY
from web.clinic.door import COOKIE

DESKTOP = {"width": 1280, "height": 800}
# Dots for each inch of paper: A4 is then 827 wide.
PRINT_DOTS = 100
PRINTED = "Amina Yusuf"


def main(folder: Path) -> None:
    """Fill a clinic, open its pages, take their pictures."""
    os.environ.setdefault("BEFOREHAND_SITE_KEY", KEY)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        file = Path(scratch) / "records.sqlite"
        migrate.upgrade(f"sqlite:///{file}")
        portal = portal_of(file)
        clinician = _somebody(portal, Role.CLINICIAN, "Dr Helen Shah")
        manager = _somebody(portal, Role.MANAGER, "Kim Turner")
        with portal.database.writing() as session:
            session.get_one(Clinic, clinician.clinic_id).name = "Hill Road Clinic"
        fill_day(portal, clinician)
        fill_weeks(portal, clinician)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", *QUIET]
        )
        with served(portal.app) as address:
            page = browser.new_page(viewport=DESKTOP)  # type: ignore[arg-type]
            _sign_in(portal, page, address, clinician)
            page.goto(f"{address}/clinic/")
            page.screenshot(path=folder / "portal-list.png")
            page.get_by_role("link", name=PRINTED, exact=True).click()
            _print(page, folder / "portal-print.png")
            _sign_in(portal, page, address, manager)
            page.goto(f"{address}/clinic/figures")
            page.screenshot(path=folder / "portal-figures.png", full_page=True)
        portal.database.close()


def _somebody(portal: Portal, role: Role, name: str) -> Staff:
    person = portal.person(role)
    with portal.database.writing() as session:
        session.get_one(Staff, person.id).name = name
    return person


def _sign_in(portal: Portal, page: Page, address: str, person: Staff) -> None:
    cookie = portal.browser_of(person).cookies[COOKIE]
    page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": f"{address}/clinic"}])


def _print(page: Page, picture: Path) -> None:
    paper = picture.with_suffix(".pdf")
    page.pdf(path=paper, prefer_css_page_size=True)
    subprocess.run(
        ["pdftoppm", "-r", str(PRINT_DOTS), "-png", "-singlefile", paper, picture.with_suffix("")],
        check=True,
    )
    paper.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
