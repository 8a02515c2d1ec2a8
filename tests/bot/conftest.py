"""A real Rasa server with a throw-away model, its channel on loopback, and a real action server beside it."""

from __future__ import annotations

import asyncio
import base64
import importlib.util
import os
import shutil
import socket
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# These tests need the bot's own Python, where Rasa is installed.
collect_ignore_glob = [] if importlib.util.find_spec("rasa") else ["*.py"]

PROJECT = Path(__file__).parent / "project"
SECRET = "the web room's secret"
TRACKER_KEY = base64.b64encode(bytes(range(32))).decode()


class Bot:
    """The channel as the web room sees it, over HTTP."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/webhooks/web"
        self.agent: Any = None

    def post(self, path: str, body: Any, secret: str = SECRET) -> Any:
        import requests

        return requests.post(
            f"{self.address}/{path}",
            json=body,
            headers={"Authorization": f"Bearer {secret}"},
            timeout=60,
        )

    def ready(self) -> Any:
        import requests

        return requests.get(
            f"{self.address}/ready", headers={"Authorization": f"Bearer {SECRET}"}, timeout=60
        )

    def say(self, sender: str, text: str, id: str | None = None) -> Any:
        return self.post("turn", {"sender": sender, "id": id or new_id(), "text": text})

    def choose(self, sender: str, choice: str, id: str | None = None) -> Any:
        return self.post("turn", {"sender": sender, "id": id or new_id(), "choice": choice})


def new_id() -> str:
    return str(uuid.uuid4())


def responses(answer: Any) -> list[str | None]:
    """The names of the responses in a 200 answer."""
    assert answer.status_code == 200, answer.text
    return [message["response"] for message in answer.json()["messages"]]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3")
    import rasa

    folder = tmp_path_factory.mktemp("mini")
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    here = os.getcwd()
    os.chdir(folder)
    try:
        trained = rasa.train("domain.yml", "config.yml", ["data"], output="models")
    finally:
        os.chdir(here)
    assert trained.code == 0
    return folder / "models"


@pytest.fixture(scope="session")
def actions() -> Iterator[Any]:
    from action_server import ActionServer

    server = ActionServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def tracker_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tracker") / "conversations.sqlite"


@pytest.fixture(scope="session")
def server(model: Path, actions: Any, tracker_file: Path) -> Iterator[Bot]:
    """The server of `python -m bot serve`, in a thread of this process."""
    from action_server import SECRET as ACTIONS_SECRET
    from rasa.core.agent import load_agent
    from rasa.core.run import configure_app
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    from bot.channel import WebChannel

    action_endpoint = EndpointConfig(
        actions.url,
        headers={"Authorization": f"Bearer {ACTIONS_SECRET}"},
        enable_selective_domain=True,
    )
    tracker_store = EndpointConfig(
        f"sqlite:///{tracker_file}", type="bot.tracker_store.EncryptedTrackerStore", key=TRACKER_KEY
    )
    endpoints = AvailableEndpoints(action=action_endpoint, tracker_store=tracker_store)
    channel = WebChannel(SECRET, ["/start", "/who_sees_this"])
    app = configure_app([channel], enable_api=False)
    bot = Bot(0)
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def serve() -> None:
        app.ctx.agent = bot.agent = await load_agent(str(model), endpoints=endpoints)
        # Sanic takes port 0 for "none given" and goes to 8000.
        place = socket.socket()
        place.bind(("127.0.0.1", 0))
        running = await app.create_server(sock=place, return_asyncio_server=True, access_log=False)
        await running.startup()
        await running.start_serving()
        bot.address = bot.address.replace(":0/", f":{place.getsockname()[1]}/")

    asyncio.run_coroutine_threadsafe(serve(), loop).result(60)
    yield bot
    loop.call_soon_threadsafe(loop.stop)


@pytest.fixture
def bot(server: Bot, actions: Any) -> Iterator[Bot]:
    """The server, with the action server healthy before and after."""
    yield server
    actions.failure = ""
    actions.go_on.set()


@pytest.fixture
def sender() -> str:
    return f"invitation-{new_id()}"
