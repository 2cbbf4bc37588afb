"""呈现: the digests of what each platform's readers would see, as they were handed in to be signed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from service.store.tables import renderings


class Renderings:
    """Repository of `renderings`: one row a platform for each round of a draft."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, draft: int, round_: int, digests: Mapping[str, str]) -> None:
        """What is handed in as this round; before the draft is."""
        rows = [
            {"draft_id": draft, "round": round_, "platform": platform, "digest": digest}
            for platform, digest in digests.items()
        ]
        if rows:
            self._connection.execute(insert(renderings), rows)

    def of(self, draft: int, round_: int) -> Mapping[str, str]:
        """By platform; empty for rounds before this was kept."""
        rows = self._connection.execute(
            select(renderings.c.platform, renderings.c.digest)
            .where(renderings.c.draft_id == draft, renderings.c.round == round_)
            .order_by(renderings.c.platform)
        )
        return {row.platform: row.digest for row in rows}
