import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from records import migrate
from records.database import Database, Unavailable
from records.models import Answer, AuditEntry, Base, Visit
from tests.records.patient import new_clinic, new_preparation, say


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


def test_upgrading_twice_changes_nothing(url: str) -> None:
    database = filled(url)
    migrate.upgrade(url)
    assert words_in(database) == ["my garden 🌻"]
    database.close()


def test_going_one_back_and_forth_keeps_what_is_in_the_tables(url: str) -> None:
    database = filled(url)

    migrate.downgrade(url, "0001")
    assert not migrate.is_current(url)
    assert words_in(database) == ["my garden 🌻"]

    migrate.upgrade(url)
    assert migrate.is_current(url)
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
    migrate.downgrade(url, "0002")
    engine = create_engine(url)  # without our PRAGMAs, so that a row can be orphaned
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM clinic"))
    engine.dispose()

    with pytest.raises(ValueError, match="refer to nothing"):
        migrate.upgrade(url)

    assert not migrate.is_current(url)
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
    assert "down_revision = '0002'" in text_of
    migrate.upgrade(f"sqlite:///{tmp_path}/site.sqlite")
    assert migrate.is_current(f"sqlite:///{tmp_path}/site.sqlite")
