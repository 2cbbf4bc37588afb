"""By when the waiting step of a draft should be signed, as the office's calendar had it then."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the deadline; drafts already in review have none until their next step."""
    op.add_column("drafts", sa.Column("due_at", sa.String(32), nullable=True))
