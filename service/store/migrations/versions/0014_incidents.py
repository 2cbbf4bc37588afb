"""事件和回读: incidents with every step taken, each read-back, and when the next is due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEPT = ["id", "unit_id", "kind", "account", "subject", "drill", "found_at", "found_by", "note"]
_SAME = " AND ".join(f"NEW.{column} = OLD.{column}" for column in _KEPT)


def _same_or_none(column: str) -> str:
    return f"coalesce(NEW.{column} = OLD.{column}, NEW.{column} IS NULL AND OLD.{column} IS NULL)"


def _stamped_once(step: str) -> str:
    return (
        f"(OLD.{step}_at IS NULL OR (NEW.{step}_at IS NOT NULL AND NEW.{step}_at = OLD.{step}_at "
        f"AND NEW.{step}_by = OLD.{step}_by)) "
        f"AND (NEW.{step}_at IS NULL) = (NEW.{step}_by IS NULL)"
    )


_GUARDS = (
    Guard(
        name="incidents_only_move_on",
        on="UPDATE ON incidents",
        must=f"""{_SAME} AND {_same_or_none("draft_id")} AND {_same_or_none("posting_key")}
            AND OLD.closed_at IS NULL
            AND {_stamped_once("handled")} AND {_stamped_once("reported")}
            AND (OLD.reported_to = '' OR NEW.reported_to = OLD.reported_to)
            AND {_stamped_once("closed")}""",
    ),
    Guard(
        name="incidents_begin_open",
        on="INSERT ON incidents",
        must="""NEW.handled_at IS NULL AND NEW.handled_by IS NULL AND NEW.reported_at IS NULL
            AND NEW.reported_by IS NULL AND NEW.reported_to = '' AND NEW.transferred_to IS NULL
            AND NEW.closed_at IS NULL AND NEW.closed_by IS NULL""",
    ),
    Guard(
        name="incident_steps_of_open_incidents",
        on="INSERT ON incident_steps",
        must="""NEW.step = 'closed' OR (SELECT closed_at IS NULL FROM incidents
            WHERE id = NEW.incident_id)""",
    ),
)


def upgrade() -> None:
    """Makes the four tables, what guards them, and an index for what was never read back."""
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("posting_key", sa.String(128), nullable=True),
        sa.Column("account", sa.String(80), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("drill", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.String(32), nullable=False),
        sa.Column("found_by", sa.Integer(), nullable=False),
        sa.Column("handled_at", sa.String(32), nullable=True),
        sa.Column("handled_by", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.String(32), nullable=True),
        sa.Column("reported_by", sa.Integer(), nullable=True),
        sa.Column("reported_to", sa.Text(), nullable=False),
        sa.Column("transferred_to", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('drift', 'tampered', 'post', 'account', 'other')", name="ck_incidents_kind"
        ),
        sa.CheckConstraint("drill IN (0, 1)", name="ck_incidents_drill"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_incidents_unit_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_incidents_draft_id"),
        sa.ForeignKeyConstraint(["posting_key"], ["postings.key"], name="fk_incidents_posting_key"),
        sa.ForeignKeyConstraint(
            ["transferred_to"], ["units.id"], name="fk_incidents_transferred_to"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_posting_key", "incidents", ["posting_key"])
    op.create_index("ix_incidents_closed_at", "incidents", ["closed_at", "unit_id"])
    op.create_table(
        "incident_steps",
        sa.Column("incident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "step IN ('opened', 'handled', 'reported', 'transferred', 'closed')",
            name="ck_incident_steps_step",
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name="fk_incident_steps_incident_id"
        ),
        sa.PrimaryKeyConstraint("incident_id", "number", name="pk_incident_steps"),
    )
    op.create_table(
        "readings",
        sa.Column("posting_key", sa.String(128), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("reading", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["posting_key"], ["postings.key"], name="fk_readings_posting_key"),
        sa.PrimaryKeyConstraint("posting_key", "number", name="pk_readings"),
    )
    op.create_table(
        "watches",
        sa.Column("posting_key", sa.String(128), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["posting_key"], ["postings.key"], name="fk_watches_posting_key"),
        sa.PrimaryKeyConstraint("posting_key", name="pk_watches"),
    )
    op.create_index("ix_watches_next_at", "watches", ["next_at"])
    unread = sa.text("reading = '' AND state = 'confirmed'")
    op.create_index(
        "ix_postings_unread",
        "postings",
        ["confirmed_at"],
        sqlite_where=unread,
        postgresql_where=unread,
    )
    execute = op.get_bind().exec_driver_sql
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "incidents", "id", append_only=False),
        *never_changed(dialect, "incident_steps", "incident_id, number"),
        *never_changed(dialect, "readings", "posting_key, number"),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)
    # What was read back before there was a plan is looked at anew, and then by plan.
    execute(
        "INSERT INTO watches (posting_key, round, next_at) "
        "SELECT key, 0, read_at FROM postings "
        "WHERE state = 'confirmed' AND reading <> '' AND reading <> 'manual' "
        "AND read_at IS NOT NULL"
    )
