"""Someone in a conversation, as the web room passes their messages on."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import yaml

CREDENTIALS = Path(__file__).parents[2] / "credentials.yml"
# What stands for a bubble that is no response of domain.yml.
OWN_WORDS = "own_words"
URGENT = "urgent_text"


@dataclass(frozen=True)
class Turn:
    """What came back to one message: `messages` as in the HTTP answer, `question` the one that is open then."""

    status: int
    messages: Sequence[dict[str, Any]] = ()
    question: str | None = None

    @property
    def names(self) -> list[str]:
        """What was said, by the names of the responses, without their `utter_`; fixed texts under one name."""
        return [_name(message) for message in self.messages]

    @property
    def text(self) -> str:
        """Everything that was said."""
        return "\n".join(message["text"] for message in self.messages)

    @property
    def choices(self) -> dict[str, str]:
        """The buttons that were offered: title to payload."""
        return {c["title"]: c["payload"] for m in self.messages for c in m["choices"]}


@dataclass
class Person:
    """One conversation, over the bot's HTTP door. `last` is the last turn that was answered."""

    http: httpx.Client
    conversation_id: str
    last: Turn = field(default_factory=lambda: Turn(200))
    last_body: dict[str, str] = field(default_factory=dict)

    def say(self, text: str, looking_at: str | None = None) -> Turn:
        """Type something; `looking_at` is the question on the screen when that is an older one."""
        return self._send({"text": text}, looking_at)

    def press(self, title: str) -> Turn:
        """Press a button of the last turn, or one of the tools that are always there ("Skip", "Go back")."""
        payload = self.last.choices.get(title) or _tools().get(title.lower())
        if payload is None:
            raise LookupError(f"no button {title!r}; offered: {sorted(self.last.choices)}")
        return self.choose(payload)

    def choose(self, payload: str) -> Turn:
        """Send a payload, offered or not."""
        return self._send({"choice": payload})

    def again(self) -> Turn:
        """Send the last message once more, with the same id, as a phone on a bad network does."""
        return self._post(self.last_body)

    def forgotten(self) -> None:
        """Let the bot forget the conversation; the records stay."""
        answer = self.http.post("/forget", json={"sender": self.conversation_id})
        answer.raise_for_status()

    def _send(self, said: dict[str, str], looking_at: str | None = None) -> Turn:
        question = looking_at or self.last.question
        body = {"sender": self.conversation_id, "id": str(uuid.uuid4()), **said}
        if question:
            body["question"] = question
        return self._post(body)

    def _post(self, body: dict[str, str]) -> Turn:
        self.last_body = body
        answer = self.http.post("/turn", json=body)
        if answer.status_code != httpx.codes.OK:
            return Turn(answer.status_code)
        self.last = Turn(200, **answer.json())
        return self.last


def _name(message: dict[str, Any]) -> str:
    if message["response"]:
        return str(message["response"]).removeprefix("utter_")
    return URGENT if message["kind"] == "urgent" else OWN_WORDS


def _tools() -> dict[str, str]:
    """What can be pressed at any time, by its name in words: "go back" to "/go_back"."""
    channel = yaml.safe_load(CREDENTIALS.read_text(encoding="utf-8"))["bot.channel.WebChannel"]
    return {tool[1:].replace("_", " "): tool for tool in channel["tools"]}
