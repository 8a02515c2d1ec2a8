"""The way through the questions: which comes next, which came before. Pure: it looks at what has been given, no more.

The place in a conversation is not kept anywhere; it follows from the answers. So a conversation goes on at the same
question after a restart, on another device, or when the dialogue model has forgotten everything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from records.models import Standing
from records.questionnaire import (
    BY_KEY,
    MAX_CAPABILITIES,
    MAX_QUESTIONS,
    QUESTIONS,
    Part,
    Question,
)


@dataclass(frozen=True, order=True)
class Step:
    """One asking of one question; `position` counts from 1 for those asked more than once."""

    question: str
    position: int = 1

    @property
    def part(self) -> Part:
        """The part of the conversation this step is in."""
        return BY_KEY[self.question].part

    def __str__(self) -> str:
        return f"{self.question}.{self.position}"

    @classmethod
    def parse(cls, text: str) -> "Step":
        """The step that `str(step)` was made from. ValueError when it is no step."""
        key, _, position = text.partition(".")
        repeats = BY_KEY[key].repeats if key in BY_KEY else 0
        if (position or "1") not in map(str, range(1, repeats + 1)):
            raise ValueError(f"not a step: {text!r}")
        return cls(key, int(position or 1))


@dataclass(frozen=True)
class Taken:
    """How a step stands once it has been taken."""

    standing: Standing
    choice: str | None = None


Given = Mapping[Step, Taken]


def steps(given: Given) -> Iterator[Step]:
    """The whole way, as far as what has been given decides it; it always ends with the check."""
    for question in QUESTIONS:
        if question.part is Part.ABLE_TO:
            if question.key == "able_to":
                yield from _capabilities(given)
        elif question.key == "question_to_ask":
            yield from _questions_to_ask(given)
        else:
            yield Step(question.key)


def next_step(given: Given) -> Step:
    """The first step not taken yet; the check is never taken, so there always is one."""
    return next(step for step in steps(given) if step not in given or step.question == "check")


def step_before(given: Given, step: Step) -> Step | None:
    """The step before this one on the way, or None at the first question after the consent."""
    way = [each for each in steps(given) if each.question != "consent"]
    place = way.index(step) if step in way else 0
    return way[place - 1] if place > 0 else None


def _capabilities(given: Given) -> Iterator[Step]:
    for position in range(1, MAX_CAPABILITIES + 1):
        named = Step("able_to", position)
        yield named
        if named in given and given[named].standing is not Standing.ANSWERED:
            return
        for key in ("able_to_wish", "able_to_helps", "able_to_hinders"):
            yield Step(key, position)
        if position == MAX_CAPABILITIES:
            return
        more = Step("able_to_more", position)
        yield more
        if more not in given or given[more].choice != "yes":
            return


def _questions_to_ask(given: Given) -> Iterator[Step]:
    for position in range(1, MAX_QUESTIONS + 1):
        step = Step("question_to_ask", position)
        yield step
        if step not in given or given[step].standing is not Standing.ANSWERED:
            return


def question_at(step: Step) -> Question:
    """The question a step asks."""
    return BY_KEY[step.question]
