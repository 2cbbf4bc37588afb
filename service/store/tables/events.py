"""留痕: the log and its head."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from service.store.instant import Instant
from service.store.tables.metadata import DIGEST, METADATA

events = Table(
    "events",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor_id", Integer, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("verb", String(32), nullable=False),
    Column("draft_id", ForeignKey("drafts.id"), index=True),
    Column("detail", Text, nullable=False),
    Column("previous", String(DIGEST), nullable=False),
    Column("hash", String(DIGEST), nullable=False, unique=True),
    Column("seal", String(100), nullable=False),
)

event_head = Table(
    "event_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(DIGEST), nullable=False),
    Column("seal", String(100), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
