from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from records import audit, migrate, sending
from records.database import Database
from records.models import AuditEntry, new_id
from tests.postgres import Postgres
from tests.records.patient import both_at_once, new_preparation, say

ROOT = Path(__file__).parents[2]


def enter(database: Database, action: str = "view") -> None:
    with database.writing() as session:
        detail = {"revision": 1, "form": "page"}
        audit.add(
            session, clinic_id="c", actor="staff:1", action=action, subject="x:1", detail=detail
        )


def broken(database: Database) -> list[int]:
    with database.reading() as session:
        return list(audit.broken_entries(session))


def whole(database: Database) -> bool:
    with database.reading() as session:
        return audit.ends_as_noted(session)


def change_unhindered(database: Database, *changes: str) -> None:
    """Change what the triggers refuse to."""
    on_sqlite = database.engine.dialect.name == "sqlite"
    names = ("no_update", "no_delete") if on_sqlite else ("append_only",)
    table = "" if on_sqlite else "ON audit_entry"
    with database.writing() as session:
        for name in names:
            session.execute(text(f"DROP TRIGGER audit_entry_{name} {table}"))
        for change in changes:
            session.execute(text(change))


def tamper(url: str, change: str) -> list[int]:
    """What is found after three entries, one of which someone changed who could take the database's triggers off."""
    database = Database(url)
    for _ in range(3):
        enter(database)
    change_unhindered(database, change)
    found = broken(database)
    database.close()
    return found


def test_an_untouched_chain_holds(database: Database) -> None:
    assert broken(database) == []
    assert whole(database)
    for _ in range(5):
        enter(database)
    assert broken(database) == []
    assert whole(database)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET actor = 'staff:2' WHERE number = 2",
        "UPDATE audit_entry SET action = 'erase' WHERE number = 2",
        "UPDATE audit_entry SET subject = 'x:2' WHERE number = 2",
        "UPDATE audit_entry SET clinic_id = NULL WHERE number = 2",
        "UPDATE audit_entry SET detail = '{}' WHERE number = 2",
        "UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE number = 2",
        "UPDATE audit_entry SET previous_hash = hash WHERE number = 2",
    ],
)
def test_an_entry_that_was_changed_is_found(url: str, change: str) -> None:
    assert tamper(url, change) == [2]


def test_an_entry_that_was_taken_out_is_found_at_the_gap(url: str) -> None:
    assert tamper(url, "DELETE FROM audit_entry WHERE number = 2") == [3]


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_cut_tail_is_found_though_the_rest_of_the_chain_holds(url: str, kept: int) -> None:
    database = Database(url)
    for _ in range(3):
        enter(database)
    assert whole(database)
    change_unhindered(database, f"DELETE FROM audit_entry WHERE number > {kept}")
    assert broken(database) == []
    assert not whole(database)
    database.close()


def test_a_cut_tail_stays_found_when_entries_follow(url: str) -> None:
    database = Database(url)
    for _ in range(3):
        enter(database)
    change_unhindered(database, "DELETE FROM audit_entry WHERE number = 3")
    enter(database)
    assert len(broken(database)) == 1
    assert not whole(database)
    database.close()


def test_a_chain_whose_noted_end_was_deleted_does_not_pass(database: Database) -> None:
    enter(database)
    with database.writing() as session:
        session.execute(text("DELETE FROM audit_end"))
    assert not whole(database)
    enter(database)
    assert not whole(database)


def test_the_end_of_an_audit_from_before_it_was_noted_is_noted(url: str) -> None:
    database = Database(url)
    for _ in range(2):
        enter(database)
    migrate.downgrade(url, "0005")
    migrate.upgrade(url)
    assert whole(database)
    enter(database)
    assert whole(database)
    assert broken(database) == []
    database.close()


def test_entries_made_at_the_same_time_form_one_chain(database: Database) -> None:
    for result in both_at_once(lambda: [enter(database) for _ in range(5)], times=4):
        assert not isinstance(result, Exception)
    with database.reading() as session:
        hashes = session.scalars(select(AuditEntry.previous_hash)).all()
    assert len(set(hashes)) == 20
    assert broken(database) == []
    assert whole(database)


def test_an_entry_is_kept_with_the_change_it_is_about_or_not_at_all(database: Database) -> None:
    def change() -> None:
        with database.writing() as session:
            audit.add(session, clinic_id=None, actor="system", action="erase", subject="x:1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    with database.reading() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_the_role_of_the_documentation_works_and_has_no_right_to_change_the_audit(
    postgres: Postgres, migrated_postgres: str
) -> None:
    owner = Database(postgres.create(migrated_postgres))
    page = (ROOT / "docs/at-rest.md").read_text(encoding="utf-8")
    setup = page.partition("```sql\n")[2].partition("```")[0]
    with owner.writing() as session:
        for statement in setup.split(";")[:-1]:
            session.execute(text(statement))
        # The trigger refuses too; without it, only the rights are left to.
        session.execute(text("DROP TRIGGER audit_entry_append_only ON audit_entry"))
    site = Database(str(owner.engine.url.set(username="beforehand_site")))
    with site.writing() as session:
        preparation = new_preparation(session)
        say(session, preparation, "my_life", "x")
        sending.send(session, preparation, new_id())
        sending.erase(session, preparation)
    for change in ("UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="permission denied"), site.writing() as session:
            session.execute(text(change))
    with site.reading() as session:
        assert list(audit.broken_entries(session)) == []
    site.close()
    owner.close()
