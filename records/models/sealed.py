"""Columns that are sealed in the table and plain in Python (see `records.sealing`).

To read and set them is like any other attribute. What is written by a statement and not by an object is refused, and
what is selected by the column alone comes sealed, as it stands in the table.
"""

import json
from abc import abstractmethod
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Text, TypeDecorator, event, text
from sqlalchemy.orm import Mapper, QueryContext, Session, object_session
from sqlalchemy.orm.attributes import set_committed_value

from records.models.base import Base
from records.sealing import Key, KeyRing, WrongKey, key_id

KEYS = "keys"  # the execution option of an engine that holds its KeyRing
_PERSONS_KEYS = "persons_keys"


class _Sealed(str):
    """A value as it stands in the table."""


class _Words(str):
    """Text that knows how it was sealed, and where."""

    sealed: str
    place: str


class _Content(dict[str, Any]):
    """A JSON object that knows how it was sealed, and where."""

    sealed: str
    place: str


class _SealedColumn(TypeDecorator[Any]):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write what was sealed; refuse what was not."""
        if value is None:
            return None
        if not isinstance(value, _Words | _Content):
            raise TypeError("a sealed column is written by setting the attribute of an object")
        return value.sealed

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Give what stands in the table; it is opened when its object is loaded."""
        return None if value is None else _Sealed(value)


class SealedText(_SealedColumn):
    """Text, every code point of it (R1): also U+0000 and half a surrogate pair, which no text column can hold."""

    cache_ok = True


class SealedJson(_SealedColumn):
    """A JSON object."""

    cache_ok = True


class Sealing(Base):
    """A table with sealed columns. Says whose key seals a row, and the name of the row that its values are bound to."""

    __abstract__ = True

    @abstractmethod
    def sealed_row(self) -> str:
        """A name of this row that is known before it is inserted."""

    @abstractmethod
    def sealed_for(self, connection: Connection) -> str:
        """The id of the preparation this row belongs to."""


def remember_key(session: Session, key: Key) -> None:
    """Keep a person's key at hand for the rest of this session."""
    session.info.setdefault(_PERSONS_KEYS, {})[key.id] = key


def keys_of(connection: Connection) -> KeyRing:
    """The key ring of the database that this connection goes to."""
    ring: KeyRing = connection.get_execution_options()[KEYS]
    return ring


def open_key(session: Session, connection: Connection, preparation_id: str) -> Key:
    """The key of a preparation. Raises WrongKey."""
    known: Key | None = session.info.get(_PERSONS_KEYS, {}).get(preparation_id)
    if known is not None:
        return known
    query = text("SELECT sealed_key FROM preparation WHERE id = :id")
    wrapped = connection.scalar(query, {"id": preparation_id})
    if wrapped is None:
        raise WrongKey("The key of these words was destroyed when they were deleted.")
    key = keys_of(connection).person_key(preparation_id, wrapped)
    remember_key(session, key)
    return key


@cache
def _sealed_columns(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(c.key for c in mapper.column_attrs if isinstance(c.columns[0].type, _SealedColumn))


@event.listens_for(Sealing, "before_insert", propagate=True)
@event.listens_for(Sealing, "before_update", propagate=True)
def _seal(mapper: Mapper[Any], connection: Connection, row: Sealing) -> None:
    session = object_session(row)
    assert session is not None
    for name in _sealed_columns(mapper):
        value = row.__dict__.get(name)
        place = _place(mapper, name, row)
        if value is None or getattr(value, "place", None) == place:
            continue
        key = open_key(session, connection, row.sealed_for(connection))
        sealed = key.seal(_as_bytes(value), place)
        setattr(row, name, _known(value, sealed, place))


@event.listens_for(Sealing, "load", propagate=True)
def _open_loaded(row: Sealing, context: QueryContext) -> None:
    _open(row, context.session)


@event.listens_for(Sealing, "refresh", propagate=True)
def _open_refreshed(row: Sealing, context: QueryContext, _names: Any) -> None:
    _open(row, context.session)


def _open(row: Sealing, session: Session) -> None:
    mapper: Mapper[Any] = row.__mapper__
    for name in _sealed_columns(mapper):
        value = row.__dict__.get(name)
        if not isinstance(value, _Sealed):
            continue
        place = _place(mapper, name, row)
        key = open_key(session, session.connection(), key_id(value))
        text_of = key.open(value, place).decode("utf-8", "surrogatepass")
        is_json = isinstance(mapper.columns[name].type, SealedJson)
        plain: str | dict[str, Any] = json.loads(text_of) if is_json else text_of
        set_committed_value(row, name, _known(plain, str(value), place))


def _place(mapper: Mapper[Any], name: str, row: Sealing) -> str:
    return f"{row.__tablename__}.{mapper.columns[name].name}.{row.sealed_row()}"


def _as_bytes(value: str | dict[str, Any]) -> bytes:
    plain = value if isinstance(value, str) else json.dumps(value)
    return plain.encode("utf-8", "surrogatepass")


def _known(plain: str | dict[str, Any], sealed: str, place: str) -> _Words | _Content:
    value = _Words(plain) if isinstance(plain, str) else _Content(plain)
    value.sealed, value.place = sealed, place
    return value
