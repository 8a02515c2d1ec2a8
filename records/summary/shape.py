"""The shape of a summary. There is no field for advice, a score, a target or a plan, and none is to be added (R15)."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

NAME_WORDS = 4
NAME_CHARACTERS = 40
NO_NAME = "Name not given"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """What the person wrote, whole, and how many of its characters are shown before "show all"."""

    text: str
    shown: int

    @property
    def head(self) -> str:
        """What is shown at once."""
        return self.text[: self.shown]

    @property
    def rest(self) -> str:
        """What stands behind "show all"; empty when nothing does."""
        return self.text[self.shown :]


class Item(_Part):
    """One answer: its heading, the person's words, the choice they made, or both."""

    question: str
    heading: str
    words: Words | None = None
    choice: str | None = None


class Capability(_Part):
    """One thing the person wants to be able to do or be, with what they said about it.

    `wish` is keep, get back, new way, new or not sure, in short, and `wish_words` what they typed for it. Labels are
    guesses unless the person chose them.
    """

    words: Words
    wish_id: str | None = None
    wish: str | None = None
    wish_words: Words | None = None
    helps: Words | None = None
    hinders: Words | None = None
    labels: tuple[str, ...] = ()
    labels_by_person: bool = False


class Notice(_Part):
    """That the person was shown an urgent-help message, as far as they let it through."""

    at: datetime
    danger: str
    words: Words | None = None


class Header(_Part):
    """Whose summary this is, for which visit, who typed it and when."""

    name: str
    visit_at: datetime
    written_by: str
    finished_at: datetime
    disclaimer: str

    @property
    def short_name(self) -> str:
        """The name as far as it fits in a heading: four words and forty characters."""
        short = " ".join(self.name.split()[:NAME_WORDS])[:NAME_CHARACTERS]
        return short if short == self.name else f"{short}…"

    @property
    def named(self) -> bool:
        """Whether the person gave a name."""
        return self.name != NO_NAME


class NotSaid(_Part):
    """The headings of questions without an answer, by why they have none. They are four different things.

    `typed` has what a person wrote to say that they were not sure or had nothing to add, by heading.
    """

    not_asked: tuple[str, ...] = ()
    chose_not_to_say: tuple[str, ...] = ()
    not_sure: tuple[str, ...] = ()
    nothing_to_add: tuple[str, ...] = ()
    typed: dict[str, str] = {}


class Summary(_Part):
    """One page. The order of the fields is the order on the page."""

    header: Header
    notices: tuple[Notice, ...] = ()
    what_matters: Item | None = None
    able_to: tuple[Capability, ...] = ()
    pulls: tuple[Item, ...] = ()
    wants_to_talk_about_a_different_view: bool = False
    visit: tuple[Item, ...] = ()
    people: tuple[Item, ...] = ()
    on_the_day: Item | None = None
    more: tuple[Item, ...] = ()
    not_said: NotSaid = NotSaid()
    opener: str | None = None

    def items(self) -> Iterator[Item]:
        """Every answer that stands under a heading of its own, in the order of the page."""
        yield from (self.what_matters,) if self.what_matters else ()
        yield from (*self.pulls, *self.visit, *self.people)
        yield from (self.on_the_day,) if self.on_the_day else ()
        yield from self.more
