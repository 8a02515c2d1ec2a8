"""Talking to the bot: HTTP on loopback, with a shared secret.

Everything that goes wrong on the way becomes a Problem: 503 when the bot cannot answer, 409 when it is still at the
last message, 413 and 422 as the bot says them.
"""

from typing import Any

import httpx

from records.settings import Settings
from web import logs
from web.problems import Problem

RETRY_SECONDS = 5


class Bot:
    """A client for the bot's four doors. Made once for a process; `close()` ends its connections."""

    def __init__(self, url: str, secret: str, timeout_seconds: float) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {secret}"},
            timeout=timeout_seconds,
            trust_env=False,
        )

    @classmethod
    def of(cls, settings: Settings) -> "Bot":
        """The client for a site's settings."""
        secret = settings.bot_secret.get_secret_value()
        return cls(settings.bot_url, secret, settings.bot_timeout_seconds)

    async def turn(self, sender: str, message: dict[str, str]) -> dict[str, Any]:
        """Say something: `id` and `text` or `choice`, and the `question` that was looked at.

        Returns {"messages": [{"text", "choices", "response", "kind"}], "question"}.
        """
        return await self._post("/turn", {"sender": sender, **message})

    async def screen(self, text: str) -> dict[str, Any]:
        """What the safety screen and the capability recogniser find in a text; no conversation is touched."""
        return await self._post("/screen", {"text": text})

    async def forget(self, sender: str) -> None:
        """Delete the bot's own copy of a conversation."""
        await self._post("/forget", {"sender": sender})

    async def is_ready(self) -> bool:
        """Whether the bot has a model and its actions answer."""
        try:
            response = await self._client.get("/ready")
            return response.status_code == 200 and response.json().get("actions") is not False
        except (httpx.HTTPError, ValueError):
            return False

    async def close(self) -> None:
        """End all connections."""
        await self._client.aclose()

    async def _post(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        try:
            response = await self._client.post(path, json=body)
            answer = response.json()
        except (httpx.HTTPError, ValueError) as error:
            logs.failure("bot", error)
            raise _not_answering() from None
        if response.status_code == 200 and isinstance(answer, dict):
            return answer
        raise _problem(response.status_code, answer)


def _problem(status: int, answer: Any) -> Problem:
    said = answer if isinstance(answer, dict) else {}
    if status in (409, 413, 422):
        return Problem(status, str(said.get("error", "wrong_form")), field=said.get("field"))
    logs.failure("bot", RuntimeError(str(status)))
    return _not_answering()


def _not_answering() -> Problem:
    return Problem(503, "not_answering", retry_after=RETRY_SECONDS)
