"""值班和休假: who answers for a unit when, what was handed over, and who is away.

Why somebody is away is nobody's business here: only from when to when is kept.
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
from service.store.tables.metadata import METADATA

duty = Table(
    "duty",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("starts_at < ends_at", name="lasts"),
    Index("ix_duty_unit_id_ends_at", "unit_id", "ends_at"),
)

handovers = Table(
    "handovers",
    METADATA,
    Column("duty_id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["duty_id"], ["duty.id"], name="fk_handovers_duty_id"),
)

duty_calls = Table(
    "duty_calls",
    METADATA,
    Column("draft_id", Integer, primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("people", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["draft_id", "round"],
        ["submissions.draft_id", "submissions.round"],
        name="fk_duty_calls_submission",
    ),
)

leave = Table(
    "leave",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("starts_at < ends_at", name="lasts"),
)
