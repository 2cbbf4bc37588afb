"""稿件: texts, reports, drafts, and what people put their names to."""

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
    UniqueConstraint,
)

from service.store.instant import Instant
from service.store.tables.metadata import DIGEST, METADATA

documents = Table(
    "documents",
    METADATA,
    Column("digest", String(DIGEST), primary_key=True),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
)

reports = Table(
    "reports",
    METADATA,
    Column("digest", String(DIGEST), primary_key=True),
    Column("document", ForeignKey("documents.digest"), nullable=False, index=True),
    Column("content", Text, nullable=False),
)

drafts = Table(
    "drafts",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("form_key", String(64), nullable=False),
    Column("author_id", ForeignKey("people.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("round", Integer, nullable=False),
    Column("step", Integer),
    Column("version", Integer, nullable=False),
    Column("document", ForeignKey("documents.digest"), nullable=False),
    Column("report", ForeignKey("reports.digest"), nullable=False),
    Column("since", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("corrects", ForeignKey("drafts.id")),
    # Held to `units` by trigger: SQLite adds no column that refers elsewhere and is never null.
    Column("unit_id", Integer, nullable=False, server_default="1"),
    Column("due_at", Instant),
    UniqueConstraint("author_id", "form_key"),
    UniqueConstraint("id", "author_id"),
    CheckConstraint("(step IS NOT NULL) = (state = 'in_review')", name="step_only_in_review"),
    Index("ix_drafts_state_since", "state", "since"),
    Index("ix_drafts_unit_id_state_since", "unit_id", "state", "since"),
    Index("ix_drafts_author_id_id", "author_id", "id"),
    Index("ix_drafts_unit_id_id", "unit_id", "id"),
    Index("ix_drafts_state_id", "state", "id"),
    Index("ix_drafts_created_at", "created_at"),
)

versions = Table(
    "versions",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", ForeignKey("documents.digest"), nullable=False),
    Column("editor_id", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("draft_id", "version", "document", "editor_id"),
)

_SUBMITTED = ("draft_id", "round", "document", "report", "author_id", "editor_id")

submissions = Table(
    "submissions",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("report", ForeignKey("reports.digest"), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("editor_id", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    # How many of them come before release; NULL: all, as everywhere but in the emergency lane.
    Column("ahead", Integer),
    Column("route", Text, nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["draft_id", "author_id"], ["drafts.id", "drafts.author_id"], name="fk_submissions_draft"
    ),
    ForeignKeyConstraint(
        ["draft_id", "version", "document", "editor_id"],
        ["versions.draft_id", "versions.version", "versions.document", "versions.editor_id"],
        name="fk_submissions_version",
    ),
    UniqueConstraint(*_SUBMITTED, name="uq_submissions_whole"),
    CheckConstraint("steps >= 3", name="three_reviews"),
    Index("ix_submissions_at", "at"),
)


def over_a_submission(name: str) -> ForeignKeyConstraint:
    # Ties a row to exactly one submitted text, its report, its author and its last editor.
    return ForeignKeyConstraint(
        _SUBMITTED, [f"submissions.{column}" for column in _SUBMITTED], name=f"fk_{name}_submission"
    )


sign_offs = Table(
    "sign_offs",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("report", String(DIGEST), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("editor_id", Integer, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("opinion", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("on_behalf_id", Integer),
    over_a_submission("sign_offs"),
    UniqueConstraint("draft_id", "round", "person_id"),
    CheckConstraint("person_id <> author_id AND person_id <> editor_id", name="four_eyes"),
    CheckConstraint("decision IN ('pass', 'send_back', 'reject')", name="decision"),
    Index("ix_sign_offs_person_id_draft_id", "person_id", "draft_id"),
    Index("ix_sign_offs_person_id_at", "person_id", "at"),
    Index("ix_sign_offs_at", "at"),
)


def _settlements(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("draft_id", Integer, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("document", String(DIGEST), nullable=False),
        Column("finding", String(200), nullable=False),
        Column("rule", String(16), nullable=False),
        Column("field", String(64), nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("person_id", ForeignKey("people.id"), nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", Instant, nullable=False),
        ForeignKeyConstraint(["draft_id", "version"], ["versions.draft_id", "versions.version"]),
    )


waivers = _settlements("waivers")
answers = _settlements("answers")

remarks = Table(
    "remarks",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("action", String(16), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
