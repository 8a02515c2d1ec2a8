"""The clinic and those who work there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, Id, named, new_id, now


class Role(StrEnum):
    """What someone may do. Maintainers and auditors never see a patient's words."""

    CLINICIAN = "clinician"
    MANAGER = "manager"
    MAINTAINER = "maintainer"
    AUDITOR = "auditor"


class Clinic(Base):
    """One clinic: the border that rows are scoped by."""

    __tablename__ = "clinic"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    created_at: Mapped[datetime] = mapped_column(default=now)


class Staff(Base):
    """A person who signs in to the portal."""

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

    clinic: Mapped[Clinic] = relationship()


class StaffSession(Base):
    """A sign-in that is still on. Only a hash of what the browser holds is kept."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)

    staff: Mapped[Staff] = relationship()
