"""A visit, and the link that invites a person to get ready for it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, Id, new_id, now
from records.models.clinic import Clinic, Staff


class Visit(Base):
    """One appointment of one person at one clinic.

    `patient_ref` is the clinic's own number for the person: with it, visits of the same person are known as such.
    `birth_year` and `email` are kept only when the clinic gives them, for the second check and for reminders.
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index(None, "clinic_id", "patient_ref"),
        Index(None, "clinic_id", "starts_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    clinic_id: Mapped[str] = mapped_column(ForeignKey("clinic.id", ondelete="CASCADE"), index=True)
    clinician_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    patient_name: Mapped[str] = mapped_column(String(200))
    patient_ref: Mapped[str | None] = mapped_column(String(64))
    birth_year: Mapped[int | None]
    email: Mapped[str | None] = mapped_column(String(254))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    clinic: Mapped[Clinic] = relationship()
    clinician: Mapped[Staff | None] = relationship()
    invitations: Mapped[list["Invitation"]] = relationship(
        back_populates="visit", passive_deletes=True
    )


class Invitation(Base):
    """One link. Only a hash of its token is kept: who can read the table cannot open the chat.

    `wrong_years` counts wrong answers at the second check.
    """

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    wrong_years: Mapped[int] = mapped_column(default=0, server_default="0")

    visit: Mapped[Visit] = relationship(back_populates="invitations")
