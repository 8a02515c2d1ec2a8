"""The fixed texts of one country: what a person is told when they write something that needs a person today.

The words stand in `data/safety/signposting/<country>.yml`; the comment on top of each file says what its fields mean.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).parent.parent / "data" / "safety" / "signposting"


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Card(_Read):
    """One care card: a call to action and at most five short bullets."""

    urgency: Literal["emergency", "urgent"]
    heading: str
    bullets: tuple[str, ...]


class Share(_Read):
    """How it is asked whether the words may be in the summary; `none` means the person has to choose."""

    question: str
    include: str
    leave_out: str
    default: Literal["include", "leave_out", "none"]


class Text(_Read):
    """What is said of one danger: in full, in short at a later hit, and as one line of the soft tier."""

    code: str
    opening: tuple[str, ...]
    cards: tuple[Card, ...]
    then: tuple[str, ...]
    short: str
    soft: str
    share: Share


class Buttons(_Read):
    """The two ways on after a full text."""

    carry_on: str
    stop: str


class Section(_Read):
    """One part of the static page."""

    heading: str
    urgency: Literal["emergency", "urgent"]
    lines: tuple[str, ...]


class Number(_Read):
    """One service that can be reached at once."""

    name: str
    number: str
    kind: Literal["tel", "sms", "text", "web"]
    note: str


class UrgentHelp(_Read):
    """The static page."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    numbers: tuple[Number, ...]


class Signposting(_Read):
    """All fixed texts of one country, with who answers for them and when they are to be looked at again."""

    country: str
    language: str
    owner: str
    reviewed: date | None
    review_by: date
    standing: str
    told: str
    choices: Buttons
    texts: dict[str, Text]
    urgent_help: UrgentHelp

    def overdue(self, today: date) -> bool:
        """Whether nobody has checked these words in time; administrators are told, the chat goes on."""
        return self.reviewed is None or today > self.review_by


@cache
def load(country: str) -> Signposting:
    """The texts of a country, read once. FileNotFoundError when there is no file for it."""
    path = FOLDER / f"{country}.yml"
    return Signposting.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
