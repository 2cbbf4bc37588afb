"""审签链接: known by the SHA-256 of their token only, each for one person, one text and one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from review.draft import Seen
from service.store.tables import approval_links


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLink:
    """`seen`: the text, report and step it was made for."""

    token: str
    person: int
    draft: int
    seen: Seen
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class ApprovalLinks:
    """Repository of `approval_links`. `token` is always the hash."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: ApprovalLink, forget_before: datetime) -> None:
        """A new link; those that ran out before some moment go."""
        self._connection.execute(
            delete(approval_links).where(approval_links.c.expires_at < forget_before)
        )
        self._connection.execute(
            insert(approval_links).values(
                token=link.token,
                person_id=link.person,
                draft_id=link.draft,
                round=link.seen.round,
                step=link.seen.step,
                document=link.seen.document,
                report=link.seen.report,
                made_at=link.made_at,
                expires_at=link.expires_at,
            )
        )

    def get(self, token: str) -> ApprovalLink | None:
        """The link of this token's hash."""
        row = self._connection.execute(
            select(approval_links).where(approval_links.c.token == token)
        ).one_or_none()
        if row is None:
            return None
        return ApprovalLink(
            token=row.token,
            person=row.person_id,
            draft=row.draft_id,
            seen=Seen(round=row.round, step=row.step, document=row.document, report=row.report),
            made_at=row.made_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
        )

    def use(self, token: str, now: datetime) -> bool:
        """Whether it was still unused; it is not any more."""
        done = self._connection.execute(
            update(approval_links)
            .where(approval_links.c.token == token, approval_links.c.used_at.is_(None))
            .values(used_at=now)
        )
        return done.rowcount == 1
