import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from records import answers
from records import database as database_module
from records.database import Database, NotSaved, Unavailable
from records.models import Answer, Clinic, Preparation, Standing
from tests.records.patient import LONG_TEXT, new_preparation, reply, say


def file_of(database: Database) -> Path:
    return Path(str(database.engine.url.database))


def test_a_block_that_fails_saves_nothing_of_it(database: Database) -> None:
    def half() -> None:
        with database.writing() as session:
            say(session, new_preparation(session), "my_life", "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with database.reading() as session:
        assert session.scalar(select(func.count(Clinic.id))) == 0


def test_what_is_changed_while_reading_is_not_kept(database: Database) -> None:
    with database.reading() as session:
        session.add(Clinic(name="x"))
        session.flush()
    with database.reading() as session:
        assert session.scalar(select(func.count(Clinic.id))) == 0


def test_a_locked_database_says_that_nothing_was_saved(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite.writing() as session:
        preparation = new_preparation(session)
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0)
    impatient = Database(str(sqlite.engine.url))
    other = sqlite3.connect(file_of(sqlite), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(NotSaved), impatient.writing() as session:
        say(session, session.get_one(Preparation, preparation.id), "my_life", "words")
    other.execute("ROLLBACK")
    other.close()

    with impatient.writing() as session:
        mine = session.get_one(Preparation, preparation.id)
        assert mine.answers == []
        say(session, mine, "my_life", "words")
    impatient.close()


def test_a_preparation_that_another_holds_says_that_nothing_was_saved(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 1)
    one, other = Database(url), Database(url)
    with one.writing() as session:
        preparation = new_preparation(session)
    with one.writing() as holding:
        answers.lock_open(holding, holding.get_one(Preparation, preparation.id))
        with pytest.raises(NotSaved), other.writing() as session:
            say(session, session.get_one(Preparation, preparation.id), "my_life", "words")
    with one.reading() as session:
        assert session.get_one(Preparation, preparation.id).answers == []
    one.close()
    other.close()


def test_a_full_disk_says_that_nothing_was_saved_and_keeps_what_was(sqlite: Database) -> None:
    with sqlite.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", "kept")
    with sqlite.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
    full = Database(str(sqlite.engine.url))
    with full.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")

    def write_much() -> None:
        with full.writing() as session:
            mine = session.get_one(Preparation, preparation.id)
            answers.add(session, mine, reply("what_matters", "short"))
            for position in (1, 2, 3):
                say(session, mine, "able_to", LONG_TEXT, position=position)

    with pytest.raises(NotSaved):
        write_much()
    full.close()

    with sqlite.reading() as session:
        assert [answer.words for answer in session.scalars(select(Answer))] == ["kept"]
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_a_server_that_is_not_there_says_so() -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(Unavailable), nowhere.reading() as session:
        session.execute(text("SELECT 1"))
    with pytest.raises(NotSaved), nowhere.writing() as session:
        session.execute(text("SELECT 1"))


def test_errors_never_show_what_was_written(database: Database) -> None:
    with database.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", "first")

    same = {"preparation_id": preparation.id, "question": "my_life", "message_ids": []}
    second = Answer(**same, standing=Standing.ANSWERED, words="Zanzibarwort")
    with pytest.raises(IntegrityError) as caught, database.writing() as session:
        session.add(second)
    assert "Zanzibarwort" not in str(caught.value)


def test_an_answer_survives_a_power_cut_once_it_is_saved(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA secure_delete")) == 1


def test_the_file_is_its_owners_only(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/var/site.sqlite")
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    assert stat.S_IMODE(file_of(database).stat().st_mode) == 0o600
    database.close()


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        Database("mysql://somewhere/else")
