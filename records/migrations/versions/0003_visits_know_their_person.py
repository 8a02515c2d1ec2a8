"""Visits of the same person are known as such; second checks of patients and of staff."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("clinic") as batch_op:
        batch_op.add_column(
            sa.Column("asks_birth_year", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(
            sa.Column("wrong_years", sa.Integer(), server_default="0", nullable=False)
        )

    with op.batch_alter_table("staff") as batch_op:
        batch_op.add_column(sa.Column("code_secret", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("code_step", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("recovery_codes", sa.JSON(), server_default="[]", nullable=False)
        )
        batch_op.add_column(sa.Column("outside_name", sa.String(length=255), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_staff_outside_name"), ["outside_name"])

    with op.batch_alter_table("staff_session") as batch_op:
        batch_op.add_column(
            sa.Column("waits_for_code", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("browser", sa.String(length=200), server_default="", nullable=False)
        )

    with op.batch_alter_table("visit") as batch_op:
        batch_op.add_column(sa.Column("patient_ref", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("birth_year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_visit_clinic_id_patient_ref"), ["clinic_id", "patient_ref"], unique=False
        )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("visit") as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_clinic_id_patient_ref"))
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("email")
        batch_op.drop_column("birth_year")
        batch_op.drop_column("patient_ref")

    with op.batch_alter_table("staff_session") as batch_op:
        batch_op.drop_column("browser")
        batch_op.drop_column("waits_for_code")

    with op.batch_alter_table("staff") as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_staff_outside_name"), type_="unique")
        batch_op.drop_column("outside_name")
        batch_op.drop_column("recovery_codes")
        batch_op.drop_column("code_step")
        batch_op.drop_column("code_secret")

    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_column("wrong_years")

    with op.batch_alter_table("clinic") as batch_op:
        batch_op.drop_column("asks_birth_year")
