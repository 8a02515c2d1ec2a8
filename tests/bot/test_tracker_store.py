"""Conversations at rest: unreadable, tied to their row, bounded in length; on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.folding import KEPT_TURNS, MOST_TURNS
from bot.sealing import Seal, SealBroken
from bot.tracker_store import EncryptedTrackerStore

KEY = base64.b64encode(b"k" * 32).decode()
WORDS = "a canary in my knee"
DOMAIN = Domain.from_dict(
    {
        "slots": {"what_matters": {"type": "text", "mappings": [{"type": "custom"}]}},
        "forms": {"visit_form": {"required_slots": ["what_matters"]}},
    }
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of its own on a Unix socket; it refuses to run as root, so root lends it to nobody."""
    if shutil.which("initdb") is None:
        pytest.skip("PostgreSQL is not installed")
    as_root = os.getuid() == 0
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if as_root else []

    def command(*words: str) -> None:
        subprocess.run([*as_nobody, *words], check=True, stdout=subprocess.DEVNULL)

    with tempfile.TemporaryDirectory() as folder:
        if as_root:
            os.chown(folder, 65534, 65534)
        data = f"{folder}/data"
        command("initdb", "-D", data, "-U", "bot", "-A", "trust")
        options = ["-o", f"-k {folder} -h ''", "-l", f"{folder}/log"]
        command("pg_ctl", "-D", data, "-w", *options, "start")
        yield f"postgresql://bot@/postgres?host={folder}"
        command("pg_ctl", "-D", data, "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.sqlite'}"
    return request.getfixturevalue("postgres")


def conversation(sender: str, turns: int = 1) -> DialogueStateTracker:
    tracker = DialogueStateTracker(sender, DOMAIN.slots)
    tracker.update(ActionExecuted("action_listen"))
    for turn in range(turns):
        ranking = [{"name": "inform", "confidence": 0.5}]
        said = UserUttered(
            WORDS,
            {"name": "inform"},
            [],
            {"intent_ranking": ranking, "safety": ["fall"]},
            message_id=str(turn),
        )
        happened = [ActiveLoop("visit_form"), SlotSet("what_matters", f"{WORDS} {turn}")]
        for event in (
            said,
            *happened,
            SlotSet("requested_slot", "what_matters"),
            ActionExecuted("action_listen"),
        ):
            tracker.update(event)
    return tracker


def run(awaitable: Any) -> Any:
    return asyncio.run(awaitable)


def test_a_conversation_comes_back_as_it_was_without_the_bulk(url: str) -> None:
    store = EncryptedTrackerStore(DOMAIN, url, key=KEY)
    written = conversation("anna")
    run(store.save(written))
    run(store.save(written))
    read = run(EncryptedTrackerStore(DOMAIN, url, key=KEY).retrieve("anna"))
    assert list(read.events) == list(written.events)
    assert [e.timestamp for e in read.events] == [e.timestamp for e in written.events]
    assert read.current_slot_values() == written.current_slot_values()
    parsed = read.latest_message.parse_data
    assert parsed["intent"] == {"name": "inform"}
    assert not parsed.keys() & {"intent_ranking", "safety"}


def test_what_is_not_there_is_none_and_what_is_deleted_is_gone(url: str) -> None:
    store = EncryptedTrackerStore(DOMAIN, url, key=KEY)
    run(store.save(conversation("berta")))
    before = set(run(store.keys()))
    run(store.delete("berta"))
    assert run(store.retrieve("berta")) is None
    assert len(before - set(run(store.keys()))) == 1
    run(store.delete("berta"))


def test_the_check_leaves_no_row_behind(url: str) -> None:
    store = EncryptedTrackerStore(DOMAIN, url, key=KEY)
    before = run(store.keys())
    run(store.check())
    assert run(store.keys()) == before


def test_the_database_file_holds_no_word_and_no_name_even_after_deletion(tmp_path: Path) -> None:
    store = EncryptedTrackerStore(DOMAIN, f"sqlite:///{tmp_path / 'c.sqlite'}", key=KEY)
    run(store.save(conversation("invitation-anna", turns=5)))
    run(store.delete("invitation-anna"))
    run(store.save(conversation("invitation-anna")))
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(everything) > 4096
    for secret in (b"canary", b"knee", b"what_matters", b"invitation-anna", b"anna"):
        assert secret not in everything


def test_another_key_does_not_open_a_conversation(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.sqlite'}"
    run(EncryptedTrackerStore(DOMAIN, url, key=KEY).save(conversation("anna")))
    other = EncryptedTrackerStore(DOMAIN, url, key=base64.b64encode(b"o" * 32).decode())
    assert run(other.retrieve("anna")) is None


def test_a_value_opens_only_in_its_place_and_unchanged() -> None:
    seal = Seal(KEY)
    sealed = seal.seal(b"plain", b"row 1")
    assert seal.open(sealed, b"row 1") == b"plain"
    for value, place in [(sealed, b"row 2"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), b"row 1")]:
        with pytest.raises(SealBroken):
            seal.open(value, place)
    with pytest.raises(SealBroken, match="another key"):
        Seal(base64.b64encode(b"o" * 32).decode()).open(sealed, b"row 1")


@pytest.mark.parametrize("key", ["", "short", base64.b64encode(b"k" * 31).decode(), "é" * 44])
def test_a_malformed_key_is_refused_at_the_start(key: str) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        EncryptedTrackerStore(DOMAIN, "sqlite://", key=key)


def test_a_long_conversation_is_folded_into_its_outcome_and_its_last_turns(tmp_path: Path) -> None:
    store = EncryptedTrackerStore(DOMAIN, f"sqlite:///{tmp_path / 'c.sqlite'}", key=KEY)
    long = conversation("anna", turns=MOST_TURNS + 1)
    run(store.save(long))
    read = run(store.retrieve("anna"))
    said = [event.message_id for event in read.events if isinstance(event, UserUttered)]
    assert said == [str(turn) for turn in range(MOST_TURNS + 1 - KEPT_TURNS, MOST_TURNS + 1)]
    assert read.current_slot_values() == long.current_slot_values()
    assert read.active_loop_name == "visit_form"


def test_the_outcome_of_what_is_folded_holds_what_no_later_turn_repeats(tmp_path: Path) -> None:
    store = EncryptedTrackerStore(DOMAIN, f"sqlite:///{tmp_path / 'c.sqlite'}", key=KEY)
    tracker = conversation("anna")
    for turn in range(MOST_TURNS):
        tracker.update(UserUttered(WORDS, message_id=f"later {turn}"))
        tracker.update(ActionExecuted("action_listen"))
    run(store.save(tracker))
    read = run(store.retrieve("anna"))
    assert read.get_slot("what_matters") == f"{WORDS} 0"
    assert read.get_slot("requested_slot") == "what_matters"
    assert read.active_loop_name == "visit_form"
