"""应急通道 and 提醒: signatures owed after release, and what people are told, where and whether.

The laws of 0002 about chains are told anew: a text goes out over every signature its route wants
before release, which is all of them unless its submission says `ahead`; and what it says may be
signed ahead of the rest is signed by somebody on duty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, lifted, never_changed

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_PASSES = """
    (SELECT count(*) FROM sign_offs s WHERE s.draft_id = NEW.{draft} AND s.round = NEW.round
        AND s.document = NEW.document AND s.report = NEW.report AND s.decision = 'pass')"""
_SIGNERS = """
    (SELECT count(DISTINCT s.person_id) FROM sign_offs s JOIN drafts d ON d.id = s.draft_id
        JOIN submissions u ON u.draft_id = s.draft_id AND u.round = s.round
        WHERE s.draft_id = NEW.{draft} AND s.round = NEW.round AND s.document = NEW.document
        AND s.report = NEW.report AND s.decision = 'pass'
        AND s.person_id <> d.author_id AND s.person_id <> u.editor_id)"""
_AHEAD = """
    (SELECT coalesce(u.ahead, u.steps) FROM submissions u WHERE u.draft_id = NEW.{draft}
        AND u.round = NEW.round AND u.document = NEW.document AND u.report = NEW.report
        AND u.steps >= 3)"""
_CHAIN = f"({_PASSES} >= {_AHEAD} AND {_SIGNERS} = {_PASSES})"
_BY_ANOTHER = """
    EXISTS (SELECT 1 FROM drafts d JOIN submissions u ON u.draft_id = d.id AND u.round = d.round
        WHERE d.id = NEW.draft_id AND d.state = 'approved' AND d.round = NEW.round
        AND d.document = NEW.document AND d.report = NEW.report
        AND NEW.released_by <> d.author_id AND NEW.released_by <> u.editor_id)"""
_ON_DUTY = """
    EXISTS (SELECT 1 FROM duty w WHERE {who} w.ended_at IS NULL
        AND w.starts_at <= NEW.at AND w.ends_at > NEW.at)"""

_RETOLD = (
    Guard(
        name="drafts_step_by_signature",
        on="UPDATE ON drafts",
        must=f"""NEW.state <> 'in_review'
            OR (NEW.step = {_PASSES.format(draft="id")}
                AND NEW.step < {_AHEAD.format(draft="id")})""",
    ),
    Guard(
        name="drafts_approved_by_a_chain",
        on="UPDATE ON drafts",
        must=f"NEW.state NOT IN ('approved', 'releasing') OR {_CHAIN.format(draft='id')}",
    ),
    Guard(
        name="releases_over_a_chain",
        on="INSERT ON releases",
        must=" AND ".join((_CHAIN.format(draft="draft_id"), _BY_ANOTHER)),
    ),
    Guard(
        name="sign_offs_at_the_waiting_step",
        on="INSERT ON sign_offs",
        must=f"""EXISTS (SELECT 1 FROM drafts d JOIN submissions u
            ON u.draft_id = d.id AND u.round = d.round
            WHERE d.id = NEW.draft_id AND d.round = NEW.round
            AND d.document = NEW.document AND d.report = NEW.report
            AND NEW.person_id <> d.author_id AND NEW.person_id <> u.editor_id
            AND ((d.state = 'in_review' AND d.step = NEW.step
                    AND (u.ahead IS NULL OR {_ON_DUTY.format(who="w.person_id = NEW.person_id AND")}))
                OR (d.state IN ('releasing', 'released') AND u.ahead IS NOT NULL
                    AND NEW.step >= u.ahead AND NEW.step < u.steps
                    AND NEW.decision IN ('pass', 'reject')
                    AND NEW.step = {_PASSES.format(draft="draft_id")})))""",  # noqa: S608  # our own words
    ),
)
_NEW = (
    Guard(
        name="submissions_ahead_while_somebody_is_on_duty",
        on="INSERT ON submissions",
        must=f"""NEW.ahead IS NULL OR (NEW.ahead >= 1 AND NEW.ahead < NEW.steps
            AND {_ON_DUTY.format(who="")})""",
    ),
    Guard(
        name="notices_are_only_read",
        on="UPDATE ON notices",
        must="""NEW.id = OLD.id AND NEW.key = OLD.key AND NEW.person_id = OLD.person_id
            AND NEW.kind = OLD.kind AND NEW.detail = OLD.detail AND NEW.at = OLD.at""",
    ),
    Guard(
        name="approval_links_are_used_once",
        on="UPDATE ON approval_links",
        must="""NEW.token = OLD.token AND NEW.person_id = OLD.person_id
            AND NEW.draft_id = OLD.draft_id AND NEW.round = OLD.round AND NEW.step = OLD.step
            AND NEW.document = OLD.document AND NEW.report = OLD.report
            AND NEW.made_at = OLD.made_at AND NEW.expires_at = OLD.expires_at
            AND OLD.used_at IS NULL AND NEW.used_at IS NOT NULL""",
    ),
)


def upgrade() -> None:
    """Makes the tables and sets the guards, those of chains in the place of the former."""
    op.add_column("submissions", sa.Column("ahead", sa.Integer(), nullable=True))
    op.add_column("waiting", sa.Column("duty", sa.String(200), nullable=False, server_default=""))
    _make_lane()
    _make_notices()
    dialect = op.get_bind().dialect.name
    execute = op.get_bind().exec_driver_sql
    for guard in _RETOLD:
        for statement in lifted(dialect, guard.name, guard.on.rpartition(" ")[2]):
            execute(statement)
    for statement in (
        *guards(dialect, (*_RETOLD, *_NEW)),
        *never_changed(dialect, "reminders", "draft_id, round, step, kind"),
    ):
        execute(statement)


def _make_lane() -> None:
    op.create_table(
        "debts",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(200), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("due", sa.String(32), nullable=True),
        sa.Column("objected_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_debts_draft_id"),
        sa.PrimaryKeyConstraint("draft_id", name="pk_debts"),
    )
    op.create_table(
        "reminders",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id", "round"],
            ["submissions.draft_id", "submissions.round"],
            name="fk_reminders_submission",
        ),
        sa.PrimaryKeyConstraint("draft_id", "round", "step", "kind", name="pk_reminders"),
    )


def _make_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("read_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_notices_person_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_notices_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", "person_id", name="uq_notices_key_person_id"),
        sa.CheckConstraint("shown IN (0, 1)", name="ck_notices_shown"),
    )
    op.create_index("ix_notices_person_id_read_at", "notices", ["person_id", "read_at", "id"])
    op.create_table(
        "letters",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_at", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=True),
        sa.Column("trouble", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name="fk_letters_notice_id"),
        sa.PrimaryKeyConstraint("notice_id", "channel", name="pk_letters"),
        sa.CheckConstraint("channel IN ('mail', 'hook')", name="ck_letters_channel"),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="ck_letters_state"),
    )
    op.create_index("ix_letters_state_run_at", "letters", ["state", "run_at"])
    op.create_table(
        "notice_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_notice_choices_person_id"),
        sa.PrimaryKeyConstraint("person_id", "kind", "channel", name="pk_notice_choices"),
        sa.CheckConstraint("wanted IN (0, 1)", name="ck_notice_choices_wanted"),
    )
    op.create_table(
        "addresses",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(254), nullable=False),
        sa.Column("digest_day", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_addresses_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_addresses"),
    )
    op.create_table(
        "notice_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_head"),
        sa.CheckConstraint("id = 1", name="ck_notice_head_one_row"),
    )
    op.create_table(
        "approval_links",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(80), nullable=False),
        sa.Column("report", sa.String(80), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("used_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_approval_links_person_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_approval_links_draft_id"),
        sa.PrimaryKeyConstraint("token", name="pk_approval_links"),
    )
    op.create_index("ix_approval_links_expires_at", "approval_links", ["expires_at"])
