"""Reasons in words for what is no decision at a step: an approval sent back, a text withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes `remarks`, append-only like every table of what people wrote."""
    op.create_table(
        "remarks",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_remarks_draft_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_remarks_person_id"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_remarks"),
    )
    execute = op.get_bind().exec_driver_sql
    if op.get_bind().dialect.name == "sqlite":
        for name, on in (("updated", "UPDATE"), ("deleted", "DELETE"), ("replaced_0", "INSERT")):
            when = (
                "WHEN EXISTS (SELECT 1 FROM remarks"
                " WHERE draft_id = NEW.draft_id AND number = NEW.number)"
                if on == "INSERT"
                else ""
            )
            execute(
                f"CREATE TRIGGER remarks_never_{name} BEFORE {on} ON remarks FOR EACH ROW {when} "
                f"BEGIN SELECT RAISE(ABORT, 'remarks_never_{name}'); END"
            )
        return
    execute(
        "CREATE TRIGGER remarks_never_changed BEFORE UPDATE OR DELETE ON remarks "
        "FOR EACH ROW EXECUTE FUNCTION never()"
    )
    execute(
        "CREATE TRIGGER remarks_never_emptied BEFORE TRUNCATE ON remarks "
        "FOR EACH STATEMENT EXECUTE FUNCTION never()"
    )
