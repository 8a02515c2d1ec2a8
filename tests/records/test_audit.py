import pytest
from sqlalchemy import select, text

from records import audit, migrate
from records.database import Database
from records.models import AuditEntry
from tests.records.patient import both_at_once


def enter(database: Database, action: str = "view") -> None:
    with database.writing() as session:
        detail = {"revision": 1, "form": "page"}
        audit.add(
            session, clinic_id="c", actor="staff:1", action=action, subject="x:1", detail=detail
        )


def broken(database: Database) -> list[int]:
    with database.reading() as session:
        return list(audit.broken_entries(session))


def tamper(url: str, change: str) -> list[int]:
    """What is found after three entries, one of which someone changed who could take the database's triggers off."""
    database = Database(url)
    for _ in range(3):
        enter(database)
    migrate.downgrade(url, "0001")
    with database.writing() as session:
        session.execute(text(change))
    found = broken(database)
    database.close()
    return found


def test_an_untouched_chain_holds(database: Database) -> None:
    assert broken(database) == []
    for _ in range(5):
        enter(database)
    assert broken(database) == []


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


def test_entries_made_at_the_same_time_form_one_chain(database: Database) -> None:
    for result in both_at_once(lambda: [enter(database) for _ in range(5)], times=4):
        assert not isinstance(result, Exception)
    with database.reading() as session:
        hashes = session.scalars(select(AuditEntry.previous_hash)).all()
    assert len(set(hashes)) == 20
    assert broken(database) == []


def test_an_entry_is_kept_with_the_change_it_is_about_or_not_at_all(database: Database) -> None:
    def change() -> None:
        with database.writing() as session:
            audit.add(session, clinic_id=None, actor="system", action="erase", subject="x:1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    with database.reading() as session:
        assert session.scalars(select(AuditEntry)).all() == []
