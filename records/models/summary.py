"""What was sent to the clinic, and what the clinic did with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.models.base import Base, Id, new_id, now
from records.models.clinic import Staff
from records.models.preparation import Preparation
from records.models.sealed import SealedJson, Sealing


class SummaryRevision(Sealing):
    """One sending of a preparation: the shared answers as they were then. A submission is saved exactly once."""

    __tablename__ = "summary_revision"
    __table_args__ = (UniqueConstraint("preparation_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    preparation_id: Mapped[str] = mapped_column(ForeignKey("preparation.id", ondelete="CASCADE"))
    number: Mapped[int]
    submission_id: Mapped[str] = mapped_column(Id, unique=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    sent_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]

    preparation: Mapped[Preparation] = relationship()
    readings: Mapped[list["Reading"]] = relationship(passive_deletes=True)
    discussions: Mapped[list["Discussion"]] = relationship(passive_deletes=True)

    def sealed_row(self) -> str:
        """The row's id, which it has from now on."""
        self.id = self.id or new_id()
        return self.id

    def sealed_for(self, connection: Connection) -> str:
        """The preparation that was sent."""
        return self.preparation_id


class Reading(Base):
    """That a clinician marked a summary as read."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("summary_id", "staff_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    summary_id: Mapped[str] = mapped_column(ForeignKey("summary_revision.id", ondelete="CASCADE"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=now)

    staff: Mapped[Staff] = relationship()


class Discussion(Base):
    """That clinician and person talked about it; `block` names the part of the summary, or `all`."""

    __tablename__ = "discussion"
    __table_args__ = (UniqueConstraint("summary_id", "block"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    summary_id: Mapped[str] = mapped_column(ForeignKey("summary_revision.id", ondelete="CASCADE"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    block: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(default=now)

    staff: Mapped[Staff] = relationship()


class Feedback(Base):
    """The one question after the visit: did you get to talk about what mattered to you? yes, partly or no."""

    __tablename__ = "feedback"

    preparation_id: Mapped[str] = mapped_column(
        ForeignKey("preparation.id", ondelete="CASCADE"), primary_key=True
    )
    talked_about_it: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(default=now)
