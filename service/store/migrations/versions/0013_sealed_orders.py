"""两段发布、定时、撤下: what was rendered when handing in, staging, timing, and taking down.

Postings planned before this have no first phase, and are sent at once, as they were.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_GUARDS = (
    Guard(
        name="renderings_of_what_is_handed_in",
        on="INSERT ON renderings",
        must="""EXISTS (SELECT 1 FROM drafts d WHERE d.id = NEW.draft_id
            AND d.state = 'drafting' AND d.round + 1 = NEW.round)""",
    ),
    Guard(
        name="releases_as_they_were_handed_in",
        on="INSERT ON postings",
        must="""NOT EXISTS (SELECT 1 FROM renderings n JOIN releases r
                ON r.draft_id = n.draft_id AND r.round = n.round
                WHERE r.id = NEW.release_id)
            OR EXISTS (SELECT 1 FROM renderings n JOIN releases r
                ON r.draft_id = n.draft_id AND r.round = n.round
                WHERE r.id = NEW.release_id AND n.platform = NEW.platform
                AND n.digest = NEW.rendering)""",
    ),
    Guard(
        name="postings_held_are_not_sent",
        on="UPDATE ON postings",
        must="""NEW.state <> 'sending' OR OLD.state <> 'planned' OR OLD.held_at IS NULL""",
    ),
    Guard(
        name="takedowns_of_what_is_out",
        on="INSERT ON takedowns",
        must="""NEW.state = 'planned' AND EXISTS (SELECT 1 FROM postings p
            JOIN drafts d ON d.id = p.draft_id
            WHERE p.key = NEW.posting_key AND p.state = 'confirmed' AND d.state = 'withdrawn')""",
    ),
    Guard(
        name="takedowns_keep_their_cause",
        on="UPDATE ON takedowns",
        must="""NEW.posting_key = OLD.posting_key AND NEW.asked_by = OLD.asked_by
            AND NEW.asked_at = OLD.asked_at AND OLD.closed_at IS NULL""",
    ),
)


def upgrade() -> None:
    """Adds the columns, makes the tables, and the index by which open postings are found."""
    with op.batch_alter_table("postings", recreate="never") as postings:
        postings.add_column(sa.Column("stages", sa.Integer(), server_default="0", nullable=False))
        postings.add_column(sa.Column("staged_at", sa.String(32), nullable=True))
        postings.add_column(sa.Column("staged_url", sa.Text(), server_default="", nullable=False))
        postings.add_column(sa.Column("fire_at", sa.String(32), nullable=True))
        postings.add_column(sa.Column("held_at", sa.String(32), nullable=True))
    op.create_index(
        "ix_postings_open",
        "postings",
        ["run_at", "release_id", "position"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "renderings",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_renderings_draft_id"),
        sa.PrimaryKeyConstraint("draft_id", "round", "platform", name="pk_renderings"),
    )
    op.create_table(
        "takedowns",
        sa.Column("posting_key", sa.String(128), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.String(32), nullable=False),
        sa.Column("run_at", sa.String(32), nullable=True),
        sa.Column("lease_until", sa.String(32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'working', 'gone', 'stands', 'left')", name="ck_takedowns_state"
        ),
        sa.ForeignKeyConstraint(["posting_key"], ["postings.key"], name="fk_takedowns_posting_key"),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_takedowns_asked_by"),
        sa.PrimaryKeyConstraint("posting_key", name="pk_takedowns"),
    )
    op.create_index(
        "ix_takedowns_open",
        "takedowns",
        ["run_at"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    execute = op.get_bind().exec_driver_sql
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "renderings", "draft_id, round, platform"),
        *never_changed(dialect, "takedowns", "posting_key", append_only=False),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)
