"""Words are sealed: each preparation gets a key, and every text a person wrote is sealed with it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from records.sealing import Key, KeyRing

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Of each table: its columns, what names a row in the place of a value, and where a row's preparation is found.
OWN_ID = "t.id"
SEALED = (
    ("answer", ("words",), OWN_ID, "t.preparation_id", ""),
    ("label", ("clause",), OWN_ID, "a.preparation_id", "JOIN answer a ON a.id = t.answer_id"),
    ("turn", ("said", "reply"), "t.preparation_id || '.' || t.message_id", "t.preparation_id", ""),
    ("summary_revision", ("content",), OWN_ID, "t.preparation_id", ""),
)
PRIMARY = {"turn": "number"}
JSON_COLUMNS = (("turn", "reply"), ("summary_revision", "content"))

# Before, text columns held what they cannot hold as a mark and four hexadecimal digits.
MARK = "\ufdd0"
NOT_TO_BE_HELD = re.compile("[\\x00\\ud800-\\udfff" + MARK + "]")
MARKED = re.compile(MARK + "([0-9a-f]{4})")


def upgrade() -> None:
    """Give every preparation a key and seal the rows."""
    op.add_column("preparation", sa.Column("sealed_key", sa.Text(), nullable=True))
    for table, column in JSON_COLUMNS:
        _change_type(table, column, sa.JSON(), sa.Text())
    ring = _ring()
    ids = op.get_bind().scalars(sa.text("SELECT id FROM preparation WHERE state <> 'erased'"))
    keys: dict[str, Key] = {}
    for preparation_id in ids.all():
        keys[preparation_id], wrapped = ring.new_person_key(preparation_id)
        op.get_bind().execute(
            sa.text("UPDATE preparation SET sealed_key = :key WHERE id = :id"),
            {"key": wrapped, "id": preparation_id},
        )
    _change(keys, lambda key, value, place: key.seal(_plain(value), place))


def downgrade() -> None:
    """Open the rows and drop the keys."""
    ring = _ring()
    rows = op.get_bind().execute(
        sa.text("SELECT id, sealed_key FROM preparation WHERE sealed_key IS NOT NULL")
    )
    keys = {id_: ring.person_key(id_, wrapped) for id_, wrapped in rows.all()}
    _change(keys, lambda key, value, place: _held(key.open(value, place)))
    for table, column in JSON_COLUMNS:
        _change_type(table, column, sa.Text(), sa.JSON())
    with op.batch_alter_table("preparation") as batch:
        batch.drop_column("sealed_key")


def _ring() -> KeyRing:
    ring: KeyRing = op.get_bind().get_execution_options()["keys"]
    return ring


def _change_type(table: str, column: str, old: Any, new: Any) -> None:
    if op.get_bind().dialect.name == "postgresql":
        using = f"{column}::{'json' if isinstance(new, sa.JSON) else 'text'}"
        op.alter_column(table, column, existing_type=old, type_=new, postgresql_using=using)
        return
    with op.batch_alter_table(table) as batch:
        batch.alter_column(column, existing_type=old, type_=new)


def _change(keys: dict[str, Key], change: Callable[[Key, str, str], str]) -> None:
    for table, columns, row_name, preparation, join in SEALED:
        primary = PRIMARY.get(table, "id")
        for column in columns:
            query = (
                f"SELECT t.{primary}, {row_name}, {preparation}, t.{column} "  # noqa: S608 (names from above)
                f"FROM {table} t {join} WHERE t.{column} IS NOT NULL"
            )
            update = sa.text(f"UPDATE {table} SET {column} = :value WHERE {primary} = :id")  # noqa: S608
            for number, name, preparation_id, value in _rows(query):
                place = f"{table}.{column}.{name}"
                changed = change(keys[preparation_id], value, place)
                op.get_bind().execute(update, {"value": changed, "id": number})


def _rows(query: str) -> Iterator[Any]:
    yield from op.get_bind().execute(sa.text(query)).all()


def _plain(value: str) -> bytes:
    return MARKED.sub(lambda found: chr(int(found[1], 16)), value).encode("utf-8", "surrogatepass")


def _held(plain: bytes) -> str:
    value = plain.decode("utf-8", "surrogatepass")
    return NOT_TO_BE_HELD.sub(lambda found: f"{MARK}{ord(found[0]):04x}", value)
