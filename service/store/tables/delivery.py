"""What people signed that each platform's readers would see, and what is being taken down."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import text as sql

from service.store.instant import Instant
from service.store.tables.metadata import DIGEST, METADATA

renderings = Table(
    "renderings",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("platform", String(32), primary_key=True),
    Column("digest", String(DIGEST), nullable=False),
)

takedowns = Table(
    "takedowns",
    METADATA,
    Column("posting_key", ForeignKey("postings.key"), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("asked_by", ForeignKey("people.id"), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("run_at", Instant),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("reference", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("closed_at", Instant),
    CheckConstraint("state IN ('planned', 'working', 'gone', 'stands', 'left')", name="state"),
    Index(
        "ix_takedowns_open",
        "run_at",
        sqlite_where=sql("closed_at IS NULL"),
        postgresql_where=sql("closed_at IS NULL"),
    ),
)
