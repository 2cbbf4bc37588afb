"""统一身份: accounts elsewhere bound to people here, those nobody bound yet, and who is under way."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from service.store.instant import Instant
from service.store.tables.metadata import METADATA

identities = Table(
    "identities",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("issuer", String(255), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("bound_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
)
_STANDING = identities.c.ended_at.is_(None)
Index(
    "ix_identities_standing",
    identities.c.issuer,
    identities.c.subject,
    unique=True,
    sqlite_where=_STANDING,
    postgresql_where=_STANDING,
)

strangers = Table(
    "strangers",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("issuer", String(255), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("called", String(128), nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("times", Integer, nullable=False),
    UniqueConstraint("issuer", "subject"),
)

journeys = Table(
    "journeys",
    METADATA,
    Column("state", String(64), primary_key=True),
    Column("session", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("onward", Text, nullable=False),
    Column("kept", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("arrived_at", Instant),
)
