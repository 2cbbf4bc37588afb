"""值班和休假: who answers for a unit when, what was handed over, who was called, who is away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_GUARDS = (
    Guard(
        name="duty_only_ends",
        on="UPDATE ON duty",
        must="""NEW.id = OLD.id AND NEW.unit_id = OLD.unit_id AND NEW.person_id = OLD.person_id
            AND NEW.starts_at = OLD.starts_at AND NEW.ends_at = OLD.ends_at
            AND NEW.made_by = OLD.made_by AND NEW.at = OLD.at
            AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL""",
    ),
    Guard(
        name="duty_of_one_who_is_there",
        on="INSERT ON duty",
        must="""EXISTS (SELECT 1 FROM people p WHERE p.id = NEW.person_id
                AND p.disabled_at IS NULL)
            AND EXISTS (SELECT 1 FROM units u WHERE u.id = NEW.unit_id AND u.closed_at IS NULL)""",
    ),
    Guard(
        name="leave_only_ends",
        on="UPDATE ON leave",
        must="""NEW.id = OLD.id AND NEW.person_id = OLD.person_id
            AND NEW.starts_at = OLD.starts_at AND NEW.ends_at = OLD.ends_at
            AND NEW.made_by = OLD.made_by AND NEW.at = OLD.at
            AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL""",
    ),
)


def upgrade() -> None:
    """Makes the tables and sets their guards."""
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.String(32), nullable=False),
        sa.Column("ends_at", sa.String(32), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name="ck_duty_lasts"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_duty_unit_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_duty_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty"),
    )
    op.create_index("ix_duty_unit_id_ends_at", "duty", ["unit_id", "ends_at"])
    op.create_table(
        "handovers",
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_handovers_duty_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_handovers_person_id"),
        sa.PrimaryKeyConstraint("duty_id", "number", name="pk_handovers"),
    )
    op.create_table(
        "duty_calls",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.String(200), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id", "round"],
            ["submissions.draft_id", "submissions.round"],
            name="fk_duty_calls_submission",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_duty_calls_unit_id"),
        sa.PrimaryKeyConstraint("draft_id", "round", name="pk_duty_calls"),
    )
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.String(32), nullable=False),
        sa.Column("ends_at", sa.String(32), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name="ck_leave_lasts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_leave_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_leave"),
    )
    op.create_index("ix_leave_person_id", "leave", ["person_id"])
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "duty", "id", append_only=False),
        *never_changed(dialect, "leave", "id", append_only=False),
        *never_changed(dialect, "handovers", "duty_id, number"),
        *never_changed(dialect, "duty_calls", "draft_id, round"),
        *guards(dialect, _GUARDS),
    ):
        op.get_bind().exec_driver_sql(statement)
