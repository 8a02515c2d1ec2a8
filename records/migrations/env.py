"""What Alembic runs; the connection comes from `records.migrate`."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from records.models import Base


def _as_stored(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write the column type a type of ours stores as: a migration must not change when the code does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    render_item=_as_stored,
)
with context.begin_transaction():
    context.run_migrations()
