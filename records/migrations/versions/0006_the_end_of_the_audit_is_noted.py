"""Where the audit ends is noted, so that a cut tail is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and note the end of the audit as it stands."""
    op.create_table(
        "audit_end",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_end")),
    )
    op.execute(
        "INSERT INTO audit_end (id, entries, last_hash) "
        "SELECT 1, (SELECT count(*) FROM audit_entry), hash FROM audit_entry "
        "ORDER BY number DESC LIMIT 1"
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("audit_end")
