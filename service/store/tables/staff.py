"""人员和单位."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from service.store.instant import Instant
from service.store.tables.metadata import METADATA

people = Table(
    "people",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(64), nullable=False),
    Column("password", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

units = Table(
    "units",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(64), nullable=False, unique=True),
    Column("parent_id", ForeignKey("units.id")),
    Column("supervisor_id", ForeignKey("people.id")),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
)

grants = Table(
    "grants",
    METADATA,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("unit_id", ForeignKey("units.id"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("platform", String(32), primary_key=True),
)

delegations = Table(
    "delegations",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("from_id", ForeignKey("people.id"), nullable=False),
    Column("to_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("from_id <> to_id", name="to_another"),
    CheckConstraint("starts_at < ends_at", name="lasts"),
)

sessions = Table(
    "sessions",
    METADATA,
    Column("token", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("proved_at", Instant),
    Column("proved_by", String(16)),
    Column("provider_hint", Text),
)

sign_in_tries = Table(
    "sign_in_tries",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("login", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Index("ix_sign_in_tries_login_address", "login", "address"),
)
