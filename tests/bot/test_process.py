"""The process a site runs, `python -m bot` with the shipped settings: quiet, and safe to kill."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from action_server import SECRET as ACTIONS_SECRET

from tests.bot.conftest import SECRET, TRACKER_KEY, Bot, new_id, responses

ROOT = Path(__file__).parents[2]
CANARY = "zanzibarcanary"


class Process:
    """A bot in a process of its own, whose output is kept in a file."""

    def __init__(self, folder: Path, model: Path, actions: Any) -> None:
        self.folder, self.output = folder, folder / "output"
        for name in ("credentials.yml", "endpoints.yml"):
            shutil.copy(ROOT / name, folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "DEBUG",
            "BOT_PORT": str(self.port),
            "BOT_MODEL": str(model),
            "BOT_SECRET": SECRET,
            "ACTIONS_URL": actions.url,
            "ACTIONS_SECRET": ACTIONS_SECRET,
            "TRACKER_URL": f"sqlite:///{folder / 'conversations.sqlite'}",
            "TRACKER_KEY": TRACKER_KEY,
        }
        self.bot = Bot(self.port)
        self.start()

    def start(self) -> None:
        import requests

        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot"],
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.bot.ready().status_code == 200:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError(self.output.read_text())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@pytest.fixture(scope="module")
def process(
    tmp_path_factory: pytest.TempPathFactory, model: Path, actions: Any
) -> Iterator[Process]:
    process = Process(tmp_path_factory.mktemp("process"), model, actions)
    yield process
    process.kill()


def test_no_log_line_carries_a_word_of_what_was_said(
    process: Process, actions: Any, sender: str
) -> None:
    bot = process.bot
    bot.choose(sender, "/start")
    assert bot.say(sender, f"{CANARY} my knee").status_code == 200
    assert bot.choose(sender, f"/{CANARY}").status_code == 422
    for words in ("hush", "roundabout", "breakdown", "gibberish"):
        assert bot.say(new_id(), f"{CANARY} {words}").status_code == 503
    for failure in ("before", "after"):
        actions.failure = failure
        assert bot.say(sender, f"{CANARY} {failure}").status_code == 503
    actions.failure = ""
    actions.kill()
    assert bot.say(sender, f"/{CANARY} down").status_code == 503
    actions.start()
    bot.post("screen", {"text": f'/{CANARY}{{"a": '})
    bot.post("turn", f"{CANARY} is no object")
    other = sqlite3.connect(process.folder / "conversations.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert bot.say(sender, CANARY).status_code == 503
    other.close()
    output = process.output.read_text()
    assert output.count("turn_failed") == 8
    for secret in (CANARY, "my knee", sender, SECRET, ACTIONS_SECRET, TRACKER_KEY, "What matters"):
        assert secret not in output


def test_a_bot_killed_in_the_middle_of_a_turn_has_lost_and_doubled_nothing(
    process: Process, actions: Any, sender: str
) -> None:
    bot = process.bot
    bot.choose(sender, "/start")
    id, calls = new_id(), len(actions.calls)
    actions.go_on.clear()
    import requests

    def say_and_be_cut_off() -> None:
        with pytest.raises(requests.ConnectionError):
            bot.say(sender, "my knee", id)

    said = threading.Thread(target=say_and_be_cut_off)
    said.start()
    while len(actions.calls) == calls:
        said.join(0.01)
    process.kill()
    actions.go_on.set()
    said.join(10)
    process.start()
    first = bot.say(sender, "my knee", id)
    assert responses(first) == ["utter_saved", "utter_ask_visit_form_who_comes"]
    assert bot.say(sender, "my knee", id).json() == first.json()
    assert actions.committed[id] == "my knee"
    process_events = actions.calls[-1]["tracker"]["events"]
    assert [e.get("message_id") for e in process_events].count(id) == 1


def test_a_bot_that_cannot_load_its_model_stops_and_says_so(tmp_path: Path) -> None:
    for name in ("credentials.yml", "endpoints.yml"):
        shutil.copy(ROOT / name, tmp_path)
    broken = tmp_path / "model.tar.gz"
    broken.write_bytes(b"no model")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "BOT_PORT": str(port), "BOT_MODEL": str(broken), "BOT_SECRET": SECRET,
        "ACTIONS_URL": "http://127.0.0.1:9/webhook", "ACTIONS_SECRET": ACTIONS_SECRET,
        "TRACKER_URL": f"sqlite:///{tmp_path / 'conversations.sqlite'}", "TRACKER_KEY": TRACKER_KEY,
    }  # fmt: skip

    ended = subprocess.run(
        [sys.executable, "-m", "bot"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=120,
    )

    assert ended.returncode == 1
    assert b"no_model_loaded" in ended.stderr
