"""单位调整: words a unit adds, marks it mutes; and what a second reader said of a version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEPT = [
    "id",
    "unit_id",
    "kind",
    "wordlist",
    "word",
    "rule",
    "suggest",
    "within",
    "source",
    "verified",
    "starts_on",
    "ends_on",
    "reason",
    "made_by",
    "at",
]
_SAME = " AND ".join(f"NEW.{column} = OLD.{column}" for column in _KEPT)

_GUARDS = (
    Guard(
        name="overlays_only_agreed_and_ended",
        on="UPDATE ON overlays",
        must=f"""{_SAME} AND OLD.ended_at IS NULL
            AND (OLD.agreed_at IS NULL OR (NEW.agreed_at IS NOT NULL
                AND NEW.agreed_at = OLD.agreed_at AND NEW.agreed_by = OLD.agreed_by))
            AND (NEW.agreed_at IS NULL) = (NEW.agreed_by IS NULL)
            AND (NEW.ended_at IS NULL) = (NEW.ended_by IS NULL)""",
    ),
    Guard(
        name="overlays_begin_open",
        on="INSERT ON overlays",
        must="""NEW.ended_at IS NULL AND NEW.ended_by IS NULL
            AND (NEW.agreed_at IS NULL) = (NEW.agreed_by IS NULL)""",
    ),
)


def upgrade() -> None:
    """Makes both tables and what guards them."""
    op.create_table(
        "overlays",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("wordlist", sa.String(80), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(16), nullable=False),
        sa.Column("suggest", sa.Text(), nullable=False),
        sa.Column("within", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.String(10), nullable=False),
        sa.Column("ends_on", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.String(32), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.CheckConstraint("kind IN ('add', 'mute')", name="ck_overlays_kind"),
        sa.CheckConstraint("kind = 'add' OR ends_on <> ''", name="ck_overlays_mutes_end"),
        sa.CheckConstraint("verified IN (0, 1)", name="ck_overlays_verified"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_overlays_unit_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_overlays_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_overlays"),
    )
    op.create_index("ix_overlays_unit_id", "overlays", ["unit_id"])
    op.create_table(
        "second_readings",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(80), nullable=False),
        sa.Column("reader", sa.String(80), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("dropped", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id", "version"],
            ["versions.draft_id", "versions.version"],
            name="fk_second_readings_version",
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_second_readings_asked_by"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_second_readings"),
    )
    execute = op.get_bind().exec_driver_sql
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "overlays", "id", append_only=False),
        *never_changed(dialect, "second_readings", "draft_id, number"),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)
