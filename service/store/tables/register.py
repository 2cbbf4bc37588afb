"""账号登记: the accounts, what is asked of them, what was found, training and interpretations.

A profile is stored as one JSON text: the form's fields, and nothing but them.
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
    text,
)

from service.store.instant import Instant
from service.store.tables.metadata import METADATA

sponsors = Table(
    "sponsors",
    METADATA,
    Column("unit_id", ForeignKey("units.id"), primary_key=True, autoincrement=False),
    Column("level", String(24), nullable=False),
    Column("leader", String(64), nullable=False),
    Column("post", String(64), nullable=False),
    Column("office_phone", String(32), nullable=False),
    Column("mobile", String(32), nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

accounts = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("place", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("profile", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("exception", Text, nullable=False),
    Column("petition_id", Integer),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("state IN ('retained', 'closed', 'deregistered')", name="state"),
    Index(
        "ux_accounts_one_each",
        "unit_id",
        "place",
        unique=True,
        sqlite_where=text("state = 'retained' AND exception = ''"),
        postgresql_where=text("state = 'retained' AND exception = ''"),
    ),
)

account_figures = Table(
    "account_figures",
    METADATA,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", String(10), nullable=False),
    Column("fans", Integer),
    Column("reads", Integer),
    Column("frequency", String(64), nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

petitions = Table(
    "petitions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False, index=True),
    Column("account_id", ForeignKey("accounts.id")),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("notice", Text, nullable=False),
    Column("asked_by", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("opinion", Text, nullable=False),
    Column("decided_by", ForeignKey("people.id")),
    Column("decided_at", Instant),
    Column("done_at", Instant),
    CheckConstraint("kind IN ('open', 'change', 'close', 'deregister')", name="kind"),
    CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="four_eyes"),
    CheckConstraint(
        "state NOT IN ('granted', 'done') OR decided_by IS NOT NULL", name="granted_by_somebody"
    ),
)

surveys = Table(
    "surveys",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("name", String(120), nullable=False),
    Column("unseen", Text, nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

survey_rows = Table(
    "survey_rows",
    METADATA,
    Column("survey_id", ForeignKey("surveys.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("profile", Text, nullable=False),
    Column("updated_on", String(10), nullable=False),
    Column("account_id", Integer),
    Column("likeness", String(8), nullable=False),
    Column("asleep", Integer, nullable=False),
    Column("doubled", Integer, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("settled_by", Integer),
    Column("settled_at", Instant),
)

trainings = Table(
    "trainings",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("topic", String(120), nullable=False),
    Column("hours", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("valid_until", String(10), nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("day <= valid_until", name="lasts"),
)

policy_traits = Table(
    "policy_traits",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("traits", String(64), nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

interpretations = Table(
    "interpretations",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True, autoincrement=False),
    Column("product_id", Integer, primary_key=True, autoincrement=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(["product_id"], ["drafts.id"], name="fk_interpretations_product_id"),
    CheckConstraint("draft_id <> product_id", name="of_another"),
)
