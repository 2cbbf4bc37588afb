"""登录状态记下何时、凭什么确认过本人；统一身份: whose accounts elsewhere are whose here; 统计: what
periods and rules are counted by.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CHINA = timezone(timedelta(hours=8))
_SAME = " AND ".join(
    f"NEW.{column} = OLD.{column}"
    for column in ("id", "issuer", "subject", "person_id", "bound_by", "at")
)

_COUNTED = (
    ("drafts", "created_at"),
    ("submissions", "at"),
    ("sign_offs", "at"),
    ("releases", "at"),
    ("postings", "planned_at"),
    ("fates", "at"),
)
"""By what the figures of a period are found."""

_GUARDS = (
    Guard(
        name="identities_only_ended",
        on="UPDATE ON identities",
        must=f"{_SAME} AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL",
    ),
    Guard(
        name="identities_begin_open",
        on="INSERT ON identities",
        must="NEW.ended_at IS NULL",
    ),
)


def upgrade() -> None:
    """Makes the tables and what guards the bindings."""
    op.add_column("sessions", sa.Column("proved_at", sa.String(32), nullable=True))
    op.add_column("sessions", sa.Column("proved_by", sa.String(16), nullable=True))
    op.add_column("sessions", sa.Column("provider_hint", sa.Text(), nullable=True))
    op.create_table(
        "identities",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bound_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_identities_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
    )
    op.create_index("ix_identities_person_id", "identities", ["person_id"])
    standing = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_identities_standing",
        "identities",
        ["issuer", "subject"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.create_table(
        "strangers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("called", sa.String(128), nullable=False),
        sa.Column("first_at", sa.String(32), nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_strangers"),
        sa.UniqueConstraint("issuer", "subject", name="uq_strangers_issuer_subject"),
    )
    op.create_table(
        "journeys",
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("onward", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("arrived_at", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("state", name="pk_journeys"),
    )
    op.create_index("ix_journeys_expires_at", "journeys", ["expires_at"])
    _make_verdicts()
    op.add_column("tallies", sa.Column("repost", sa.Integer(), nullable=False, server_default="0"))
    _mark_reposts()
    for table, moment in _COUNTED:
        op.create_index(f"ix_{table}_{moment}", table, [moment])
    execute = op.get_bind().exec_driver_sql
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "identities", "id", append_only=False),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)


def _make_verdicts() -> None:
    """Makes the tally of what became of findings, and fills it from what is there."""
    kinds = ("fixed", "waived", "answered", "false_alarm")
    verdicts = op.create_table(
        "verdicts",
        sa.Column("rule", sa.String(16), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        *(sa.Column(kind, sa.Integer(), nullable=False) for kind in kinds),
        sa.PrimaryKeyConstraint("rule", "day", name="pk_verdicts"),
    )
    flags = ", ".join(f"max(CASE WHEN fate = '{kind}' THEN 1 ELSE 0 END)" for kind in kinds)
    once = f"SELECT rule, min(at), {flags} FROM fates GROUP BY rule, draft_id, fingerprint"  # noqa: S608  # our names
    counted: dict[tuple[str, str], list[int]] = {}
    for rule, first, *done in op.get_bind().exec_driver_sql(once):
        day = datetime.fromisoformat(first).astimezone(_CHINA).date().isoformat()
        sums = counted.setdefault((rule, day), [0] * (1 + len(kinds)))
        for place, number in enumerate((1, *done)):
            sums[place] += number
    rows = [
        {"rule": rule, "day": day} | dict(zip(("decided", *kinds), sums, strict=True))
        for (rule, day), sums in sorted(counted.items())
    ]
    if rows:
        op.bulk_insert(verdicts, rows)


def _mark_reposts() -> None:
    """Says of each tally whether its text is a repost."""
    # Keys are not escaped within JSON, quotes in its texts are: no text can look like this.
    op.get_bind().execute(
        sa.text(
            "UPDATE tallies SET repost = 1 WHERE report IN (SELECT r.digest FROM reports r"
            " JOIN documents d ON d.digest = r.document WHERE d.content LIKE :fact)"
        ),
        {"fact": '%"repost":true%'},
    )
