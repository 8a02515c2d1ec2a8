import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from records import migrate, sending, transcript
from records.database import Database, Unavailable
from records.models import (
    Answer,
    AuditEntry,
    Base,
    Label,
    Preparation,
    SummaryRevision,
    Turn,
    Visit,
    new_id,
)
from tests.records.patient import LONG_TEXT, guess, new_clinic, new_preparation, say

CANARY = "Zanzibarwort"
ODD = f"{CANARY} \x00 \ud83d \ufdd0 \r\n “é” 🌻"
SEALED = (
    ("answer", "words"),
    ("label", "clause"),
    ("turn", "said"),
    ("turn", "reply"),
    ("summary_revision", "content"),
)


def filled(url: str) -> Database:
    database = Database(url)
    with database.writing() as session:
        say(session, new_preparation(session), "what_matters", "my garden 🌻")
    return database


def tables(url: str) -> set[str]:
    database = Database(url)
    names = set(inspect(database.engine).get_table_names())
    database.close()
    return names


def words_in(database: Database) -> list[str | None]:
    with database.reading() as session:
        return [answer.words for answer in session.scalars(select(Answer))]


def test_a_new_site_gets_every_table(empty_url: str) -> None:
    assert not migrate.is_current(empty_url)

    migrate.upgrade(empty_url)

    assert migrate.is_current(empty_url)
    assert tables(empty_url) == {*Base.metadata.tables, "alembic_version"}


def test_the_migrations_make_what_the_models_say(url: str) -> None:
    assert migrate.differences(url) == []


def test_the_names_of_constraints_follow_the_convention(url: str) -> None:
    database = Database(url)
    for table in Base.metadata.sorted_tables:
        made = inspect(database.engine).get_foreign_keys(table.name)
        assert {key["name"] for key in made} == {
            constraint.name for constraint in table.foreign_key_constraints
        }
    database.close()


def test_a_part_of_a_name_has_an_index_on_postgresql(url: str) -> None:
    database = Database(url)
    made = {index["name"] for index in inspect(database.engine).get_indexes("visit")}
    assert (made >= migrate.OPTIONAL_INDEXES) == url.startswith("postgresql")
    database.close()


def test_upgrading_twice_changes_nothing(url: str) -> None:
    database = filled(url)
    migrate.upgrade(url)
    assert words_in(database) == ["my garden 🌻"]
    database.close()


def sealed_columns(database: Database) -> dict[str, list[str]]:
    """What stands in the tables, as it stands there."""
    found = {}
    with database.reading() as session:
        for table, column in SEALED:
            query = text(f"SELECT CAST({column} AS text) FROM {table} WHERE {column} IS NOT NULL")
            found[f"{table}.{column}"] = list(session.scalars(query))
    return found


def test_words_are_opened_on_the_way_back_and_sealed_on_the_way_up(url: str) -> None:
    database = Database(url)
    with database.writing() as session:
        preparation = new_preparation(session)
        answer = say(session, preparation, "what_matters", ODD, guesses=[guess("meaning")])
        answer.labels[0].clause = ODD
        transcript.keep(session, preparation, new_id(), ODD, {"said": ODD})
        sending.send(session, preparation, new_id())
        erased = new_preparation(session, clinic=preparation.visit.clinic)
        sending.erase(session, erased)
    as_it_was = everything(database)
    assert all(
        CANARY not in value for values in sealed_columns(database).values() for value in values
    )

    migrate.downgrade(url, "0003")
    assert not migrate.is_current(url)
    for place, values in sealed_columns(database).items():
        assert [CANARY in value for value in values] == [True], place

    migrate.upgrade(url)
    assert migrate.is_current(url)
    assert all(
        CANARY not in value for values in sealed_columns(database).values() for value in values
    )
    assert everything(database) == as_it_was
    with database.reading() as session:
        assert session.get_one(Preparation, erased.id).sealed_key is None
    database.close()


def test_sealing_what_was_open_leaves_no_word_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/site.sqlite"
    migrate.upgrade(url)
    database = Database(url)
    with database.writing() as session:
        for _ in range(30):
            say(session, new_preparation(session), "what_matters", f"{CANARY} {LONG_TEXT}")
    migrate.downgrade(url, "0003")
    assert CANARY.encode() in (tmp_path / "site.sqlite").read_bytes()

    migrate.upgrade(url)

    for file in tmp_path.iterdir():
        assert CANARY.encode() not in file.read_bytes()
    database.close()


def everything(database: Database) -> list[object]:
    with database.reading() as session:
        return [
            *session.scalars(select(Answer.id)),
            *(answer.words for answer in session.scalars(select(Answer))),
            *(label.clause for label in session.scalars(select(Label))),
            *((turn.said, turn.reply) for turn in session.scalars(select(Turn))),
            *(revision.content for revision in session.scalars(select(SummaryRevision))),
        ]


def versions(database: Database) -> list[str | None]:
    with database.reading() as session:
        return list(
            session.scalars(
                select(Preparation.questionnaire_version).order_by(Preparation.created_at)
            )
        )


def test_who_has_answered_before_the_versions_were_kept_answered_the_first(url: str) -> None:
    database = filled(url)
    with database.writing() as session:
        new_preparation(session)
        answered = session.scalars(select(Preparation).order_by(Preparation.created_at)).first()
        assert answered is not None
        answered.questionnaire_version = "of-another"

    migrate.downgrade(url, "0006")
    columns = inspect(database.engine).get_columns("preparation")
    assert "questionnaire_version" not in {column["name"] for column in columns}
    assert words_in(database) == ["my garden 🌻"]

    migrate.upgrade(url)
    assert migrate.is_current(url)
    assert versions(database) == ["4760b39988fb", None]
    assert words_in(database) == ["my garden 🌻"]
    database.close()


def test_going_all_the_way_back_works_with_rows_in_every_table_and_up_again(url: str) -> None:
    filled(url).close()

    migrate.downgrade(url, migrate.NOTHING)
    assert tables(url) == {"alembic_version"}

    migrate.upgrade(url)
    database = filled(url)
    assert words_in(database) == ["my garden 🌻"]
    database.close()


def test_the_database_refuses_to_change_or_delete_an_entry_of_the_audit(url: str) -> None:
    database = filled(url)
    for change in ("UPDATE audit_entry SET actor = 'someone'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
            session.execute(text(change))
    with database.reading() as session:
        assert set(session.scalars(select(AuditEntry.actor))) == {"system"}
    database.close()


def test_a_migration_that_would_leave_rows_that_refer_to_nothing_is_undone(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite"
    url = f"sqlite:///{file}"
    migrate.upgrade(url)
    database = Database(url)
    with database.writing() as session:
        new_preparation(session, clinic=new_clinic(session))
    engine = create_engine(url)  # without our PRAGMAs, so that a row can be orphaned
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM clinic"))
    engine.dispose()

    with pytest.raises(ValueError, match="refer to nothing"):
        migrate.downgrade(url, "0001")

    assert migrate.is_current(url)
    with database.reading() as session:
        assert session.scalar(select(Visit.patient_name)) == "Sam Example"
    database.close()


def test_a_database_that_cannot_be_reached_is_said_to_be_so() -> None:
    with pytest.raises(Unavailable):
        migrate.is_current("postgresql://nobody@127.0.0.1:1/none")


def test_a_developer_gets_the_next_migration_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    before = set((folder / "versions").glob("*.py"))

    migrate.revise("add a colour")

    (written,) = set((folder / "versions").glob("*.py")) - before
    text_of = written.read_text(encoding="utf-8")
    assert written.name.endswith("_add_a_colour.py")
    assert "down_revision = '0008'" in text_of
    migrate.upgrade(f"sqlite:///{tmp_path}/site.sqlite")
    assert migrate.is_current(f"sqlite:///{tmp_path}/site.sqlite")
