"""Choosing without a button: by the words on it, or by its place ("the second one"). Pure."""

import re

from records.questionnaire import Choice, Question

_ORDINALS = (
    r"(first|1st|1|one|top)",
    r"(second|2nd|2|two)",
    r"(third|3rd|3|three)",
    r"(fourth|4th|4|four)",
    r"(fifth|5th|5|five)",
    r"(sixth|6th|6|six)",
)
_ORDINAL = r"(the |number |no |option |answer )*{}( one| option| answer)?"
_LAST = r"(the )?(last|bottom)( one| option| answer)?"
_POLITE = re.compile(r"\b(please|pls|plz|thanks|thank you|ta|cheers|ok|okay|sorry)\b")


def plain(text: str) -> str:
    """A text in small letters, without punctuation and politeness, to compare with."""
    words = re.sub(r"[^\w\s]", "", text.lower())
    return " ".join(_POLITE.sub(" ", words).split())


def titled(question: Question, typed: str) -> Choice | None:
    """The choice whose title this plain text is, or None."""
    return next((c for c in question.choices if plain(c.title) == typed), None)


def by_place(question: Question, typed: str) -> Choice | None:
    """The choice this plain text counts out, or None."""
    for number, choice in enumerate(question.choices):
        if re.fullmatch(_ORDINAL.format(_ORDINALS[number]), typed):
            return choice
    return question.choices[-1] if re.fullmatch(_LAST, typed) else None
