"""Backing up, restoring, changing the key, and handing out what is stored, on a real SQLite site."""

import json
import re
import socket
import sqlite3
import tarfile
import uuid
from pathlib import Path

import pytest
from sqlalchemy import select

from beforehand import bot
from records import database, links, sending, settings, transcript
from records.answers import Reply, set_shared, take
from records.models import Answer, Preparation, Standing
from records.path import Step
from tests.cli.conftest import Site

CANARY = "Zanzibarwort"
KEPT_BACK = "rather not said"
SITE_KEY = re.compile(r"^BEFOREHAND_SITE_KEY=(.+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Free ones, whatever else runs on this machine; and a bot that forgets."""
    for name in ("WEB", "BOT", "ACTIONS"):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            monkeypatch.setenv(f"BEFOREHAND_{name}_PORT", str(probe.getsockname()[1]))
    monkeypatch.setattr(bot, "forget", lambda *_: True)


@pytest.fixture
def visit(site: Site) -> str:
    """The visit of someone who said, kept back and sent."""
    link = site.done("invite", "--name", "Sam", "--visit", "2030-07-01T10:00").strip()
    with database.site().writing() as session:
        preparation, _ = links.open_link(session, link.rsplit("/", 1)[1])
        for question, words in (("what_matters", f"{CANARY}\n<b>&"), ("let_go", KEPT_BACK)):
            reply = Reply(Step(question), Standing.ANSWERED, words, message_id=str(uuid.uuid4()))
            answer = take(session, preparation, reply)
            set_shared(session, answer, question == "what_matters")
            transcript.keep(session, preparation, reply.message_id, words, {"messages": []})
        sending.send(session, preparation, str(uuid.uuid4()))
        return preparation.visit_id


def fresh() -> None:
    """Forget what this process has open, as the next command is a process of its own."""
    database.site().close()
    database.site.cache_clear()
    settings.load.cache_clear()


def words_now() -> set[str | None]:
    fresh()
    with database.site().reading() as session:
        return {answer.words for answer in session.scalars(select(Answer))}


def key_now() -> str:
    found = SITE_KEY.search(settings.SETTINGS_FILE.read_text())
    assert found is not None
    return found[1]


WORDS = {f"{CANARY}\n<b>&", KEPT_BACK}


def test_the_export_holds_all_that_is_stored_also_what_was_kept_back(
    site: Site, visit: str
) -> None:
    everything = json.loads(site.done("export", visit))
    assert {answer["words"] for answer in everything["answers"]} == WORDS
    assert {turn["said"] for turn in everything["talk"]} == WORDS
    assert everything["sent"][0]["content"]["what_matters"]["words"]["text"] == f"{CANARY}\n<b>&"
    assert everything["visit"]["patient_name"] == "Sam"
    assert [entry["action"] for entry in everything["audit"]] == ["invite", "send", "export"]
    assert len(everything["invitations"]) == 1


def test_the_export_holds_no_secret(site: Site, visit: str) -> None:
    said = site.done("export", visit)
    assert "sealed_key" not in said
    assert "token_hash" not in said
    assert "conversation_id" not in said


def test_the_export_as_a_page_shows_words_as_words(site: Site, visit: str) -> None:
    page = site.done("export", visit, "--html")
    assert f"{CANARY}\n&lt;b&gt;&amp;" in page
    assert KEPT_BACK in page
    assert "http" not in page


def test_no_word_is_open_in_any_file_of_the_site_nor_in_its_backup(site: Site, visit: str) -> None:
    site.done("backup", "site.backup")
    for file in [Path("site.backup"), *Path("var").iterdir()]:
        for words in (CANARY, KEPT_BACK):
            assert words.encode() not in file.read_bytes(), file


def test_the_key_is_not_in_the_backup_and_the_command_says_so(site: Site, visit: str) -> None:
    result = site.say("backup", "site.backup")
    assert "which is not in it" in result.stderr
    kept = Path("site.backup").read_bytes()
    for line in settings.SETTINGS_FILE.read_text().splitlines():
        assert line.partition("=")[2].encode() not in kept
    assert Path("site.backup").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in Path().iterdir()) == ["site.backup", "var"]


def test_drill_all_is_lost_and_comes_back(site: Site, visit: str) -> None:
    with sqlite3.connect("var/conversations.sqlite") as connection:
        connection.execute("CREATE TABLE conversation (events BLOB)")
        connection.execute("INSERT INTO conversation VALUES ('sealed')")
    connection.close()
    summary = site.done("summary", visit)
    site.done("backup", "site.backup")
    fresh()
    for file in Path("var").glob("*.sqlite*"):
        file.unlink()

    assert "Restored as of" in site.done("restore", "site.backup", "--yes")

    assert words_now() == WORDS
    assert site.done("summary", visit) == summary
    assert site.done("verify-audit") == "Every entry of the audit holds.\n"
    with sqlite3.connect("var/conversations.sqlite") as connection:
        assert connection.execute("SELECT events FROM conversation").fetchall() == [("sealed",)]
    connection.close()


def test_what_came_after_the_backup_is_gone_once_it_is_restored(site: Site, visit: str) -> None:
    site.done("backup", "site.backup")
    site.done("staff", "add", "--username", "late", "--name", "Late")
    fresh()
    site.done("restore", "site.backup", "--yes")
    fresh()
    assert "late" not in site.done("staff", "list")


def test_whoever_deleted_everything_after_the_backup_stays_deleted(site: Site, visit: str) -> None:
    site.done("backup", "site.backup")
    site.done("erase", visit, "--yes")
    fresh()
    assert "Deleted again" in site.done("restore", "site.backup", "--yes")
    assert words_now() == set()
    with database.site().reading() as session:
        found = session.scalars(select(Preparation).where(Preparation.visit_id == visit)).one()
        assert found.sealed_key is None


def test_a_backup_of_another_key_changes_nothing(site: Site, visit: str) -> None:
    site.done("backup", "site.backup")
    site.done("rotate-key")
    fresh()
    result = site.say("restore", "site.backup", "--yes")
    assert result.exit_code == 1
    assert "was sealed with the site key" in result.stderr
    assert words_now() == WORDS


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", None])
def test_what_is_no_backup_changes_nothing(site: Site, visit: str, content: bytes | None) -> None:
    if content is None:
        with tarfile.open("odd.backup", "w") as tar:
            tar.add("var/settings.env", "else")
    else:
        Path("odd.backup").write_bytes(content)
    result = site.say("restore", "odd.backup", "--yes")
    assert result.exit_code == 1
    assert "is no backup of Beforehand" in result.stderr
    assert words_now() == WORDS


def test_nothing_is_restored_while_the_site_runs(site: Site, visit: str) -> None:
    site.done("backup", "site.backup")
    with socket.socket() as web:
        web.bind(("127.0.0.1", settings.load().web_port))
        web.listen()
        result = site.say("restore", "site.backup", "--yes")
    assert result.exit_code == 1
    assert "is taken by another program" in result.stderr


def test_changing_the_key_keeps_every_word_and_the_old_key_opens_none(
    site: Site, visit: str
) -> None:
    before = key_now()
    assert "1 keys" in site.done("rotate-key")
    after = key_now()
    assert after != before
    assert "FORMER" not in settings.SETTINGS_FILE.read_text()
    assert words_now() == WORDS

    file = settings.SETTINGS_FILE
    file.write_text(file.read_text().replace(after, before))
    fresh()
    result = site.say("summary", visit)
    assert result.exit_code == 1
    assert "put back the key they were sealed with" in result.stderr
    assert site.say("init").exit_code == 1


def test_a_change_of_the_key_that_broke_off_is_finished_by_saying_it_again(
    site: Site, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(_session: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("records.rotation.rewrap", break_off)
        assert site.say("rotate-key").exit_code != 0
    assert words_now() == WORDS
    half = key_now()
    fresh()
    site.done("rotate-key")
    assert key_now() == half
    assert "FORMER" not in settings.SETTINGS_FILE.read_text()
    assert words_now() == WORDS


def test_a_key_in_the_environment_is_changed_there(
    site: Site, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEFOREHAND_SITE_KEY", key_now())
    fresh()
    result = site.say("rotate-key")
    assert result.exit_code == 1
    assert "is set in the environment" in result.stderr
    assert words_now() == WORDS
