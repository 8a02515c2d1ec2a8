"""The one door of the bot: HTTP on loopback, for the `web` room only.

    POST /webhooks/web/turn    {"sender", "id", "text" or "choice", "question"?} → {"messages", "question"}
    POST /webhooks/web/screen  {"text"} → {"safety", "capabilities"}
    POST /webhooks/web/forget  {"sender"} → {}
    GET  /webhooks/web/ready   → {"model", "actions"}

Each needs `Authorization: Bearer <secret>`. An answer that is not 200 has the body {"error", "field"?}.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import conversation, quiet_logs
from bot.forms import Refused, read_message, read_sender, read_text
from bot.replies import CHANNEL
from bot.turn import TurnFailed

_FEWEST_SECRET_CHARACTERS = 16

Handler = Callable[[Request], Awaitable[HTTPResponse]]


class WebChannel(InputChannel):
    """Rasa's view of the door; made once at the server's start from credentials.yml."""

    def __init__(self, secret: str, tools: list[str]) -> None:
        """Keep what `web` shows to be let in, and the choices that may be made at any time."""
        if len(secret) < _FEWEST_SECRET_CHARACTERS:
            raise ValueError(
                f"the bot's secret needs {_FEWEST_SECRET_CHARACTERS} characters or more"
            )
        self._secret = secret.encode()
        self._tools = frozenset(tools)

    @classmethod
    def name(cls) -> str:
        """The channel's name, and its place under /webhooks/."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> WebChannel:
        """The channel from its block in credentials.yml; from here on logs carry nothing a person said."""
        if not credentials:
            cls.raise_missing_credentials_exception()
        quiet_logs.configure()
        return cls(credentials["secret"], credentials["tools"])

    def blueprint(self, on_new_message: Callable[..., Awaitable[Any]]) -> Blueprint:
        """The routes. Rasa's own way in is not used: it would take the lock a second time."""
        routes = Blueprint("web_channel")
        routes.add_route(self._guarded(self._turn), "/turn", methods=["POST"], name="turn")
        routes.add_route(self._guarded(_screen), "/screen", methods=["POST"], name="screen")
        routes.add_route(self._guarded(_forget), "/forget", methods=["POST"], name="forget")
        routes.add_route(self._guarded(_ready), "/ready", methods=["GET"], name="ready")
        routes.listener(_stop_without_model, "after_server_start")
        return routes

    async def _turn(self, request: Request) -> HTTPResponse:
        reply = await conversation.answer(
            _agent(request), read_message(_body(request)), self._tools
        )
        return json(reply.as_dict())

    def _guarded(self, handler: Handler) -> Handler:
        async def handle(request: Request) -> HTTPResponse:
            if not self._is_from_web(request):
                return json({"error": "wrong_secret"}, status=401)
            try:
                return await handler(request)
            except Refused as refused:
                return json(refused.body, status=refused.status)
            except TurnFailed as failed:
                quiet_logs.say("turn_failed", reasons=list(failed.args))
            except Exception as error:
                quiet_logs.say("request_failed", reasons=[type(error).__name__])
            return json({"error": "not_answered_send_again"}, status=503)

        return handle

    def _is_from_web(self, request: Request) -> bool:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(shown.encode(), self._secret)


async def _stop_without_model(app: Any, _: Any) -> None:
    # Rasa logs that it could not load the model, says that it is up and running, and waits.
    agent = app.ctx.agent
    if agent is None or not agent.is_ready():
        quiet_logs.say("no_model_loaded", reasons=["train it again: make train"])
        raise SystemExit(1)


async def _screen(request: Request) -> HTTPResponse:
    return json(await conversation.screen(_agent(request), read_text(_body(request))))


async def _forget(request: Request) -> HTTPResponse:
    await conversation.forget(_agent(request), read_sender(_body(request)))
    return json({})


async def _ready(request: Request) -> HTTPResponse:
    return json(await conversation.readiness(_agent(request)))


def _agent(request: Request) -> Agent:
    return request.app.ctx.agent


def _body(request: Request) -> Any:
    try:
        return request.json
    except InvalidUsage:
        raise Refused(422, "wrong_form", "body") from None
