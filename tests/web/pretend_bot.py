"""A small bot that speaks the contract over HTTP and saves answers in the real records, as the actions do.

It knows no language: a text answers the open question, a button does what its payload says.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import answers, notices, sending
from records.database import Database
from records.models import Preparation, Standing, State, now
from records.path import next_step
from records.questionnaire import BY_KEY

SECRET = "a-secret-for-tests-only"
HELLO = "Hello. I am a chat helper, not a person. Shall we start?"
YES = '/choose{"choice": "yes"}'
START_BUTTONS = [
    {"title": "Yes", "payload": YES},
    {"title": "Not now", "payload": '/choose{"choice": "not_now"}'},
]
SAVE_BUTTON = {"title": "Save for my visit", "payload": "/save_for_visit"}
NOT_NOW = START_BUTTONS[1]["payload"]
OFFERED = {"/start", YES, NOT_NOW, "/save_for_visit", "/why_do_you_ask", "/skip"}
URGENT = "I want you to talk to a person now."


class PretendBot:
    """The bot's doors on loopback. `hits` is what the screen finds; `status` other than 200 makes it fail."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.asked: list[dict[str, Any]] = []
        self.forgotten: list[str] = []
        self.screened: list[str] = []
        self.hits: list[dict[str, str]] = []
        self.guesses: list[answers.Guess] = []
        self.status = 200
        self.error = "not_answered_send_again"
        self.gate: threading.Event | None = None
        self.ready = True
        self.port = 0

    def turn(self, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(body)
        if self.gate is not None:
            self.gate.wait(5)
        with self.database.writing() as session:
            preparation = session.scalars(
                select(Preparation).where(Preparation.conversation_id == body["sender"])
            ).one()
            lines, buttons, kind = self._done(session, preparation, body)
            step = next_step(answers.given(preparation))
            if preparation.state in (State.OPEN, State.CHECK):
                preparation.state = State.CHECK if step.question == "check" else State.OPEN
            asks = preparation.state in (State.OPEN, State.CHECK)
        return {
            "messages": [
                _message(line, buttons if line is lines[-1] else [], kind) for line in lines
            ],
            "question": step.question if asks else None,
        }

    def _done(
        self, session: Session, preparation: Preparation, body: dict[str, Any]
    ) -> tuple[list[str], list[dict[str, str]], str]:
        choice, text = body.get("choice"), body.get("text")
        if preparation.state is State.SENT:
            return ["This is with your clinic."], [], "say"
        if choice == "/start":
            return [HELLO], START_BUTTONS, "say"
        if choice == YES:
            preparation.consented_at = now()
            preparation.state = State.OPEN
            return ["Thank you.", *self._question(preparation)], self._buttons(preparation), "say"
        if choice == START_BUTTONS[1]["payload"]:
            preparation.state = State.DECLINED
            return ["That is fine."], [{"title": "Start", "payload": "/start"}], "say"
        if choice == "/confirm_delete":
            sending.erase(session, preparation)
            return ["Everything is deleted."], [], "end"
        if choice == "/save_for_visit":
            try:
                sending.send(session, preparation, body["id"])
            except sending.NothingToSend:
                return ["There is nothing to send yet."], [], "say"
            return ["Thank you. This is saved."], [], "end"
        if choice == "/why_do_you_ask":
            return ["So that your clinic can see what matters to you."], [], "say"
        return self._answered(session, preparation, body, text)

    def _answered(
        self, session: Session, preparation: Preparation, body: dict[str, Any], text: str | None
    ) -> tuple[list[str], list[dict[str, str]], str]:
        step = next_step(answers.given(preparation))
        choice = (
            json.loads(body["choice"].removeprefix("/choose"))
            if "{" in body.get("choice", "")
            else {}
        )
        standing = Standing.ANSWERED if text or choice else Standing.SKIPPED
        answer = answers.take(
            session,
            preparation,
            answers.Reply(step, standing, text, body["id"], choice.get("choice"), self.guesses),
        )
        for hit in self.hits:
            notices.note(
                session, preparation, answer=answer, message_id=body["id"], question=step.question,
                danger=hit["cls"], tier=hit["tier"], rule=hit["rule"], source="rules", shown="full",
            )  # fmt: skip
        if self.hits:
            return [URGENT], [], "urgent"
        return ["Thank you.", *self._question(preparation)], self._buttons(preparation), "say"

    def _question(self, preparation: Preparation) -> list[str]:
        return [f"Please tell me: {next_step(answers.given(preparation))}"]

    def _buttons(self, preparation: Preparation) -> list[dict[str, str]]:
        question = BY_KEY[next_step(answers.given(preparation)).question]
        if question.key == "check":
            return [SAVE_BUTTON]
        return [
            {"title": choice.title, "payload": f'/choose{{"choice": "{choice.id}"}}'}
            for choice in question.choices
        ]

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.status != 200:
            return self.status, {"error": self.error}
        if path == "/ready":
            return 200, {"model": "pretend", "actions": self.ready}
        if path == "/forget":
            self.forgotten.append(body["sender"])
            return 200, {}
        if path == "/screen":
            self.screened.append(body["text"])
            return 200, {"safety": self.hits, "capabilities": []}
        return 200, self.turn(body)


@contextmanager
def listening(bot: PretendBot) -> Iterator[PretendBot]:
    """The bot on a free port, until the block ends."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            self._answer(json.loads(self.rfile.read(size)))

        def do_GET(self) -> None:
            self._answer({})

        def _answer(self, body: dict[str, Any]) -> None:
            if self.headers.get("Authorization") != f"Bearer {SECRET}":
                status, said = 401, {"error": "wrong_secret"}
            else:
                path = self.path.removeprefix("/webhooks/web")
                status, said = bot.answer(self.command, path, body)
            raw = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    bot.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield bot
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _message(text: str, buttons: list[dict[str, str]], kind: str) -> dict[str, Any]:
    return {"text": text, "choices": buttons, "response": None, "kind": kind}
