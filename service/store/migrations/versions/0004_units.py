"""单位: a tree of them, roles held in one and lent, drafts that belong to one, and 代签.

What is there already belongs to the topmost unit, number 1.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_GUARDS = (
    Guard(
        name="units_one_top",
        on="INSERT ON units",
        must="NEW.id = 1 OR EXISTS (SELECT 1 FROM units u WHERE u.id = NEW.parent_id)",
    ),
    Guard(
        name="units_keep_their_number",
        on="UPDATE ON units",
        must="""NEW.id = OLD.id AND NEW.opened_at = OLD.opened_at
            AND (NEW.id = 1) = (NEW.parent_id IS NULL)""",
    ),
    Guard(
        name="delegations_only_end",
        on="UPDATE ON delegations",
        must="""NEW.id = OLD.id AND NEW.from_id = OLD.from_id AND NEW.to_id = OLD.to_id
            AND NEW.unit_id = OLD.unit_id AND NEW.role = OLD.role AND NEW.reason = OLD.reason
            AND NEW.starts_at = OLD.starts_at AND NEW.ends_at = OLD.ends_at
            AND NEW.made_by = OLD.made_by AND NEW.at = OLD.at
            AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL""",
    ),
    Guard(
        name="drafts_of_an_open_unit",
        on="INSERT ON drafts",
        must="EXISTS (SELECT 1 FROM units u WHERE u.id = NEW.unit_id AND u.closed_at IS NULL)",
    ),
    Guard(
        name="drafts_keep_their_unit",
        on="UPDATE ON drafts",
        must="NEW.unit_id = OLD.unit_id",
    ),
    Guard(
        name="sign_offs_in_anothers_stead",
        on="INSERT ON sign_offs",
        must="""NEW.on_behalf_id IS NULL OR (NEW.on_behalf_id <> NEW.person_id
            AND NEW.on_behalf_id <> NEW.author_id AND NEW.on_behalf_id <> NEW.editor_id
            AND EXISTS (SELECT 1 FROM people p WHERE p.id = NEW.on_behalf_id))""",
    ),
    Guard(
        name="sign_offs_nobody_counts_twice",
        on="INSERT ON sign_offs",
        must="""NOT EXISTS (SELECT 1 FROM sign_offs s
            WHERE s.draft_id = NEW.draft_id AND s.round = NEW.round
            AND (s.person_id = NEW.on_behalf_id OR s.on_behalf_id = NEW.person_id
                OR s.on_behalf_id = NEW.on_behalf_id))""",
    ),
)


def upgrade() -> None:
    """Makes the units, moves roles into grants, and gives drafts their unit."""
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name="fk_units_parent_id"),
        sa.ForeignKeyConstraint(["supervisor_id"], ["people.id"], name="fk_units_supervisor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("name", name="uq_units_name"),
    )
    op.create_table(
        "grants",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_grants_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_grants_unit_id"),
        sa.PrimaryKeyConstraint("person_id", "unit_id", "role", "platform", name="pk_grants"),
    )
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("starts_at", sa.String(32), nullable=False),
        sa.Column("ends_at", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.CheckConstraint("from_id <> to_id", name="ck_delegations_to_another"),
        sa.CheckConstraint("starts_at < ends_at", name="ck_delegations_lasts"),
        sa.ForeignKeyConstraint(["from_id"], ["people.id"], name="fk_delegations_from_id"),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"], name="fk_delegations_to_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_delegations_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delegations"),
    )
    op.create_index("ix_delegations_to_id", "delegations", ["to_id"])
    execute = op.get_bind().exec_driver_sql
    execute(
        "INSERT INTO units (id, name, opened_at)"
        " VALUES (1, '本单位', '1970-01-01T00:00:00.000000+00:00')"
    )
    execute(
        "INSERT INTO grants (person_id, unit_id, role, platform)"
        " SELECT person_id, 1, role, '' FROM person_roles"
    )
    op.drop_table("person_roles")
    op.add_column("drafts", sa.Column("unit_id", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_drafts_unit_id_state_since", "drafts", ["unit_id", "state", "since"])
    op.add_column("sign_offs", sa.Column("on_behalf_id", sa.Integer(), nullable=True))
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "units", "id", "name", append_only=False),
        *never_changed(dialect, "delegations", "id", append_only=False),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)
