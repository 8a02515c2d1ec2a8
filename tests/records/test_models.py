import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import BaseModel
from sqlalchemy.exc import StatementError

from records.database import Database
from records.models import Base, Clinic, is_id, new_id, now
from records.summary import shape

# What a record of what matters to a person never turns into (R3, R6, R15).
NEVER = re.compile(
    r"advice|advise|recommend|score|scale|rating|level|total|goal|target|plan|risk|priority"
)


def fields_of(model: type[BaseModel]) -> list[str]:
    return [f"{model.__name__}.{name}" for name in model.model_fields]


def test_no_table_has_a_column_for_advice_a_score_a_goal_a_target_or_a_plan() -> None:
    columns = [str(column) for table in Base.metadata.sorted_tables for column in table.columns]
    assert len(columns) > 80
    assert [column for column in columns if NEVER.search(column.lower())] == []


def test_the_summary_has_no_field_for_advice_a_score_a_goal_a_target_or_a_plan() -> None:
    models = [
        each
        for each in vars(shape).values()
        if isinstance(each, type) and issubclass(each, BaseModel)
    ]
    fields = [field for model in models for field in fields_of(model)]
    assert "Summary.what_matters" in fields
    assert [field for field in fields if NEVER.search(field.lower())] == []


def test_times_come_back_in_utc_wherever_the_server_stands(database: Database) -> None:
    at = datetime(2026, 7, 1, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5)))
    with database.writing() as session:
        clinic = Clinic(name="Riverside", created_at=at)
        session.add(clinic)

    with database.reading() as session:
        found = session.get_one(Clinic, clinic.id).created_at
    assert found == at
    assert found.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"), database.writing() as session:
        session.add(Clinic(name="x", created_at=datetime(2026, 7, 1)))


def test_ids_cannot_be_guessed_and_are_known_from_other_text() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    assert is_id(new_id())
    assert not any(is_id(text) for text in ("", "x" * 8, "a" * 37, "a\n", "a\x00"))
    assert now().tzinfo is UTC
