"""工作台: the queue and its tallies, who is looking, comments, autosaves, pictures.

What is in review already, and every report there is, is counted in here.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import never_changed

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BATCH = 500
_VERDICTS = ("block", "warn", "hint")


def upgrade() -> None:
    """Makes the tables of the desks and fills the two that are worked out from others."""
    _make_counted()
    _make_kept()
    op.create_index("ix_drafts_author_id_id", "drafts", ["author_id", "id"])
    op.create_index("ix_drafts_unit_id_id", "drafts", ["unit_id", "id"])
    op.create_index("ix_drafts_state_id", "drafts", ["state", "id"])
    op.create_index("ix_sign_offs_person_id_draft_id", "sign_offs", ["person_id", "draft_id"])
    op.create_index("ix_sign_offs_person_id_at", "sign_offs", ["person_id", "at"])
    connection = op.get_bind()
    for statement in (
        *never_changed(connection.dialect.name, "comments", "draft_id, number"),
        *never_changed(connection.dialect.name, "media", "digest"),
    ):
        connection.exec_driver_sql(statement)
    _count_reports(connection)
    _fill_queue(connection)


def _make_counted() -> None:
    op.create_table(
        "tallies",
        sa.Column("report", sa.String(80), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("blocks", sa.Integer(), nullable=False),
        sa.Column("warns", sa.Integer(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("gates", sa.String(120), nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.digest"], name="fk_tallies_report"),
        sa.PrimaryKeyConstraint("report", name="pk_tallies"),
    )
    op.create_table(
        "waiting",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("hands", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("grade", sa.String(1), nullable=False),
        sa.Column("category", sa.String(32), nullable=False),
        sa.Column("gates", sa.String(120), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("due", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_waiting_draft_id"),
        sa.PrimaryKeyConstraint("draft_id", name="pk_waiting"),
    )
    op.create_index("ix_waiting_role_unit_id_due", "waiting", ["role", "unit_id", "due"])


def _make_kept() -> None:
    op.create_table(
        "leases",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
        sa.Column("claimed_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_leases_draft_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_leases_person_id"),
        sa.PrimaryKeyConstraint("draft_id", name="pk_leases"),
    )
    op.create_table(
        "comments",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(80), nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_comments_person_id"),
        sa.ForeignKeyConstraint(
            ["draft_id", "version"],
            ["versions.draft_id", "versions.version"],
            name="fk_comments_draft_id_version",
        ),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_comments"),
    )
    op.create_table(
        "autosaves",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_autosaves_draft_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_autosaves_person_id"),
        sa.PrimaryKeyConstraint("person_id", "form", name="pk_autosaves"),
    )
    op.create_table(
        "media",
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_media_person_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_media"),
    )


def _count_reports(connection: sa.Connection) -> None:
    tallies = _table("tallies", "report verdict blocks warns hints gates category")
    query = sa.text(
        "SELECT r.digest, r.content, d.content AS text FROM reports r"
        " JOIN documents d ON d.digest = r.document WHERE r.digest > :last"
        " ORDER BY r.digest LIMIT :most"
    )
    last = ""
    while rows := connection.execute(query, {"last": last, "most": _BATCH}).all():
        connection.execute(tallies.insert(), [_counted(row) for row in rows])
        last = rows[-1].digest


def _counted(row: sa.Row[Any]) -> dict[str, object]:
    gates = json.loads(row.content)["gates"]
    counts = Counter(finding["severity"] for gate in gates for finding in gate["findings"])
    worst = next((verdict for verdict in _VERDICTS if counts[verdict]), "pass")
    failed = any(gate["failures"] for gate in gates)
    found = [gate["gate"] for gate in gates if gate["findings"] or gate["failures"]]
    return {
        "report": row.digest,
        "verdict": "block" if failed else worst,
        "blocks": counts["block"],
        "warns": counts["warn"],
        "hints": counts["hint"],
        "gates": f" {' '.join(found)} ",
        "category": json.loads(row.text)["facts"]["category"],
    }


def _fill_queue(connection: sa.Connection) -> None:
    names = "draft_id role unit_id home_id hands kind grade category gates since due"
    waiting = _table("waiting", names)
    query = sa.text(
        "SELECT d.id, d.unit_id, d.author_id, v.editor_id, d.step, d.since,"
        " d.due_at, s.route,"
        " t.category, t.gates FROM drafts d"
        " JOIN versions v ON v.draft_id = d.id AND v.version = d.version"
        " JOIN submissions s ON s.draft_id = d.id AND s.round = d.round"
        " JOIN tallies t ON t.report = d.report"
        " WHERE d.state = 'in_review' AND d.id > :last ORDER BY d.id LIMIT :most"
    )
    last = 0
    while rows := connection.execute(query, {"last": last, "most": _BATCH}).all():
        signed = connection.execute(
            sa.text(
                "SELECT s.draft_id, s.person_id, s.on_behalf_id FROM sign_offs s"
                " JOIN drafts d ON d.id = s.draft_id AND d.round = s.round"
                " WHERE d.state = 'in_review' AND d.id > :last AND d.id <= :until"
            ),
            {"last": last, "until": rows[-1].id},
        ).all()
        hands = {row.id: {row.author_id, row.editor_id} for row in rows}
        for one in signed:
            hands[one.draft_id] |= {one.person_id, one.on_behalf_id} - {None}
        connection.execute(waiting.insert(), [_waiting(row, hands[row.id]) for row in rows])
        last = rows[-1].id


def _waiting(row: sa.Row[Any], hands: set[int]) -> dict[str, object]:
    route = json.loads(row.route)
    step = route["steps"][row.step]
    allowed = datetime.fromisoformat(row.since) + timedelta(hours=step["hours"])
    return {
        "draft_id": row.id,
        "role": step["role"],
        "unit_id": (step.get("unit") or {}).get("id", row.unit_id),
        "home_id": row.unit_id,
        "hands": f" {' '.join(map(str, sorted(hands)))} ",
        "kind": step["kind"],
        "grade": route["grade"],
        "category": row.category,
        "gates": row.gates,
        "since": row.since,
        "due": row.due_at or allowed.isoformat(timespec="microseconds"),
    }


def _table(name: str, columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns.split()))
