"""逐项处理: endorsements and secrecy answers of signatures, what became of findings, and how often
a rule speaks.

`fates` holds where and by which rule, never what was written: the words are a keyed fingerprint.
`hits` repeats what reports say, so that the rules pages load none of them; `verdicts` what `fates`
say, each wording of a draft once, on the day (China's) something was first done about it.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from service.store.instant import Instant
from service.store.tables.metadata import DIGEST, METADATA

AUTHOR = -1
"""In the place of a step: the author's own answers, given with the submission."""

endorsements = Table(
    "endorsements",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("finding", String(200), primary_key=True),
    ForeignKeyConstraint(
        ["draft_id", "round", "step"],
        ["sign_offs.draft_id", "sign_offs.round", "sign_offs.step"],
        name="fk_endorsements_sign_off",
    ),
)

secrecy_replies = Table(
    "secrecy_replies",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("question", String(16), primary_key=True),
    Column("yes", Integer, nullable=False),
    ForeignKeyConstraint(
        ["draft_id", "round"],
        ["submissions.draft_id", "submissions.round"],
        name="fk_secrecy_replies_submission",
    ),
    CheckConstraint("yes IN (0, 1)", name="yes_or_no"),
)

fates = Table(
    "fates",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("finding", String(200), nullable=False),
    Column("rule", String(16), nullable=False),
    Column("fingerprint", String(DIGEST), nullable=False),
    Column("fate", String(16), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["draft_id", "version"], ["versions.draft_id", "versions.version"]),
    CheckConstraint("fate IN ('fixed', 'waived', 'answered', 'false_alarm')", name="fate"),
    Index("ix_fates_fingerprint", "fingerprint"),
    Index("ix_fates_at", "at"),
    Index("ix_fates_record", "rule", "draft_id", "fingerprint", "fate", "at"),
)

verdicts = Table(
    "verdicts",
    METADATA,
    Column("rule", String(16), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("decided", Integer, nullable=False),
    Column("fixed", Integer, nullable=False),
    Column("waived", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("false_alarm", Integer, nullable=False),
)

hits = Table(
    "hits",
    METADATA,
    Column("report", ForeignKey("reports.digest"), primary_key=True),
    Column("rule", String(16), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("number", Integer, nullable=False),
    Index("ix_hits_rule_day", "rule", "day", "number"),
)
