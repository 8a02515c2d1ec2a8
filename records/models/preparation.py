"""What one person writes for one visit, and where they are in it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, ForeignKey, String, Text, UniqueConstraint, event, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column, object_session, relationship

from records.models.base import Base, Id, named, new_id, now
from records.models.sealed import SealedJson, SealedText, Sealing, keys_of, remember_key
from records.models.visit import Visit


class State(StrEnum):
    """Where a preparation is. `declined` and `erased` hold nothing the person wrote."""

    OPEN = "open"
    CHECK = "check"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    ERASED = "erased"


class Standing(StrEnum):
    """How a question stands. They are five different things and stay so (R12, R17)."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    NOT_SURE = "not_sure"
    NOTHING_TO_ADD = "nothing_to_add"
    NOT_ASKED = "not_asked"


class LabelSource(StrEnum):
    """Who gave a label: the model guessed, or the person chose. The person's choice wins (R2)."""

    GUESS = "guess"
    PERSON = "person"


class Preparation(Base):
    """A person getting ready for one visit. `conversation_id` is Rasa's sender id; no browser ever sees it.

    `sealed_key` opens all they wrote; it is made with the row, and destroyed when they delete everything.
    `questionnaire_version` is that of the questions their last answer was given to, None before the first.
    """

    __tablename__ = "preparation"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), unique=True)
    conversation_id: Mapped[str] = mapped_column(Id, unique=True, default=new_id)
    state: Mapped[State] = mapped_column(named(State), default=State.OPEN)
    sealed_key: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    consented_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    sent_at: Mapped[datetime | None]
    questionnaire_version: Mapped[str | None] = mapped_column(String(12))

    visit: Mapped[Visit] = relationship()
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="preparation", passive_deletes=True, cascade="all, delete-orphan"
    )
    notices: Mapped[list["SafetyNotice"]] = relationship(
        passive_deletes=True, order_by="SafetyNotice.at"
    )


@event.listens_for(Preparation, "before_insert")
def _give_a_key(_: Mapper[Any], connection: Connection, preparation: Preparation) -> None:
    preparation.id = preparation.id or new_id()
    key, preparation.sealed_key = keys_of(connection).new_person_key(preparation.id)
    session = object_session(preparation)
    assert session is not None
    remember_key(session, key)


class PatientSession(Base):
    """A browser that came in by an invitation. Only a hash of its cookie is kept."""

    __tablename__ = "patient_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    preparation_id: Mapped[str] = mapped_column(
        ForeignKey("preparation.id", ondelete="CASCADE"), index=True
    )
    invitation_id: Mapped[str] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)

    preparation: Mapped[Preparation] = relationship()


class Answer(Sealing):
    """One answer: the exact words, how the question stands, and whether the clinic may see it.

    `position` counts from 1 for questions that can be answered more than once. `message_ids` are the messages the words
    came in, so that a message sent twice is not added twice. `labels_settled` is true once the person has chosen the
    labels, also when they chose none: guesses no longer count.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("preparation_id", "question", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    preparation_id: Mapped[str] = mapped_column(ForeignKey("preparation.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(64))
    position: Mapped[int] = mapped_column(default=1)
    standing: Mapped[Standing] = mapped_column(named(Standing))
    words: Mapped[str | None] = mapped_column(SealedText)
    choice: Mapped[str | None] = mapped_column(String(32))
    shared: Mapped[bool] = mapped_column(default=True)
    labels_settled: Mapped[bool] = mapped_column(default=False)
    message_ids: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    preparation: Mapped[Preparation] = relationship(back_populates="answers")
    labels: Mapped[list["Label"]] = relationship(
        back_populates="answer", passive_deletes=True, cascade="all, delete-orphan"
    )

    def sealed_row(self) -> str:
        """The row's id, which it has from now on."""
        self.id = self.id or new_id()
        return self.id

    def sealed_for(self, connection: Connection) -> str:
        """The preparation it is an answer of."""
        return self.preparation_id


class Label(Sealing):
    """A capability an answer may be about. A guess carries its model, how sure it was and on what clause."""

    __tablename__ = "label"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    capability: Mapped[str] = mapped_column(String(32))
    source: Mapped[LabelSource] = mapped_column(named(LabelSource))
    wish: Mapped[str | None] = mapped_column(String(16))
    model: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float | None]
    clause: Mapped[str | None] = mapped_column(SealedText)

    answer: Mapped[Answer] = relationship(back_populates="labels")

    def sealed_row(self) -> str:
        """The row's id, which it has from now on."""
        self.id = self.id or new_id()
        return self.id

    def sealed_for(self, connection: Connection) -> str:
        """The preparation its answer is one of."""
        query = select(Answer.preparation_id).where(Answer.id == self.answer_id)
        return str(connection.scalar(query))


class SafetyNotice(Base):
    """That an urgent-help message was shown: what kind, when, and by which rule; never the words.

    `shared` is None until the person has been asked whether it may be in the summary.
    """

    __tablename__ = "safety_notice"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    preparation_id: Mapped[str] = mapped_column(
        ForeignKey("preparation.id", ondelete="CASCADE"), index=True
    )
    answer_id: Mapped[str | None] = mapped_column(ForeignKey("answer.id", ondelete="SET NULL"))
    message_id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(default=now)
    question: Mapped[str | None] = mapped_column(String(64))
    danger: Mapped[str] = mapped_column(String(32))
    tier: Mapped[str] = mapped_column(String(8))
    rule: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(8))
    shown: Mapped[str] = mapped_column(String(8))
    shared: Mapped[bool | None]


class Turn(Sealing):
    """One message and what was answered: what a person sees when they come back. Deleted after sending."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("preparation_id", "message_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    preparation_id: Mapped[str] = mapped_column(ForeignKey("preparation.id", ondelete="CASCADE"))
    message_id: Mapped[str] = mapped_column(Id)
    said: Mapped[str | None] = mapped_column(SealedText)
    reply: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    at: Mapped[datetime] = mapped_column(default=now)

    def sealed_row(self) -> str:
        """Its preparation and message: the number is given by the database, too late to seal with."""
        return f"{self.preparation_id}.{self.message_id}"

    def sealed_for(self, connection: Connection) -> str:
        """The preparation it was said in."""
        return self.preparation_id
