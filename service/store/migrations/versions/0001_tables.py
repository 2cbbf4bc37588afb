"""The tables.

Written out rather than taken from service/store/tables.py: that file moves on, this one must not.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes every table of the first version."""
    op.create_table(
        "documents",
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_documents"),
    )
    op.create_table(
        "event_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.Column("seal", sa.String(length=100), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_event_head_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_event_head"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("disabled_at", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("login", name="uq_people_login"),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_tries"),
    )
    op.create_index("ix_sign_in_tries_at", "sign_in_tries", ["at"], unique=False)
    op.create_index(
        "ix_sign_in_tries_login_address", "sign_in_tries", ["login", "address"], unique=False
    )
    op.create_table(
        "person_roles",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_roles_person_id"),
        sa.PrimaryKeyConstraint("person_id", "role", name="pk_person_roles"),
    )
    op.create_table(
        "reports",
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_reports_document"),
        sa.PrimaryKeyConstraint("digest", name="pk_reports"),
    )
    op.create_index("ix_reports_document", "reports", ["document"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id"),
        sa.PrimaryKeyConstraint("token", name="pk_sessions"),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], unique=False)
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("report", sa.String(length=80), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(step IS NOT NULL) = (state = 'in_review')", name="ck_drafts_step_only_in_review"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name="fk_drafts_author_id"),
        sa.ForeignKeyConstraint(["corrects"], ["drafts.id"], name="fk_drafts_corrects"),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_drafts_document"),
        sa.ForeignKeyConstraint(["report"], ["reports.digest"], name="fk_drafts_report"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("author_id", "form_key", name="uq_drafts_author_id_form_key"),
        sa.UniqueConstraint("id", "author_id", name="uq_drafts_id_author_id"),
    )
    op.create_index("ix_drafts_state_since", "drafts", ["state", "since"], unique=False)
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=80), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.Column("seal", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_events_draft_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sa.UniqueConstraint("hash", name="uq_events_hash"),
    )
    op.create_index("ix_events_draft_id", "events", ["draft_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.digest"], name="fk_versions_document"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_versions_draft_id"),
        sa.ForeignKeyConstraint(["editor_id"], ["people.id"], name="fk_versions_editor_id"),
        sa.PrimaryKeyConstraint("draft_id", "version", name="pk_versions"),
        sa.UniqueConstraint(
            "draft_id",
            "version",
            "document",
            "editor_id",
            name="uq_versions_draft_id_version_document_editor_id",
        ),
    )
    op.create_table(
        "answers",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id", "version"],
            ["versions.draft_id", "versions.version"],
            name="fk_answers_draft_id_version",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_answers_person_id"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_answers"),
    )
    op.create_table(
        "submissions",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("report", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.CheckConstraint("steps >= 3", name="ck_submissions_three_reviews"),
        sa.ForeignKeyConstraint(
            ["draft_id", "author_id"],
            ["drafts.id", "drafts.author_id"],
            name="fk_submissions_draft",
        ),
        sa.ForeignKeyConstraint(
            ["draft_id", "version", "document", "editor_id"],
            ["versions.draft_id", "versions.version", "versions.document", "versions.editor_id"],
            name="fk_submissions_version",
        ),
        sa.ForeignKeyConstraint(["report"], ["reports.digest"], name="fk_submissions_report"),
        sa.PrimaryKeyConstraint("draft_id", "round", name="pk_submissions"),
        sa.UniqueConstraint(
            "draft_id",
            "round",
            "document",
            "report",
            "author_id",
            "editor_id",
            name="uq_submissions_whole",
        ),
    )
    op.create_table(
        "waivers",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id", "version"],
            ["versions.draft_id", "versions.version"],
            name="fk_waivers_draft_id_version",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_waivers_person_id"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_waivers"),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("report", sa.String(length=80), nullable=False),
        sa.Column("ruleset", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("released_by", sa.Integer(), nullable=False),
        sa.Column("postings", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("seal", sa.String(length=100), nullable=False),
        sa.CheckConstraint(
            "released_by <> author_id AND released_by <> editor_id",
            name="ck_releases_released_by_another",
        ),
        sa.ForeignKeyConstraint(
            ["draft_id", "round", "document", "report", "author_id", "editor_id"],
            [
                "submissions.draft_id",
                "submissions.round",
                "submissions.document",
                "submissions.report",
                "submissions.author_id",
                "submissions.editor_id",
            ],
            name="fk_releases_submission",
        ),
        sa.ForeignKeyConstraint(["released_by"], ["people.id"], name="fk_releases_released_by"),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sa.UniqueConstraint("draft_id", "round", name="uq_releases_draft_id_round"),
        sa.UniqueConstraint("id", "draft_id", name="uq_releases_id_draft_id"),
    )
    op.create_table(
        "sign_offs",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("report", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "decision IN ('pass', 'send_back', 'reject')", name="ck_sign_offs_decision"
        ),
        sa.CheckConstraint(
            "person_id <> author_id AND person_id <> editor_id", name="ck_sign_offs_four_eyes"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id", "round", "document", "report", "author_id", "editor_id"],
            [
                "submissions.draft_id",
                "submissions.round",
                "submissions.document",
                "submissions.report",
                "submissions.author_id",
                "submissions.editor_id",
            ],
            name="fk_sign_offs_submission",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sign_offs_person_id"),
        sa.PrimaryKeyConstraint("draft_id", "round", "step", name="pk_sign_offs"),
        sa.UniqueConstraint(
            "draft_id", "round", "person_id", name="uq_sign_offs_draft_id_round_person_id"
        ),
    )
    op.create_table(
        "postings",
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=32), nullable=False),
        sa.Column("rendering", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("depends_on", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("planned_at", sa.String(32), nullable=False),
        sa.Column("run_at", sa.String(32), nullable=True),
        sa.Column("lease_until", sa.String(32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.String(32), nullable=True),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.String(32), nullable=True),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.Column("reading", sa.String(length=16), nullable=False),
        sa.Column("read_at", sa.String(32), nullable=True),
        sa.Column("read_digest", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'sending', 'confirmed', 'refused', 'unknown')",
            name="ck_postings_state",
        ),
        sa.ForeignKeyConstraint(
            ["release_id", "draft_id"],
            ["releases.id", "releases.draft_id"],
            name="fk_postings_release_id_draft_id",
        ),
        sa.PrimaryKeyConstraint("key", name="pk_postings"),
        sa.UniqueConstraint("release_id", "platform", name="uq_postings_release_id_platform"),
    )
    op.create_index("ix_postings_state_run_at", "postings", ["state", "run_at"], unique=False)
