"""提醒: what people are told and where, what of it is still to be sent, and links to approve by.

A notice names its draft and says no word of it; its title is looked up where it is shown.
`debts` repeats, of drafts that went out by the emergency lane, that signatures are still owed.
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
    UniqueConstraint,
)

from service.store.instant import Instant
from service.store.tables.metadata import DIGEST, METADATA

debts = Table(
    "debts",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("round", Integer, nullable=False),
    Column("line", String(200), nullable=False),
    Column("since", Instant, nullable=False),
    Column("due", Instant),
    Column("objected_by", Integer),
)

reminders = Table(
    "reminders",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["draft_id", "round"],
        ["submissions.draft_id", "submissions.round"],
        name="fk_reminders_submission",
    ),
)

notices = Table(
    "notices",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", String(120), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("draft_id", ForeignKey("drafts.id")),
    Column("detail", Text, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("read_at", Instant),
    UniqueConstraint("key", "person_id", name="uq_notices_key_person_id"),
    CheckConstraint("shown IN (0, 1)", name="shown"),
    Index("ix_notices_person_id_read_at", "person_id", "read_at", "id"),
)

letters = Table(
    "letters",
    METADATA,
    Column("notice_id", ForeignKey("notices.id"), primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("run_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("trouble", String(200), nullable=False),
    CheckConstraint("channel IN ('mail', 'hook')", name="channel"),
    CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="state"),
    Index("ix_letters_state_run_at", "state", "run_at"),
)

notice_choices = Table(
    "notice_choices",
    METADATA,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("wanted", Integer, nullable=False),
    CheckConstraint("wanted IN (0, 1)", name="wanted"),
)

addresses = Table(
    "addresses",
    METADATA,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("mail", String(254), nullable=False),
    Column("digest_day", String(10), nullable=False),
)

notice_head = Table(
    "notice_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

approval_links = Table(
    "approval_links",
    METADATA,
    Column("token", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("draft_id", ForeignKey("drafts.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("report", String(DIGEST), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("used_at", Instant),
)
