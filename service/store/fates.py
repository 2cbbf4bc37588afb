"""问题的下文: what became of findings, and how often each rule speaks. Where and which, never what.

The words a finding stood on are kept as a fingerprint under the house key: who has the database
cannot find out which identity number it was by trying.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, case, func, insert, select

from review.draft import Draft, Person
from review.model import Document, Finding, Report
from service.store.tables import drafts, fates, hits

MOST_ASKED: Final = 500
"""Fingerprints asked about at once: more findings no page lists."""


class FateKind(StrEnum):
    """Stored as it stands here."""

    FIXED = "fixed"
    WAIVED = "waived"
    ANSWERED = "answered"
    FALSE_ALARM = "false_alarm"

    @property
    def label(self) -> str:
        return {"fixed": "修改", "waived": "豁免", "answered": "核对保留", "false_alarm": "误报"}[
            self
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one finding of one version. `reason`: why somebody holds it a false alarm."""

    draft: int
    version: int
    finding: str
    rule: str
    fingerprint: str
    fate: FateKind
    person: int
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedents:
    """In how many other drafts the same words under the same rule were let stand, or changed."""

    stood: int = 0
    fixed: int = 0
    false_alarms: int = 0

    def __bool__(self) -> bool:
        return bool(self.stood or self.fixed or self.false_alarms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a rule's findings, each wording counted once a draft, however often there.

    `false_alarms` are those that somebody marked so, whatever else became of them.
    """

    fixed: int = 0
    waived: int = 0
    answered: int = 0
    false_alarms: int = 0
    decided: int = 0


class Fates:
    """Repository of `fates` and `hits`."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    def fingerprint(self, document: Document, finding: Finding) -> str:
        """What the words of a finding are known by: alike for what differs in width, case or
        blanks only.
        """
        words = unicodedata.normalize("NFKC", document.quote(finding.span)).casefold()
        message = f"finding:{finding.rule}:{''.join(words.split())}"
        made = hmac.new(self._key, message.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return "hmac-sha256:" + made.hexdigest()

    def add(self, draft: Draft, found: Iterable[Fate]) -> None:
        """Stores what became of findings of one draft, in this order."""
        last = self._connection.execute(
            select(func.max(fates.c.number)).where(fates.c.draft_id == draft.id)
        ).scalar()
        rows = [
            {
                "draft_id": one.draft,
                "number": number,
                "version": one.version,
                "finding": one.finding,
                "rule": one.rule,
                "fingerprint": one.fingerprint,
                "fate": one.fate.value,
                "person_id": one.person,
                "reason": one.reason,
                "at": one.at,
            }
            for number, one in enumerate(found, (last or 0) + 1)
        ]
        if rows:
            self._connection.execute(insert(fates), rows)

    def of(self, draft_id: int, version: int | None = None) -> tuple[Fate, ...]:
        """Everything of a draft, or of one version of it, oldest first."""
        query = select(fates).where(fates.c.draft_id == draft_id).order_by(fates.c.number)
        if version is not None:
            query = query.where(fates.c.version == version)
        return tuple(
            Fate(
                draft=row.draft_id,
                version=row.version,
                finding=row.finding,
                rule=row.rule,
                fingerprint=row.fingerprint,
                fate=FateKind(row.fate),
                person=row.person_id,
                at=row.at,
                reason=row.reason,
            )
            for row in self._connection.execute(query)
        )

    def marked(self, draft: Draft, person: Person, finding: str) -> bool:
        """Whether this person has called this finding of the present text a false alarm."""
        query = select(fates.c.number).where(
            fates.c.draft_id == draft.id,
            fates.c.version == draft.version,
            fates.c.finding == finding,
            fates.c.fate == FateKind.FALSE_ALARM.value,
            fates.c.person_id == person.id,
        )
        return self._connection.execute(query).first() is not None

    def precedents(
        self, fingerprints: Sequence[str], units: Collection[int], but: int
    ) -> Mapping[str, Precedents]:
        """By fingerprint, what was done in other drafts of these units than draft `but`."""
        query = (
            select(fates.c.fingerprint, fates.c.fate, func.count(fates.c.draft_id.distinct()))
            .join(drafts, drafts.c.id == fates.c.draft_id)
            .where(
                fates.c.fingerprint.in_(list(dict.fromkeys(fingerprints))[:MOST_ASKED]),
                fates.c.draft_id != but,
                drafts.c.unit_id.in_(list(units)),
            )
            .group_by(fates.c.fingerprint, fates.c.fate)
        )
        counted: dict[str, dict[str, int]] = {}
        for fingerprint, fate, number in self._connection.execute(query):
            counted.setdefault(fingerprint, {})[fate] = number
        return {
            fingerprint: Precedents(
                stood=of.get("waived", 0) + of.get("answered", 0),
                fixed=of.get("fixed", 0),
                false_alarms=of.get("false_alarm", 0),
            )
            for fingerprint, of in counted.items()
        }

    def outcomes(
        self, since: datetime | None = None, until: datetime | None = None, rule: str = ""
    ) -> Mapping[str, Outcome]:
        """By rule, what became of its findings from one moment to before another."""
        # Counted once a draft and wording: somebody who saves ten times does not vote ten times.
        # Grouped in the order of ix_fates_record, so that no database has to sort.
        wording = (fates.c.rule, fates.c.draft_id, fates.c.fingerprint)
        each = select(
            fates.c.rule,
            *(
                func.max(case((fates.c.fate == kind.value, 1), else_=0)).label(kind.value)
                for kind in FateKind
            ),
        ).group_by(*wording)
        if since is not None:
            each = each.where(fates.c.at >= since)
        if until is not None:
            each = each.where(fates.c.at < until)
        if rule:
            each = each.where(fates.c.rule == rule)
        once = each.subquery()
        query = select(
            once.c.rule,
            func.count().label("decided"),
            *(func.sum(once.c[kind.value]).label(kind.value) for kind in FateKind),
        ).group_by(once.c.rule)
        return {
            row.rule: Outcome(
                fixed=row.fixed,
                waived=row.waived,
                answered=row.answered,
                false_alarms=row.false_alarm,
                decided=row.decided,
            )
            for row in self._connection.execute(query)
        }

    def hits(
        self, since: date | None = None, until: date | None = None, rule: str = ""
    ) -> Mapping[str, int]:
        """By rule, how often it spoke in the reports of these days, the last not included."""
        query = select(hits.c.rule, func.sum(hits.c.number)).group_by(hits.c.rule)
        if since is not None:
            query = query.where(hits.c.day >= since.isoformat())
        if until is not None:
            query = query.where(hits.c.day < until.isoformat())
        if rule:
            query = query.where(hits.c.rule == rule)
        return {name: int(number) for name, number in self._connection.execute(query)}


def hits_of(report: Report) -> list[dict[str, object]]:
    """A report's rows of `hits`."""
    counted: dict[str, int] = {}
    for finding in report.findings:
        counted[finding.rule] = counted.get(finding.rule, 0) + 1
    day = report.as_of.isoformat()
    return [
        {"report": report.digest, "rule": rule, "day": day, "number": number}
        for rule, number in sorted(counted.items())
    ]
