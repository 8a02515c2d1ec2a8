"""What a new site needs before its first visit: keys, tables, a clinic, someone who can sign in."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from beforehand import demonstration, keys
from records import database, migrate, rotation, settings
from records import staff as staff_records
from records.models import Clinic, Role, Staff


@dataclass(frozen=True)
class FirstStaff:
    """The first clinician, and the one-time password that is shown once and not kept."""

    username: str
    password: str


def prepare(root: Path, *, clinic: str, username: str, name: str) -> FirstStaff | None:
    """Bring the site in `root` up to date; what is there already stays as it is.

    Returns the first clinician when the clinic was made now, else None. Raises WrongKey.
    """
    keys.write_missing(root / settings.SETTINGS_FILE, os.environ)
    site = settings.load()
    db = database.site()
    migrate.upgrade(site.database_url)
    with db.writing() as session:
        rotation.require_key(session)
        if session.scalar(select(Clinic).limit(1)) is not None:
            return None
        first = Clinic(name=clinic)
        session.add(first)
        session.flush()
        staff, password = staff_records.add(session, first, username, name, Role.CLINICIAN)
        demonstration.add(session, first, staff)
        return FirstStaff(staff.username, password)


def first_username() -> str | None:
    """Who was made first and can still sign in, for the reminder how to get a new password."""
    with database.site().reading() as session:
        return session.scalar(
            select(Staff.username)
            .where(Staff.disabled_at.is_(None))
            .order_by(Staff.created_at)
            .limit(1)
        )
