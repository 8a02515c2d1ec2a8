"""A part of a patient's name is found among 100,000 visits without reading them all."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEX = "ix_visit_patient_name_parts"


def upgrade() -> None:
    """On PostgreSQL, index the runs of three letters, where its own extension for that may be used.

    Without it a search reads every visit: slower, and right.
    """
    if op.get_bind().dialect.name == "postgresql" and _may_index():
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.execute(f"CREATE INDEX {INDEX} ON visit USING gin (patient_name gin_trgm_ops)")


def downgrade() -> None:
    """Drop the index; the extension stays, as others may use it."""
    op.execute(f"DROP INDEX IF EXISTS {INDEX}")


def _may_index() -> bool:
    return bool(
        op.get_bind().scalar(
            sa.text(
                "SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') "
                "OR EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') "
                "AND has_database_privilege(current_database(), 'CREATE')"
            )
        )
    )
