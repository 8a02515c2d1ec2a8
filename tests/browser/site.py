"""The web room as a process, in front of the bot and the actions that `tests.whole` runs."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from records import invitations, sending, staff
from records.models import Clinic, Invitation, Preparation, Role, Visit, now
from records.tokens import hashed
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

    def link(self, birth_year: int | None = None) -> str:
        """The link of somebody new; with a year of birth, their clinic asks for it."""
        return f"{self.address}/p/{self.invited(birth_year)[1]}"

    def invited(self, birth_year: int | None = None) -> tuple[str, str]:
        """The id of a clinic, and the token of somebody's link to it."""
        with self.whole.database.writing() as session:
            clinic = Clinic(name="Hill Road", asks_birth_year=birth_year is not None)
            session.add(clinic)
            session.flush()
            in_three_days = now() + timedelta(days=3)
            invited = invitations.invite(
                session, clinic, "Sam", in_three_days, birth_year=birth_year
            )
            return clinic.id, invited.token

    def move_visit(self, link: str, starts_at: datetime) -> None:
        """Let the visit of a link be at another time."""
        with self.whole.database.writing() as session:
            _visit(session, link).starts_at = starts_at

    def next_link(self, link: str) -> str:
        """The link to a second visit of the same person."""
        with self.whole.database.writing() as session:
            visit = _visit(session, link)
            visit.patient_ref = visit.id
            in_three_days = now() + timedelta(days=3)
            invited = invitations.invite(
                session, visit.clinic, "Sam", in_three_days, patient_ref=visit.id
            )
            return f"{self.address}/p/{invited.token}"

    def read_by(self, name: str, link: str) -> None:
        """Let somebody of the clinic mark as read what was sent by this link."""
        with self.whole.database.writing() as session:
            visit = _visit(session, link)
            nurse, _ = staff.add(session, visit.clinic, visit.id, name, Role.CLINICIAN)
            preparation = session.scalars(
                select(Preparation).where(Preparation.visit_id == visit.id)
            ).one()
            revision = sending.sent_summary(session, preparation)
            assert revision is not None
            sending.mark_read(session, revision, nurse)

    def _is_ready(self) -> bool:
        try:
            answer = httpx.get(f"{self.address}/readyz", trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK


def _visit(session: Session, link: str) -> Visit:
    token = link.rsplit("/", 1)[-1]
    found = select(Invitation).where(Invitation.token_hash == hashed(token))
    return session.scalars(found).one().visit
