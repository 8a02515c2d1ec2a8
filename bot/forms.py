"""What may be sent to the channel: the bodies of its requests, checked and with types."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Optional

LONGEST_TEXT = 4000
_LONGEST_NAME = 200
_LONGEST_CHOICE = 1000

# Rasa reads text that starts with a slash as an intent, with slots, at confidence 1. WORD JOINER is invisible and no
# white space, so Rasa does not strip it.
GUARD = "\u2060"


class Refused(Exception):
    """The request is not in this form; says which field, never what was in it."""

    def __init__(self, status: int, error: str, field: Optional[str] = None) -> None:
        super().__init__(error)
        self.status = status
        self.body = {"error": error} if field is None else {"error": error, "field": field}


@dataclass(frozen=True)
class Message:
    """One thing a person typed, or one choice they pressed."""

    sender: str
    id: str
    text: Optional[str]
    choice: Optional[str]
    question: Optional[str]

    def for_rasa(self) -> str:
        """The text Rasa works on: a choice as it is, typed text never as a command."""
        return self.choice if self.choice is not None else guarded(self.text or "")

    def metadata(self) -> dict[str, Any]:
        """What stays true byte for byte, for the actions: Rasa strips its own text."""
        said = {"choice": self.choice} if self.choice is not None else {"typed": self.text}
        return {**said, "question": self.question}


def guarded(text: str) -> str:
    """Typed text, changed only when Rasa would read it as a command."""
    return GUARD + text if text.strip().startswith("/") else text


def read_message(body: Any) -> Message:
    """A message from the body of `POST /turn`.

    Raises:
        Refused: 422 when a field is missing or wrong, 413 when the text is too long.
    """
    fields = _object(body)
    if (fields.get("text") is None) == (fields.get("choice") is None):
        raise Refused(422, "exactly_one_of_text_and_choice", "text")
    return Message(
        sender=_string(fields, "sender", _LONGEST_NAME),
        id=_uuid(fields),
        text=None if fields.get("text") is None else read_text(fields),
        choice=None if fields.get("choice") is None else _choice(fields),
        question=None
        if fields.get("question") is None
        else _string(fields, "question", _LONGEST_NAME),
    )


def read_sender(body: Any) -> str:
    """The sender from the body of `POST /forget`."""
    return _string(_object(body), "sender", _LONGEST_NAME)


def read_text(body: Any) -> str:
    """The text from a body, unchanged; 413 when it is over 4,000 characters."""
    text = _object(body).get("text")
    if not isinstance(text, str) or not text.strip() or not _is_unicode(text):
        raise Refused(422, "wrong_form", "text")
    if len(text) > LONGEST_TEXT:
        raise Refused(413, "too_long", "text")
    return text


def _object(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise Refused(422, "wrong_form", "body")
    return body


def _string(fields: dict[str, Any], field: str, longest: int) -> str:
    value = fields.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not _is_unicode(value):
        raise Refused(422, "wrong_form", field)
    return value


def _choice(fields: dict[str, Any]) -> str:
    choice = _string(fields, "choice", _LONGEST_CHOICE)
    if not choice.startswith("/"):
        raise Refused(422, "wrong_form", "choice")
    return choice


def _uuid(fields: dict[str, Any]) -> str:
    try:
        return str(uuid.UUID(_string(fields, "id", 36)))
    except ValueError:
        raise Refused(422, "wrong_form", "id") from None


def _is_unicode(text: str) -> bool:
    # JSON can carry half of a surrogate pair, which no database and no later JSON can.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
