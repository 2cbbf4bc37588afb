"""随附材料: no table of their own. What they are stands in the text, their bytes in `media`."""

from __future__ import annotations

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Changes nothing."""
