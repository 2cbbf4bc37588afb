"""单位调整, and what a second reader said of a version."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
)

from service.store.instant import Instant
from service.store.tables.metadata import DIGEST, METADATA

overlays = Table(
    "overlays",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("wordlist", String(80), nullable=False),
    Column("word", Text, nullable=False),
    Column("rule", String(16), nullable=False),
    Column("suggest", Text, nullable=False),
    Column("within", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("verified", Integer, nullable=False),
    Column("starts_on", String(10), nullable=False),
    Column("ends_on", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("agreed_by", Integer),
    Column("agreed_at", Instant),
    Column("ended_by", Integer),
    Column("ended_at", Instant),
    CheckConstraint("kind IN ('add', 'mute')", name="kind"),
    CheckConstraint("kind = 'add' OR ends_on <> ''", name="mutes_end"),
    CheckConstraint("verified IN (0, 1)", name="verified"),
)

second_readings = Table(
    "second_readings",
    METADATA,
    Column("draft_id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("reader", String(80), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("found", Text, nullable=False),
    Column("dropped", Integer, nullable=False),
    Column("asked_by", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["draft_id", "version"],
        ["versions.draft_id", "versions.version"],
        name="fk_second_readings_version",
    ),
)
