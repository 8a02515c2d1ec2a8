"""The wire between the bot and the action server: it passes everything on, until a test cuts it."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx

# The headers that mean something to the other end; the rest are of one connection only.
PASSED_ON = ("authorization", "content-type", "content-encoding")


class Wire:
    """A proxy on loopback in front of the action server at `target`."""

    def __init__(self, target: str) -> None:
        self.target = target
        self._lose_next: Callable[[], None] | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where the bot is to call."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def lose_next_answer(self, meanwhile: Callable[[], None]) -> None:
        """Let the next call reach the action server, do something, and break off before its answer is passed on."""
        self._lose_next = meanwhile

    def take_loss(self) -> Callable[[], None] | None:
        """What is to happen in place of the next answer; asked once for each call."""
        loss, self._lose_next = self._lose_next, None
        return loss

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def _handler(wire: Wire) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on("GET", b"", lost=None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            self._pass_on("POST", body, lost=wire.take_loss())

        def _pass_on(self, method: str, body: bytes, lost: Callable[[], None] | None) -> None:
            headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
            self.close_connection = True
            try:
                with httpx.Client(trust_env=False, timeout=30) as client:
                    answer = client.request(
                        method, wire.target + self.path, content=body, headers=headers
                    )
            except httpx.HTTPError:
                return  # The other end is down: the caller sees its connection closed.
            if lost is not None:
                lost()
                return
            self.send_response(answer.status_code)
            self.send_header("content-type", answer.headers.get("content-type", "text/plain"))
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing: tests read the logs of the programs, not of the wire."""

    return Handler
