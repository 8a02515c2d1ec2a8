"""Starts real processes: three stand-ins by honcho, which must all end together, with their children."""

import os
import socket
import sys
from pathlib import Path

import psutil
import pytest

from beforehand import ports, processes
from beforehand.problems import Problem
from records.settings import Settings

READY = """
import http.server, os
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT_OF_WEB"])), Ready).serve_forever()
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ready.py").write_text(READY)
    return tmp_path


def test_all_three_and_their_children_end_with_the_block(folder: Path, port: int) -> None:
    (folder / "Procfile").write_text(
        "bot: sleep 300 & echo $! > child; wait\n"
        "actions: exec sleep 300\n"
        f"web: exec {sys.executable} ready.py\n"
    )
    environment = {**os.environ, "PORT_OF_WEB": str(port)}
    with processes.running(environment) as honcho:
        processes.wait_until_ready(honcho, f"http://127.0.0.1:{port}")
        child = int((folder / "child").read_text())
        assert _is_alive(child)
    assert honcho.poll() is not None
    assert not _is_alive(child)


def test_one_that_ends_at_the_start_is_said_at_once(folder: Path, port: int) -> None:
    (folder / "Procfile").write_text("bot: exit 3\nactions: exec sleep 300\n")
    with (
        processes.running(dict(os.environ)) as honcho,
        pytest.raises(Problem, match="One of the three processes ended"),
    ):
        processes.wait_until_ready(honcho, f"http://127.0.0.1:{port}")


def test_a_taken_port_is_named_with_the_setting_to_change_it(port: int) -> None:
    settings = Settings(bot_secret="b", actions_secret="a", site_key="s", actions_port=port)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(Problem, match=f"Port {port} .* BEFOREHAND_ACTIONS_PORT"):
            ports.check(settings.model_copy(update={"web_port": 0, "bot_port": 0}))


def _is_alive(pid: int) -> bool:
    # One that ended and that nobody has collected yet is a zombie.
    try:
        process = psutil.Process(pid)
        process.wait(0.5)
    except psutil.TimeoutExpired:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    return False
