"""工作台: what the desks of reviewers and authors live on beside the drafts themselves.

`tallies` and `waiting` repeat what reports and drafts say, so that a list of a hundred thousand
loads none of them; `leases` and `autosaves` come and go; `comments` and `media` are append-only.
`waiting.duty`: the units for one of which its signer has to be on duty, in the same manner; "" for
any signer. `waiting.hands`: the ids of all who wrote the text or signed this round, a blank around each.
`autosaves` alone holds text outside `documents`: what is typed and not yet anybody's version.
"""

from __future__ import annotations

from sqlalchemy import (
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
from service.store.tables.metadata import DIGEST, METADATA

tallies = Table(
    "tallies",
    METADATA,
    Column("report", ForeignKey("reports.digest"), primary_key=True),
    Column("verdict", String(16), nullable=False),
    Column("blocks", Integer, nullable=False),
    Column("warns", Integer, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("gates", String(120), nullable=False),
    Column("category", String(32), nullable=False),
    Column("repost", Integer, nullable=False, server_default="0"),
)

waiting = Table(
    "waiting",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("unit_id", Integer, nullable=False),
    Column("home_id", Integer, nullable=False),
    Column("hands", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("grade", String(1), nullable=False),
    Column("category", String(32), nullable=False),
    Column("gates", String(120), nullable=False),
    Column("since", Instant, nullable=False),
    Column("due", Instant, nullable=False),
    Column("duty", String(200), nullable=False, server_default=""),
    Index("ix_waiting_role_unit_id_due", "role", "unit_id", "due"),
)

leases = Table(
    "leases",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("claimed_at", Instant),
)

comments = Table(
    "comments",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("field", String(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["draft_id", "version"], ["versions.draft_id", "versions.version"]),
)

autosaves = Table(
    "autosaves",
    METADATA,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("form", String(64), primary_key=True),
    Column("draft_id", ForeignKey("drafts.id")),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

media = Table(
    "media",
    METADATA,
    Column("digest", String(DIGEST), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("size", Integer, nullable=False),
    # Base64: a backup is lines of JSON, and both databases hold it alike.
    Column("content", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
)
