"""季度抽查: the draws, what was seen of each account, veto candidates and rectification tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.migrations.guards import Guard, guards, never_changed

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_GUARDS = (
    Guard(
        name="inspections_are_drawn_once",
        on="UPDATE ON inspections",
        must="""NEW.id = OLD.id AND NEW.unit_id = OLD.unit_id AND NEW.year = OLD.year
            AND NEW.quarter = OLD.quarter AND NEW.percent = OLD.percent AND NEW.seed = OLD.seed
            AND NEW.population = OLD.population AND NEW.drawn = OLD.drawn
            AND NEW.made_by = OLD.made_by AND NEW.at = OLD.at AND OLD.closed_at IS NULL""",
    ),
    Guard(
        name="veto_candidates_of_what_is_open",
        on="UPDATE ON veto_candidates",
        must="""NEW.inspection_id = OLD.inspection_id AND NEW.number = OLD.number
            AND NEW.account_id = OLD.account_id AND NEW.code = OLD.code AND NEW.rule = OLD.rule
            AND EXISTS (SELECT 1 FROM inspections i
                WHERE i.id = NEW.inspection_id AND i.closed_at IS NULL)""",
    ),
)


def upgrade() -> None:
    """Makes the tables and sets their guards."""
    execute = op.get_bind().exec_driver_sql
    dialect = op.get_bind().dialect.name
    for statement in (
        *never_changed(dialect, "inspections", "id", append_only=False),
        *never_changed(dialect, "veto_candidates", "inspection_id, number", append_only=False),
        *never_changed(dialect, "tickets", "inspection_id, unit_id", append_only=False),
        *guards(dialect, _GUARDS),
    ):
        execute(statement)
