"""What may be sent to the chat: bodies of requests, checked and typed. Errors name the field, never what was in it."""

import uuid
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from web.problems import Problem

LONGEST_TEXT = 4000
LONGEST_CHOICE = 1000
LONGEST_QUESTION = 64


@dataclass(frozen=True)
class Message:
    """One thing a person typed, or one button they pressed. `question` is what they were looking at."""

    id: str
    text: str | None = None
    choice: str | None = None
    question: str | None = None

    def for_bot(self) -> dict[str, str]:
        """The message as the bot takes it."""
        fields = (("id", self.id), ("text", self.text), ("choice", self.choice))
        said = {name: value for name, value in fields if value is not None}
        return said | ({"question": self.question} if self.question else {})


async def fields_of(request: Request) -> dict[str, Any]:
    """The fields of a JSON body or of a form. Raises Problem 422 when it is neither."""
    if is_json(request):
        try:
            body = await request.json()
        except ValueError:
            raise Problem(422, "wrong_form", field="body") from None
        if not isinstance(body, dict):
            raise Problem(422, "wrong_form", field="body")
        return body
    async with request.form(max_files=0) as form:
        # A form turns each line break into two characters on its way; this undoes it.
        fields: dict[str, Any] = {
            name: value.replace("\r\n", "\n")
            for name, value in form.items()
            if isinstance(value, str)
        }
        return fields | {"labels": [str(value) for value in form.getlist("labels")]}


def is_json(request: Request) -> bool:
    """Whether a program sent this, not a plain form."""
    return request.headers.get("content-type", "").startswith("application/json")


def message_of(fields: dict[str, Any]) -> Message:
    """A message from JSON fields. Raises Problem 413 or 422."""
    message_id = uuid_of(fields, "id")
    text, choice = fields.get("text"), fields.get("choice")
    if (text is None) == (choice is None):
        raise Problem(422, "exactly_one_of_text_and_choice", field="text")
    question = fields.get("question")
    if question is not None:
        string_of(fields, "question", LONGEST_QUESTION)
    if choice is not None:
        return Message(message_id, choice=choice_of(fields), question=question)
    return Message(message_id, text=text_of(fields), question=question)


def message_of_form(fields: dict[str, Any]) -> Message:
    """A message from the plain form, where an empty box says nothing and a pressed button comes first.

    The page's id is the same for every button on it, so what was sent makes the message's own id: the same thing twice
    is one message, another button of a page that was gone back to is a new one.
    """
    page_id = uuid_of(fields, "id")
    wanted = "choice" if fields.get("choice") else "text"
    # "Yes, this is still so" sends the words of last time; the box is beside it in the same form.
    again = fields.get("again") if wanted == "text" else None
    said = again or fields.get(wanted) or ""
    if not said.strip():
        raise Problem(422, "empty", field="text")
    message_id = str(uuid.uuid5(uuid.UUID(page_id), f"{wanted}:{said}"))
    question = fields.get("question") or None
    return message_of({"id": message_id, wanted: said, "question": question})


def text_of(fields: dict[str, Any]) -> str:
    """The text, unchanged. Raises Problem 413 when it is over 4,000 characters, 422 when it is no text."""
    text = fields.get("text")
    if not isinstance(text, str) or not _can_be_stored(text):
        raise Problem(422, "wrong_form", field="text")
    if not text.strip():
        raise Problem(422, "empty", field="text")
    if len(text) > LONGEST_TEXT:
        raise Problem(413, "too_long", field="text")
    return text


def choice_of(fields: dict[str, Any]) -> str:
    """The payload of a button. Raises Problem 422."""
    choice = string_of(fields, "choice", LONGEST_CHOICE)
    if not choice.startswith("/"):
        raise Problem(422, "wrong_form", field="choice")
    return choice


def uuid_of(fields: dict[str, Any], field: str) -> str:
    """An id in its usual form. Raises Problem 422."""
    try:
        return str(uuid.UUID(string_of(fields, field, 36)))
    except ValueError:
        raise Problem(422, "wrong_form", field=field) from None


def string_of(fields: dict[str, Any], field: str, longest: int) -> str:
    """A short text that is not empty. Raises Problem 422."""
    value = fields.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not _can_be_stored(value):
        raise Problem(422, "wrong_form", field=field)
    return value


def _can_be_stored(text: str) -> bool:
    # Half a surrogate pair is no text, and PostgreSQL takes no NUL.
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
