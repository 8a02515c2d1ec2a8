"""The web room as a process, in front of the bot and the actions that `tests.whole` runs."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import httpx

from records import invitations
from records.models import Clinic, now
from tests.browser.clinic_site import ClinicSite
from tests.whole import Whole
from tests.whole.process import Process, free_port
from tests.whole.running import ACTIONS_SECRET, BOT_SECRET, KEY


class RunningSite:
    """A site at `address`; `web` can be killed and started again."""

    def __init__(self, whole: Whole, log: Path) -> None:
        self.whole = whole
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.clinic_site = ClinicSite().origin
        settings = {
            "PATH": os.environ["PATH"],
            "BEFOREHAND_DATABASE_URL": str(whole.database.engine.url),
            "BEFOREHAND_BOT_SECRET": BOT_SECRET,
            "BEFOREHAND_ACTIONS_SECRET": ACTIONS_SECRET,
            "BEFOREHAND_SITE_KEY": KEY,
            "BEFOREHAND_BOT_PORT": str(whole.http.base_url.port),
            "BEFOREHAND_WEB_PORT": str(port),
            "BEFOREHAND_LAUNCHER_ORIGINS": f'["{self.clinic_site}"]',
        }
        self.web = Process([sys.executable, "-m", "web"], settings, log, self._is_ready)

    def link(self) -> str:
        """The link of somebody new."""
        return f"{self.address}/p/{self.invited()[1]}"

    def invited(self) -> tuple[str, str]:
        """The id of a clinic, and the token of somebody's link to it."""
        with self.whole.database.writing() as session:
            clinic = Clinic(name="Hill Road")
            session.add(clinic)
            session.flush()
            starts_at = now() + timedelta(days=3)
            return clinic.id, invitations.invite(session, clinic, "Sam", starts_at).token

    def _is_ready(self) -> bool:
        try:
            answer = httpx.get(f"{self.address}/readyz", trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK
