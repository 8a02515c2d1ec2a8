"""The action server: rasa-sdk's own, on loopback, with a shared secret in front.

No person's words are in its errors or logs.
"""

import hmac
import logging
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app as sdk_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse, HTTPResponse, json

from actions import forms
from records import settings

# rasa-sdk logs a failing call with its request, and so with the whole conversation.
SDK_LOGGER = "rasa_sdk.endpoint"


class Executor(ActionExecutor):
    """Runs actions without a domain: ours look at none, Rasa 3.6 need not send it, and this SDK would insist on it."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """No domain, whatever the call says of it."""
        return {}


def serve() -> None:
    """Serve until stopped."""
    site = settings.load()
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")
    logging.getLogger(SDK_LOGGER).setLevel(logging.CRITICAL)
    app = create_app(site.actions_secret.get_secret_value())
    app.run(
        host="127.0.0.1",
        port=site.actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )


def create_app(secret: str) -> Sanic[Any, Any]:
    """The application, to be asked by who knows the secret. `/health` answers everyone."""
    # The bot speaks rasa-sdk 3.6; the check of versions warns at each call, and the webhook is the same.
    warnings.filterwarnings("ignore", message="Your versions of rasa", category=UserWarning)
    executor = Executor()
    executor.register_package(forms.__name__)
    app: Sanic[Any, Any] = sdk_app(executor, cors_origins=[])
    expected = f"Bearer {secret}"

    async def let_in(request: Request) -> HTTPResponse | None:
        shown = request.headers.get("authorization", "")
        if request.path == "/health" or hmac.compare_digest(shown, expected):
            return None
        return json({"error": "not allowed"}, status=401)

    async def say_no_more(request: Request, response: BaseHTTPResponse) -> HTTPResponse | None:
        if response.status != 500:
            return None
        logging.getLogger(__name__).error("an action failed")
        return json({"error": "the action failed; nothing was saved"}, status=500)

    app.register_middleware(let_in, "request")
    app.register_middleware(say_no_more, "response")
    return app
