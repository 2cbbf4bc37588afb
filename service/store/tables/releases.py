"""发布单 and what became of each posting."""

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
    text,
)

from service.store.instant import Instant
from service.store.tables.drafts import over_a_submission
from service.store.tables.metadata import DIGEST, METADATA

releases = Table(
    "releases",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("draft_id", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("report", String(DIGEST), nullable=False),
    Column("ruleset", String(DIGEST), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("editor_id", Integer, nullable=False),
    Column("released_by", ForeignKey("people.id"), nullable=False),
    Column("postings", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("seal", String(100), nullable=False),
    over_a_submission("releases"),
    UniqueConstraint("draft_id", "round"),
    UniqueConstraint("id", "draft_id"),
    Index("ix_releases_at", "at"),
    CheckConstraint(
        "released_by <> author_id AND released_by <> editor_id", name="released_by_another"
    ),
)

postings = Table(
    "postings",
    METADATA,
    Column("key", String(128), primary_key=True),
    Column("release_id", String(32), nullable=False),
    Column("draft_id", Integer, nullable=False),
    Column("platform", String(32), nullable=False),
    Column("rendering", String(DIGEST), nullable=False),
    Column("position", Integer, nullable=False),
    Column("depends_on", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("planned_at", Instant, nullable=False),
    Column("run_at", Instant),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Instant),
    Column("handle", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("confirmed_at", Instant),
    Column("closed_at", Instant),
    Column("reading", String(16), nullable=False),
    Column("read_at", Instant),
    Column("read_digest", String(DIGEST), nullable=False),
    Column("stages", Integer, nullable=False, server_default="0"),
    Column("staged_at", Instant),
    Column("staged_url", Text, nullable=False, server_default=""),
    Column("fire_at", Instant),
    Column("held_at", Instant),
    ForeignKeyConstraint(["release_id", "draft_id"], ["releases.id", "releases.draft_id"]),
    UniqueConstraint("release_id", "platform"),
    CheckConstraint(
        "state IN ('planned', 'sending', 'confirmed', 'refused', 'unknown')", name="state"
    ),
    Index("ix_postings_state_run_at", "state", "run_at"),
    Index(
        "ix_postings_open",
        "run_at",
        "release_id",
        "position",
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    # Not on the columns themselves: nearly all rows are alike in both, and a database that has
    # counted them would rather read them all.
    Index(
        "ix_postings_unread",
        "confirmed_at",
        sqlite_where=text("reading = '' AND state = 'confirmed'"),
        postgresql_where=text("reading = '' AND state = 'confirmed'"),
    ),
    Index("ix_postings_planned_at", "planned_at"),
)
