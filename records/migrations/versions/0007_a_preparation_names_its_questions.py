"""A preparation names the version of the questions it answers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# The questions were the same from the first tables to here.
UNTIL_NOW = "4760b39988fb"


def upgrade() -> None:
    """Add the column; who has answered was asked the questions there were until now."""
    op.add_column(
        "preparation", sa.Column("questionnaire_version", sa.String(length=12), nullable=True)
    )
    answered = "EXISTS (SELECT 1 FROM answer WHERE answer.preparation_id = preparation.id)"
    op.execute(f"UPDATE preparation SET questionnaire_version = '{UNTIL_NOW}' WHERE {answered}")  # noqa: S608 (names from above)


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("preparation") as batch_op:
        batch_op.drop_column("questionnaire_version")
