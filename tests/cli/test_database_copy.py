"""Backing up and restoring both kinds of site, by the functions that the commands call."""

import base64
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from beforehand import backup
from beforehand.environment import ProcessSettings
from beforehand.problems import Problem
from records import sending
from records.database import Database
from records.models import Answer, Preparation, new_id
from tests.records.conftest import kind, migrated_postgres, migrated_sqlite, postgres, url
from tests.records.patient import new_preparation, say

__all__ = ["kind", "migrated_postgres", "migrated_sqlite", "postgres", "url"]

CANARY = "Zanzibarwort"


def settings_of(url: str, folder: Path) -> ProcessSettings:
    return ProcessSettings(
        database_url=url,
        tracker_url=f"sqlite:///{folder}/none.sqlite",
        bot_secret="b",
        actions_secret="a",
        tracker_key="t",
        site_key=os.environ["BEFOREHAND_SITE_KEY"],
    )


def test_a_backup_brings_back_what_was_lost_and_leaves_erased_what_was_erased(
    url: str, tmp_path: Path
) -> None:
    site = settings_of(url, tmp_path)
    database = Database(url)
    with database.writing() as session:
        kept, erased = new_preparation(session), new_preparation(session)
        for preparation in (kept, erased):
            say(session, preparation, "what_matters", CANARY)
            sending.send(session, preparation, new_id())
    file = tmp_path / "site.backup"

    note = backup.make(site, file)
    with database.writing() as session:
        sending.erase(session, session.get_one(Preparation, erased.id))
        session.delete(session.get_one(Preparation, kept.id))
    database.close()
    again = backup.put_back(site, file)

    assert again == (note, [erased.id])
    assert CANARY.encode() not in file.read_bytes()
    with database.reading() as session:
        assert [answer.words for answer in session.scalars(select(Answer))] == [CANARY]
        assert session.get_one(Preparation, kept.id).answers[0].words == CANARY
    database.close()


def test_a_backup_of_another_kind_of_site_changes_nothing(url: str, tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    backup.make(settings_of(url, tmp_path), file)
    other = "postgresql://nobody@127.0.0.1:1/x" if "sqlite" in url else f"sqlite:///{tmp_path}/x"
    with pytest.raises(Problem, match="The backup is of a site with"):
        backup.put_back(settings_of(other, tmp_path), file)


def test_a_server_that_does_not_answer_is_said_with_its_own_words(tmp_path: Path) -> None:
    site = settings_of("postgresql://nobody:secret@127.0.0.1:1/none", tmp_path)
    with pytest.raises(Problem, match="pg_dump did not work") as caught:
        backup.make(site, tmp_path / "site.backup")
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_the_key_of_a_backup_is_named_and_not_told(url: str, tmp_path: Path) -> None:
    note = backup.make(settings_of(url, tmp_path), tmp_path / "site.backup")
    raw = base64.b64decode(os.environ["BEFOREHAND_SITE_KEY"])
    assert len(note.site_key) == 8
    assert raw.hex()[:8] != note.site_key
