"""What became of marks across drafts, by wording: the ground of what the house might learn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, func, select

from review.model import Report
from service.store.canonical import report_read
from service.store.fates import FateKind
from service.store.tables import drafts, fates, reports, versions

_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One wording under one rule: in how many drafts it was changed, and in how many let stand.

    `document` and `finding` are one place where the words can still be read.
    """

    rule: str
    accepted: int
    rejected: int
    document: str
    finding: str


class Lessons:
    """Repository over `fates`; it only reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def repeated(self, units: Collection[int], since: datetime, least: int) -> tuple[Lesson, ...]:
        """Wordings dealt with alike in at least so many drafts of these units, most first."""
        fixed = case((fates.c.fate == FateKind.FIXED.value, fates.c.draft_id))
        stood = case((fates.c.fate != FateKind.FIXED.value, fates.c.draft_id))
        accepted = func.count(fixed.distinct()).label("accepted")
        rejected = func.count(stood.distinct()).label("rejected")
        counted = (
            select(
                fates.c.fingerprint, accepted, rejected, func.max(fates.c.draft_id).label("last")
            )
            .join(drafts, drafts.c.id == fates.c.draft_id)
            .where(drafts.c.unit_id.in_(list(units)), fates.c.at >= since)
            .group_by(fates.c.fingerprint)
            .having((accepted >= least) | (rejected >= least))
            .order_by((accepted + rejected).desc(), fates.c.fingerprint)
            .limit(_MOST)
        ).subquery()
        query = (
            select(
                counted.c.fingerprint,
                counted.c.accepted,
                counted.c.rejected,
                fates.c.rule,
                fates.c.finding,
                versions.c.document,
            )
            .join(
                fates,
                and_(
                    fates.c.fingerprint == counted.c.fingerprint,
                    fates.c.draft_id == counted.c.last,
                ),
            )
            .join(
                versions,
                and_(
                    versions.c.draft_id == fates.c.draft_id,
                    versions.c.version == fates.c.version,
                ),
            )
            .order_by((counted.c.accepted + counted.c.rejected).desc(), counted.c.fingerprint)
        )
        found: dict[str, Lesson] = {}
        for row in self._connection.execute(query):
            found.setdefault(
                row.fingerprint,
                Lesson(
                    rule=row.rule,
                    accepted=row.accepted,
                    rejected=row.rejected,
                    document=row.document,
                    finding=row.finding,
                ),
            )
        return tuple(found.values())

    def report_on(self, document: str) -> Report | None:
        """A report on a text; None if there is none any more."""
        query = select(reports.c.content, reports.c.digest).where(reports.c.document == document)
        row = self._connection.execute(query.order_by(reports.c.digest).limit(1)).first()
        return report_read(row.content, row.digest) if row else None
