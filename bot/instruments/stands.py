"""Start the two bots the chat benchmark compares, each in a folder of its own, on loopback ports."""

from __future__ import annotations

import base64
import os
import secrets
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, Iterator, List, Tuple
from urllib.error import URLError
from urllib.request import Request, urlopen

MODERN_PYTHON = Path(".venv/bin/python")
LONGEST_START_SECONDS = 300.0
FIXED = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SANIC_HOST": "127.0.0.1",
}


async def _no_greeting(_: Any, __: str) -> Dict[str, str]:
    return {}


@dataclass(frozen=True)
class Stand:
    """A running bot: where it listens, how a message looks, and what it took to start.

    `greet` is what a conversation begins with; it returns the headers that conversation needs.
    """

    address: str
    headers: Dict[str, str]
    body: Callable[[str, str], Dict[str, str]]
    conversations: List[str]
    process: int
    start_seconds: float
    greet: Callable[[Any, str], Awaitable[Dict[str, str]]] = _no_greeting


@contextmanager
def ours(folder: Path, model: Path, people: int) -> Iterator[Stand]:
    """Our bot with its action server and a fresh SQLite database for `people` conversations."""
    settings = _settings(folder, model)
    with _chain(folder, settings) as (process, took):
        address = f"http://127.0.0.1:{settings['BOT_PORT']}/webhooks/web/turn"
        invited = _invited(settings, people, "--conversations")
        headers = {"Authorization": f"Bearer {settings['BOT_SECRET']}"}
        yield Stand(address, headers, _our_body, invited, process, took)


@contextmanager
def through_web(folder: Path, model: Path, people: int) -> Iterator[Stand]:
    """The same, with the web room in front: links are opened, and everything goes the way a browser's messages go."""
    port = _free_port()
    settings = {**_settings(folder, model), "BEFOREHAND_WEB_PORT": str(port)}
    site = f"http://127.0.0.1:{port}"
    command = [str(MODERN_PYTHON), "-m", "web"]
    with _chain(folder, settings) as (process, took):
        links = _invited(settings, people, "--links")
        with _running(command, settings, folder / "web.log"):
            _wait(Request(f"{site}/readyz"))  # noqa: S310 - our own loopback address

            async def open_link(session: Any, token: str) -> Dict[str, str]:
                # Each person comes from an address of their own, as behind a proxy: the site limits each address.
                place = links.index(token)
                headers = {
                    "X-Forwarded-For": f"10.0.{place // 250}.{place % 250 + 1}",
                    "Origin": site,
                }
                opened = await session.post(
                    f"{site}/p/{token}", headers=headers, allow_redirects=False
                )
                cookies = "; ".join(f"{name}={c.value}" for name, c in opened.cookies.items())
                return {**headers, "Cookie": cookies}

            yield Stand(
                f"{site}/chat/messages", {}, _web_body, links, process, took, greet=open_link
            )


def _settings(folder: Path, model: Path) -> Dict[str, str]:
    bot_port, actions_port = _free_port(), _free_port()
    secret, actions_secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        **os.environ, **FIXED, "OMP_NUM_THREADS": "1",
        "BEFOREHAND_DATABASE_URL": f"sqlite:///{folder}/records.sqlite",
        "BEFOREHAND_BOT_SECRET": secret, "BEFOREHAND_BOT_PORT": str(bot_port),
        "BEFOREHAND_ACTIONS_SECRET": actions_secret, "BEFOREHAND_SITE_KEY": key,
        "BEFOREHAND_ACTIONS_PORT": str(actions_port), "BOT_PORT": str(bot_port),
        "BOT_MODEL": str(model), "BOT_SECRET": secret, "ACTIONS_SECRET": actions_secret,
        "ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook", "TRACKER_KEY": key,
        "TRACKER_URL": f"sqlite:///{folder}/conversations.sqlite",
    }  # fmt: skip


def _invited(settings: Dict[str, str], people: int, what: str) -> List[str]:
    command = [str(MODERN_PYTHON), "-m", "beforehand.invited_people", str(people), what]
    return subprocess.run(command, env=settings, stdout=-1, text=True, check=True).stdout.split()


@contextmanager
def _chain(folder: Path, settings: Dict[str, str]) -> Iterator[Tuple[int, float]]:
    """Start the action server and the bot; give the bot's process and how many seconds it took to be ready."""
    address = f"http://127.0.0.1:{settings['BOT_PORT']}/webhooks/web/ready"
    ready = Request(address, headers={"Authorization": f"Bearer {settings['BOT_SECRET']}"})
    _invited(settings, 0, "--links")
    with _running([str(MODERN_PYTHON), "-m", "actions"], settings, folder / "actions.log"):
        health = settings["ACTIONS_URL"].replace("/webhook", "/health")
        _wait(Request(health))  # noqa: S310 - our own loopback address
        start = time.perf_counter()
        with _running([sys.executable, "-m", "bot"], settings, folder / "bot.log") as process:
            _wait(ready)
            yield process.pid, time.perf_counter() - start


@contextmanager
def stock(folder: Path, people: int) -> Iterator[Stand]:
    """The bot `rasa init` makes, trained as it comes, behind Rasa's REST channel."""
    rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
    settings = {**os.environ, **FIXED}
    quiet: Dict[str, Any] = {"env": settings, "check": True, "stdout": -3, "stderr": -3}
    subprocess.run([*rasa, "init", "--no-prompt", "--init-dir", str(folder)], **quiet)
    port = _free_port()
    command = [*rasa, "run", "--interface", "127.0.0.1", "--port", str(port)]
    start = time.perf_counter()
    with _running(command, settings, folder / "bot.log", folder) as process:
        _wait(Request(f"http://127.0.0.1:{port}/"), _model_is_loaded(folder / "bot.log"))
        took = time.perf_counter() - start
        conversations = [f"person-{number}" for number in range(people)]
        address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        yield Stand(address, {}, _stock_body, conversations, process.pid, took)


def _our_body(conversation: str, text: str) -> Dict[str, str]:
    return {"sender": conversation, "id": secrets.token_hex(16), "text": text}


def _web_body(_: str, text: str) -> Dict[str, str]:
    return {"id": str(uuid.uuid4()), "text": text}


def _stock_body(conversation: str, text: str) -> Dict[str, str]:
    return {"sender": conversation, "message": text}


def _model_is_loaded(log: Path) -> Callable[[], bool]:
    return lambda: "up and running" in log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def _running(
    command: List[str], settings: Dict[str, str], log: Path, folder: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=settings, cwd=folder, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(request: Request, also: Callable[[], bool] = lambda: True) -> None:
    """Return when the address answers 200. Raises TimeoutError after five minutes."""
    until = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < until:
        try:
            if urlopen(request, timeout=5).status == 200 and also():  # noqa: S310 - our own loopback address
                return
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise TimeoutError(f"{request.full_url} did not answer; its log is beside its data.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
