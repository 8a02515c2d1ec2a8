"""A clinic's visits are found by their time."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEX = "ix_visit_clinic_id_starts_at"


def upgrade() -> None:
    """Add the index."""
    op.create_index(INDEX, "visit", ["clinic_id", "starts_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index(INDEX, "visit")
