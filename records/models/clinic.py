"""The clinic and those who work there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, Id, named, new_id, now


class Role(StrEnum):
    """What someone may do. Maintainers and auditors never see a patient's words."""

    CLINICIAN = "clinician"
    MANAGER = "manager"
    MAINTAINER = "maintainer"
    AUDITOR = "auditor"


class Clinic(Base):
    """One clinic: the border that rows are scoped by.

    `asks_birth_year` is its choice of a second check: a link opens only with the year of birth the clinic knows.
    """

    __tablename__ = "clinic"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    asks_birth_year: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(default=now)


class Staff(Base):
    """A person who signs in to the portal.

    `code_secret` is what their authenticator app shares with us, sealed; `code_step` the last half minute whose code
    was used, so that none is used twice. `recovery_codes` are hashes; each works once. `outside_name` is who they are
    at the hospital's own sign-in service (OIDC's `sub`).
    """

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinic.id", ondelete="CASCADE"), index=True)
    username: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(named(Role))
    password_hash: Mapped[str] = mapped_column(String(255))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    last_failed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    disabled_at: Mapped[datetime | None]
    code_secret: Mapped[str | None] = mapped_column(String(255))
    code_step: Mapped[int | None]
    recovery_codes: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    outside_name: Mapped[str | None] = mapped_column(String(255), unique=True)

    clinic: Mapped[Clinic] = relationship()


class StaffSession(Base):
    """A sign-in that is still on. Only a hash of what the browser holds is kept.

    `waits_for_code` while the password was right and the second factor is still to come: it opens nothing else.
    `browser` is what the browser calls itself, so that a person knows their own sign-ins from others.
    """

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    waits_for_code: Mapped[bool] = mapped_column(default=False, server_default=false())
    browser: Mapped[str] = mapped_column(String(200), default="", server_default="")

    staff: Mapped[Staff] = relationship()
