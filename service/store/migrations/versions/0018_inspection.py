"""季度抽查: the draws, what was seen of each account, veto candidates and rectification tickets;
and overlays agreed to by a second person.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_GUARDS = (
    # What was agreed to by its own maker before this stays as it is; nothing new is.
    Guard(
        name="overlays_agreed_by_another",
        on="UPDATE ON overlays",
        must="""OLD.agreed_at IS NOT NULL OR NEW.agreed_by IS NULL
            OR NEW.agreed_by <> NEW.made_by""",
    ),
    Guard(
        name="inspections_are_drawn_once",
        on="UPDATE ON inspections",
        must="""NEW.id = OLD.id AND NEW.unit_id = OLD.unit_id AND NEW.year = OLD.year
            AND NEW.quarter = OLD.quarter AND NEW.percent = OLD.percent AND NEW.seed = OLD.seed
            AND NEW.population = OLD.population AND NEW.drawn = OLD.drawn
            AND NEW.made_by = OLD.made_by AND NEW.at = OLD.at AND OLD.closed_at IS NULL""",
    ),
    Guard(
        name="veto_candidates_of_what_is_open",
        on="UPDATE ON veto_candidates",
        must="""NEW.inspection_id = OLD.inspection_id AND NEW.number = OLD.number
            AND NEW.account_id = OLD.account_id AND NEW.code = OLD.code AND NEW.rule = OLD.rule
            AND EXISTS (SELECT 1 FROM inspections i
                WHERE i.id = NEW.inspection_id AND i.closed_at IS NULL)""",
    ),
)


def upgrade() -> None:
    """Makes the tables and sets their guards."""
    op.create_table(
        "inspections",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("monitored_on", sa.String(10), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name="ck_inspections_percent"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_inspections_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inspections"),
        sa.UniqueConstraint("unit_id", "year", "quarter", name="uq_inspections_one_a_quarter"),
    )
    op.create_table(
        "observations",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("newest", sa.String(10), nullable=False),
        sa.Column("interactive", sa.String(8), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_observations_account_id"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name="fk_observations_inspection_id"
        ),
        sa.PrimaryKeyConstraint("inspection_id", "account_id", name="pk_observations"),
    )
    op.create_table(
        "veto_candidates",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("rule", sa.String(16), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "state = 'open' OR settled_by IS NOT NULL",
            name="ck_veto_candidates_settled_by_somebody",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'confirmed', 'dismissed')", name="ck_veto_candidates_state"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_veto_candidates_account_id"
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name="fk_veto_candidates_inspection_id"
        ),
        sa.PrimaryKeyConstraint("inspection_id", "number", name="pk_veto_candidates"),
    )
    op.create_table(
        "tickets",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.String(32), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "checked_by IS NULL OR answered_by IS NULL OR checked_by <> answered_by",
            name="ck_tickets_checked_by_another",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'returned', 'closed')", name="ck_tickets_state"
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name="fk_tickets_inspection_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_tickets_unit_id"),
        sa.PrimaryKeyConstraint("inspection_id", "unit_id", name="pk_tickets"),
    )
    op.create_table(
        "ticket_items",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id", "number"],
            ["veto_candidates.inspection_id", "veto_candidates.number"],
            name="fk_ticket_items_candidate",
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id", "unit_id"],
            ["tickets.inspection_id", "tickets.unit_id"],
            name="fk_ticket_items_ticket",
        ),
        sa.PrimaryKeyConstraint("inspection_id", "unit_id", "number", name="pk_ticket_items"),
    )
    execute = op.get_bind().exec_driver_sql
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "inspections", "id", append_only=False),
        *never_changed(dialect, "veto_candidates", "inspection_id, number", append_only=False),
        *never_changed(dialect, "tickets", "inspection_id, unit_id", append_only=False),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)
