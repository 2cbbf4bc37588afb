"""突发事件, and the read-backs that find most of them.

`incidents` says where each stands, `incident_steps` what was done about it, word for word; the
latter and `readings` are append-only. `readings.seen` holds what a platform showed where that was
not what was signed: it is public there, and gone once somebody mends it.
`watches`: when a posting is to be looked at next; `round` counts the looks of its plan.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from service.store.instant import Instant
from service.store.tables.metadata import DIGEST, METADATA

incidents = Table(
    "incidents",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("draft_id", ForeignKey("drafts.id")),
    Column("posting_key", ForeignKey("postings.key"), index=True),
    Column("account", String(80), nullable=False),
    Column("subject", Text, nullable=False),
    Column("drill", Integer, nullable=False),
    Column("found_at", Instant, nullable=False),
    Column("found_by", Integer, nullable=False),
    Column("handled_at", Instant),
    Column("handled_by", Integer),
    Column("reported_at", Instant),
    Column("reported_by", Integer),
    Column("reported_to", Text, nullable=False),
    Column("transferred_to", ForeignKey("units.id")),
    Column("closed_at", Instant),
    Column("closed_by", Integer),
    Column("note", Text, nullable=False),
    CheckConstraint("kind IN ('drift', 'tampered', 'post', 'account', 'other')", name="kind"),
    CheckConstraint("drill IN (0, 1)", name="drill"),
    Index("ix_incidents_closed_at", "closed_at", "unit_id"),
)

incident_steps = Table(
    "incident_steps",
    METADATA,
    Column("incident_id", ForeignKey("incidents.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("step", String(16), nullable=False),
    Column("person_id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("told", Text, nullable=False),
    Column("note", Text, nullable=False),
    CheckConstraint(
        "step IN ('opened', 'handled', 'reported', 'transferred', 'closed')", name="step"
    ),
)

readings = Table(
    "readings",
    METADATA,
    Column("posting_key", ForeignKey("postings.key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("reading", String(16), nullable=False),
    Column("digest", String(DIGEST), nullable=False),
    Column("message", Text, nullable=False),
    Column("seen", Text, nullable=False),
)

watches = Table(
    "watches",
    METADATA,
    Column("posting_key", ForeignKey("postings.key"), primary_key=True),
    Column("round", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Index("ix_watches_next_at", "next_at"),
)
