"""The tables, as the code uses them. What made them, triggers included, is in migrations/.

Texts live in `documents` alone: every other table, the log too, names them by digest.
`sign_offs`, `submissions`, `versions`, `waivers`, `answers`, `remarks`, `releases`, `documents`,
`reports` and `events` are append-only by trigger.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from service.store.instant import Instant

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
DIGEST = 80

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

documents = Table(
    "documents",
    METADATA,
    Column("digest", String(DIGEST), primary_key=True),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
)

reports = Table(
    "reports",
    METADATA,
    Column("digest", String(DIGEST), primary_key=True),
    Column("document", ForeignKey("documents.digest"), nullable=False, index=True),
    Column("content", Text, nullable=False),
)

drafts = Table(
    "drafts",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("form_key", String(64), nullable=False),
    Column("author_id", ForeignKey("people.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("round", Integer, nullable=False),
    Column("step", Integer),
    Column("version", Integer, nullable=False),
    Column("document", ForeignKey("documents.digest"), nullable=False),
    Column("report", ForeignKey("reports.digest"), nullable=False),
    Column("since", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("corrects", ForeignKey("drafts.id")),
    # Held to `units` by trigger: SQLite adds no column that refers elsewhere and is never null.
    Column("unit_id", Integer, nullable=False, server_default="1"),
    UniqueConstraint("author_id", "form_key"),
    UniqueConstraint("id", "author_id"),
    CheckConstraint("(step IS NOT NULL) = (state = 'in_review')", name="step_only_in_review"),
    Index("ix_drafts_state_since", "state", "since"),
    Index("ix_drafts_unit_id_state_since", "unit_id", "state", "since"),
)

versions = Table(
    "versions",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", ForeignKey("documents.digest"), nullable=False),
    Column("editor_id", ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("draft_id", "version", "document", "editor_id"),
)

_SUBMITTED = ("draft_id", "round", "document", "report", "author_id", "editor_id")

submissions = Table(
    "submissions",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("report", ForeignKey("reports.digest"), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("editor_id", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("route", Text, nullable=False),
    Column("at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["draft_id", "author_id"], ["drafts.id", "drafts.author_id"], name="fk_submissions_draft"
    ),
    ForeignKeyConstraint(
        ["draft_id", "version", "document", "editor_id"],
        ["versions.draft_id", "versions.version", "versions.document", "versions.editor_id"],
        name="fk_submissions_version",
    ),
    UniqueConstraint(*_SUBMITTED, name="uq_submissions_whole"),
    CheckConstraint("steps >= 3", name="three_reviews"),
)


def _over_a_submission(name: str) -> ForeignKeyConstraint:
    # Ties a row to exactly one submitted text, its report, its author and its last editor.
    return ForeignKeyConstraint(
        _SUBMITTED, [f"submissions.{column}" for column in _SUBMITTED], name=f"fk_{name}_submission"
    )


sign_offs = Table(
    "sign_offs",
    METADATA,
    Column("draft_id", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("report", String(DIGEST), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("editor_id", Integer, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("opinion", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("on_behalf_id", Integer),
    _over_a_submission("sign_offs"),
    UniqueConstraint("draft_id", "round", "person_id"),
    CheckConstraint("person_id <> author_id AND person_id <> editor_id", name="four_eyes"),
    CheckConstraint("decision IN ('pass', 'send_back', 'reject')", name="decision"),
)


def _settlements(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("draft_id", Integer, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("document", String(DIGEST), nullable=False),
        Column("finding", String(200), nullable=False),
        Column("rule", String(16), nullable=False),
        Column("field", String(64), nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("person_id", ForeignKey("people.id"), nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", Instant, nullable=False),
        ForeignKeyConstraint(["draft_id", "version"], ["versions.draft_id", "versions.version"]),
    )


waivers = _settlements("waivers")
answers = _settlements("answers")

remarks = Table(
    "remarks",
    METADATA,
    Column("draft_id", ForeignKey("drafts.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("action", String(16), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

releases = Table(
    "releases",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("draft_id", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("document", String(DIGEST), nullable=False),
    Column("report", String(DIGEST), nullable=False),
    Column("ruleset", String(DIGEST), nullable=False),
    Column("author_id", Integer, nullable=False),
    Column("editor_id", Integer, nullable=False),
    Column("released_by", ForeignKey("people.id"), nullable=False),
    Column("postings", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("seal", String(100), nullable=False),
    _over_a_submission("releases"),
    UniqueConstraint("draft_id", "round"),
    UniqueConstraint("id", "draft_id"),
    CheckConstraint(
        "released_by <> author_id AND released_by <> editor_id", name="released_by_another"
    ),
)

postings = Table(
    "postings",
    METADATA,
    Column("key", String(128), primary_key=True),
    Column("release_id", String(32), nullable=False),
    Column("draft_id", Integer, nullable=False),
    Column("platform", String(32), nullable=False),
    Column("rendering", String(DIGEST), nullable=False),
    Column("position", Integer, nullable=False),
    Column("depends_on", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("planned_at", Instant, nullable=False),
    Column("run_at", Instant),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Instant),
    Column("handle", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("confirmed_at", Instant),
    Column("closed_at", Instant),
    Column("reading", String(16), nullable=False),
    Column("read_at", Instant),
    Column("read_digest", String(DIGEST), nullable=False),
    ForeignKeyConstraint(["release_id", "draft_id"], ["releases.id", "releases.draft_id"]),
    UniqueConstraint("release_id", "platform"),
    CheckConstraint(
        "state IN ('planned', 'sending', 'confirmed', 'refused', 'unknown')", name="state"
    ),
    Index("ix_postings_state_run_at", "state", "run_at"),
)

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
