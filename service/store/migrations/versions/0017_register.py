"""账号登记: the register, its petitions, surveys, trainings, and what interprets a policy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ONE_EACH = "state = 'retained' AND exception = ''"

_GUARDS = (
    Guard(
        name="accounts_go_one_way",
        on="UPDATE ON accounts",
        must="""NEW.id = OLD.id AND NEW.unit_id = OLD.unit_id AND NEW.made_by = OLD.made_by
            AND NEW.at = OLD.at
            AND (NEW.state = OLD.state
                OR (OLD.state = 'retained' AND NEW.state IN ('closed', 'deregistered'))
                OR (OLD.state = 'closed' AND NEW.state = 'deregistered'))""",
    ),
    Guard(
        name="petitions_go_their_way",
        on="UPDATE ON petitions",
        must="""NEW.id = OLD.id AND NEW.unit_id = OLD.unit_id AND NEW.kind = OLD.kind
            AND ((OLD.state = 'asked' AND NEW.state IN ('granted', 'returned', 'refused', 'dropped'))
                OR (OLD.state = 'returned' AND NEW.state IN ('asked', 'dropped'))
                OR (OLD.state = 'granted' AND NEW.state IN ('done', 'dropped')))""",
    ),
    Guard(
        name="petitions_begin_asked",
        on="INSERT ON petitions",
        must="NEW.state = 'asked' AND NEW.decided_by IS NULL AND NEW.done_at IS NULL",
    ),
)


def upgrade() -> None:
    """Makes the tables and sets their guards."""
    op.create_table(
        "sponsors",
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("leader", sa.String(64), nullable=False),
        sa.Column("post", sa.String(64), nullable=False),
        sa.Column("office_phone", sa.String(32), nullable=False),
        sa.Column("mobile", sa.String(32), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_sponsors_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_sponsors"),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("exception", sa.Text(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "state IN ('retained', 'closed', 'deregistered')", name="ck_accounts_state"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_accounts_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    op.create_index(
        "ux_accounts_one_each",
        "accounts",
        ["unit_id", "place"],
        unique=True,
        sqlite_where=sa.text(_ONE_EACH),
        postgresql_where=sa.text(_ONE_EACH),
    )
    op.create_table(
        "account_figures",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("fans", sa.Integer(), nullable=True),
        sa.Column("reads", sa.Integer(), nullable=True),
        sa.Column("frequency", sa.String(64), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_account_figures_account_id"
        ),
        sa.PrimaryKeyConstraint("account_id", "number", name="pk_account_figures"),
    )
    op.create_table(
        "petitions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.String(32), nullable=True),
        sa.Column("done_at", sa.String(32), nullable=True),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> asked_by", name="ck_petitions_four_eyes"
        ),
        sa.CheckConstraint(
            "state NOT IN ('granted', 'done') OR decided_by IS NOT NULL",
            name="ck_petitions_granted_by_somebody",
        ),
        sa.CheckConstraint(
            "kind IN ('open', 'change', 'close', 'deregister')", name="ck_petitions_kind"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_petitions_account_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name="fk_petitions_asked_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_petitions_decided_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_petitions_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_petitions"),
    )
    op.create_index("ix_petitions_unit_id", "petitions", ["unit_id"])
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("unseen", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_surveys_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
    )
    op.create_table(
        "survey_rows",
        sa.Column("survey_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("updated_on", sa.String(10), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.String(8), nullable=False),
        sa.Column("asleep", sa.Integer(), nullable=False),
        sa.Column("doubled", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_rows_survey_id"),
        sa.PrimaryKeyConstraint("survey_id", "number", name="pk_survey_rows"),
    )
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(120), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("valid_until", sa.String(10), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.CheckConstraint("day <= valid_until", name="ck_trainings_lasts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_trainings_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trainings"),
    )
    op.create_index("ix_trainings_person_id", "trainings", ["person_id"])
    op.create_table(
        "policy_traits",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("traits", sa.String(64), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_policy_traits_draft_id"),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_policy_traits"),
    )
    op.create_table(
        "interpretations",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.CheckConstraint("draft_id <> product_id", name="ck_interpretations_of_another"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_interpretations_draft_id"),
        sa.ForeignKeyConstraint(
            ["product_id"], ["drafts.id"], name="fk_interpretations_product_id"
        ),
        sa.PrimaryKeyConstraint("draft_id", "product_id", name="pk_interpretations"),
    )
    execute = op.get_bind().exec_driver_sql
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "accounts", "id", append_only=False),
        *never_changed(dialect, "account_figures", "account_id, number"),
        *never_changed(dialect, "petitions", "id", append_only=False),
        *never_changed(dialect, "trainings", "id"),
        *never_changed(dialect, "policy_traits", "draft_id, number"),
        *never_changed(dialect, "interpretations", "draft_id, product_id"),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)
