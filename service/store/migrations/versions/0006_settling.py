"""逐项处理: no waiver stands unendorsed, secrecy is answered question by question, fates are kept.

What rules found in the reports there are is counted now; what became of findings before this is
not known in this form, for the words' fingerprints need the house key.
"""

from __future__ import annotations

import json
from collections import Counter

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_BATCH = 500

_GUARDS = (
    Guard(
        name="endorsements_with_the_signature",
        on="INSERT ON endorsements",
        must="""EXISTS (SELECT 1 FROM drafts d JOIN sign_offs s ON s.draft_id = d.id
            WHERE d.id = NEW.draft_id AND d.state = 'in_review' AND d.round = NEW.round
            AND d.step = NEW.step AND s.round = NEW.round AND s.step = NEW.step
            AND s.decision = 'pass')""",
    ),
    Guard(
        name="endorsements_of_a_waiver",
        on="INSERT ON endorsements",
        must="""EXISTS (SELECT 1 FROM submissions u JOIN waivers w
            ON w.draft_id = u.draft_id AND w.version = u.version
            WHERE u.draft_id = NEW.draft_id AND u.round = NEW.round
            AND w.finding = NEW.finding)""",
    ),
    Guard(
        name="secrecy_replies_when_they_are_given",
        on="INSERT ON secrecy_replies",
        must="""EXISTS (SELECT 1 FROM drafts d WHERE d.id = NEW.draft_id
            AND ((NEW.step = -1 AND d.state = 'drafting' AND d.round + 1 = NEW.round)
                OR (NEW.step >= 0 AND d.state = 'in_review' AND d.round = NEW.round
                    AND d.step = NEW.step)))""",
    ),
    Guard(
        name="drafts_approved_with_waivers_endorsed",
        on="UPDATE ON drafts",
        must="""NEW.state <> 'approved' OR NOT EXISTS (SELECT 1 FROM waivers w
            WHERE w.draft_id = NEW.id AND w.version = NEW.version
            AND NOT EXISTS (SELECT 1 FROM endorsements e WHERE e.draft_id = NEW.id
                AND e.round = NEW.round AND e.finding = w.finding))""",
    ),
    Guard(
        name="fates_of_a_present_text",
        on="INSERT ON fates",
        must="""EXISTS (SELECT 1 FROM drafts d WHERE d.id = NEW.draft_id
            AND (d.version = NEW.version
                OR (NEW.fate = 'fixed' AND d.version = NEW.version + 1)))""",
    ),
)


def upgrade() -> None:
    """Makes the tables, sets their guards, and counts what stored reports have found."""
    op.create_table(
        "endorsements",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id", "round", "step"],
            ["sign_offs.draft_id", "sign_offs.round", "sign_offs.step"],
            name="fk_endorsements_sign_off",
        ),
        sa.PrimaryKeyConstraint("draft_id", "round", "step", "finding", name="pk_endorsements"),
    )
    op.create_table(
        "secrecy_replies",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=16), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.CheckConstraint("yes IN (0, 1)", name="ck_secrecy_replies_yes_or_no"),
        sa.ForeignKeyConstraint(
            ["draft_id", "round"],
            ["submissions.draft_id", "submissions.round"],
            name="fk_secrecy_replies_submission",
        ),
        sa.PrimaryKeyConstraint("draft_id", "round", "step", "question", name="pk_secrecy_replies"),
    )
    op.create_table(
        "fates",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "fate IN ('fixed', 'waived', 'answered', 'false_alarm')", name="ck_fates_fate"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id", "version"],
            ["versions.draft_id", "versions.version"],
            name="fk_fates_draft_id_version",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_fates_person_id"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_fates"),
    )
    op.create_index("ix_fates_fingerprint", "fates", ["fingerprint"])
    op.create_index("ix_fates_record", "fates", ["rule", "draft_id", "fingerprint", "fate", "at"])
    op.create_table(
        "hits",
        sa.Column("report", sa.String(length=80), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.digest"], name="fk_hits_report"),
        sa.PrimaryKeyConstraint("report", "rule", name="pk_hits"),
    )
    op.create_index("ix_hits_rule_day", "hits", ["rule", "day", "number"])
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "endorsements", "draft_id, round, step, finding"),
        *never_changed(dialect, "secrecy_replies", "draft_id, round, step, question"),
        *never_changed(dialect, "fates", "draft_id, number"),
        *never_changed(dialect, "hits", "report, rule"),
        *guards(dialect, _GUARDS),
    ):
        op.get_bind().exec_driver_sql(statement)
    _count(op.get_bind())


def _count(connection: sa.Connection) -> None:
    names = ("report", "rule", "day", "number")
    hits = sa.table("hits", *map(sa.column, names))
    query = sa.text(
        "SELECT digest, content FROM reports WHERE digest > :last ORDER BY digest LIMIT :most"
    )
    last = ""
    while rows := connection.execute(query, {"last": last, "most": _BATCH}).all():
        for row in rows:
            report = json.loads(row.content)
            found = (each["rule"] for gate in report["gates"] for each in gate["findings"])
            counted = [
                {"report": row.digest, "rule": rule, "day": report["as_of"], "number": number}
                for rule, number in sorted(Counter(found).items())
            ]
            if counted:
                connection.execute(hits.insert(), counted)
        last = rows[-1].digest
