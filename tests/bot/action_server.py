"""A real HTTP action server on loopback, in a thread, that fails on request and remembers what it committed."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from aiohttp import web

SECRET = "the action server's secret"


class ActionServer:
    """`committed` maps message ids to the words saved for them; `failure` is how it misbehaves."""

    def __init__(self) -> None:
        self.committed: dict[str, str] = {}
        self.calls: list[dict[str, Any]] = []
        self.failure: str = ""
        self.go_on = threading.Event()
        self.go_on.set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner: web.AppRunner
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhook"

    def start(self) -> None:
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)

    def kill(self) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)

    def close(self) -> None:
        self.kill()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _start(self) -> None:
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_post("/webhook", self._webhook)
        app.router.add_get("/health", self._health)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _webhook(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {SECRET}":
            return web.json_response({}, status=401)
        call = await request.json()
        self.calls.append(call)
        await asyncio.get_running_loop().run_in_executor(None, self.go_on.wait, 20)
        if self.failure == "before":
            return web.json_response({"error": call["tracker"]}, status=500)
        answer = _ACTIONS[call["next_action"]](self, call["tracker"])
        if self.failure == "after":
            request.transport.close()  # type: ignore[union-attr]
        return web.json_response(answer)

    def validate_visit_form(self, tracker: dict[str, Any]) -> dict[str, Any]:
        question = tracker["slots"]["requested_slot"]
        message = tracker["latest_message"]
        words = message["metadata"].get("typed") or message["metadata"].get("choice")
        if question is None or message["intent"]["name"] in ("start", "who_sees_this"):
            return {"events": [], "responses": []}
        self.committed[message["message_id"]] = words
        saved = {"event": "slot", "name": question, "value": words}
        return {"events": [saved], "responses": [{"response": "utter_saved"}]}

    def action_stay_silent(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"events": [], "responses": []}

    def action_go_round(self, _: dict[str, Any]) -> dict[str, Any]:
        again = {"event": "followup", "name": "action_go_round"}
        return {"events": [again], "responses": [{"text": "Again."}]}

    def action_break_down(self, tracker: dict[str, Any]) -> dict[str, Any]:
        return {"events": [{"event": "no such event", "text": tracker["latest_message"]["text"]}]}

    def action_say_nonsense(self, tracker: dict[str, Any]) -> dict[str, Any]:
        return {"events": tracker["latest_message"]["text"]}


_ACTIONS = {
    name: getattr(ActionServer, name)
    for name in (
        "validate_visit_form",
        "action_stay_silent",
        "action_go_round",
        "action_break_down",
        "action_say_nonsense",
    )
}
