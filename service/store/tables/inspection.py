"""季度抽查: what was drawn, what was seen, what was confirmed, and what offices put right."""

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
    UniqueConstraint,
)

from service.store.instant import Instant
from service.store.tables.metadata import METADATA

inspections = Table(
    "inspections",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("quarter", Integer, nullable=False),
    Column("percent", Integer, nullable=False),
    Column("seed", String(64), nullable=False),
    Column("population", Integer, nullable=False),
    Column("drawn", Text, nullable=False),
    Column("monitored_on", String(10), nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("closed_by", Integer),
    Column("closed_at", Instant),
    UniqueConstraint("unit_id", "year", "quarter", name="uq_inspections_one_a_quarter"),
    CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
)

observations = Table(
    "observations",
    METADATA,
    Column("inspection_id", ForeignKey("inspections.id"), primary_key=True, autoincrement=False),
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
    Column("posts", Integer, nullable=False),
    Column("newest", String(10), nullable=False),
    Column("interactive", String(8), nullable=False),
    Column("counts", Text, nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

veto_candidates = Table(
    "veto_candidates",
    METADATA,
    Column("inspection_id", ForeignKey("inspections.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("code", String(16), nullable=False),
    Column("rule", String(16), nullable=False),
    Column("place", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("settled_by", Integer),
    Column("settled_at", Instant),
    CheckConstraint("state IN ('open', 'confirmed', 'dismissed')", name="state"),
    CheckConstraint("state = 'open' OR settled_by IS NOT NULL", name="settled_by_somebody"),
)

tickets = Table(
    "tickets",
    METADATA,
    Column("inspection_id", ForeignKey("inspections.id"), primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("due", Instant, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered_by", Integer),
    Column("answered_at", Instant),
    Column("verdict", Text, nullable=False),
    Column("checked_by", Integer),
    Column("checked_at", Instant),
    CheckConstraint("state IN ('open', 'answered', 'returned', 'closed')", name="state"),
    CheckConstraint(
        "checked_by IS NULL OR answered_by IS NULL OR checked_by <> answered_by",
        name="checked_by_another",
    ),
)

ticket_items = Table(
    "ticket_items",
    METADATA,
    Column("inspection_id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    ForeignKeyConstraint(
        ["inspection_id", "unit_id"],
        ["tickets.inspection_id", "tickets.unit_id"],
        name="fk_ticket_items_ticket",
    ),
    ForeignKeyConstraint(
        ["inspection_id", "number"],
        ["veto_candidates.inspection_id", "veto_candidates.number"],
        name="fk_ticket_items_candidate",
    ),
)
