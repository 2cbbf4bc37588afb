"""问题的下文: what became of findings, and how often each rule speaks. Where and which, never what.

The words a finding stood on are kept as a fingerprint under the house key: who has the database
cannot find out which identity number it was by trying.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from review.draft import Draft, Person
from review.model import Document, Finding, Report
from service.clock import day_of
from service.store.tables import drafts, fates, hits, verdicts

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
    """Repository of `fates`, `hits` and `verdicts`."""

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
        found = tuple(found)
        self._count(draft.id, found)
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
        self, since: date | None = None, until: date | None = None, rule: str = ""
    ) -> Mapping[str, Outcome]:
        """By rule, what became of the wordings that something was first done about in these days,
        the last not included.
        """
        names = ("decided", *(kind.value for kind in FateKind))
        query = select(
            verdicts.c.rule, *(func.sum(verdicts.c[name]).label(name) for name in names)
        ).group_by(verdicts.c.rule)
        if since is not None:
            query = query.where(verdicts.c.day >= since.isoformat())
        if until is not None:
            query = query.where(verdicts.c.day < until.isoformat())
        if rule:
            query = query.where(verdicts.c.rule == rule)
        return {
            row.rule: Outcome(
                fixed=int(row.fixed),
                waived=int(row.waived),
                answered=int(row.answered),
                false_alarms=int(row.false_alarm),
                decided=int(row.decided),
            )
            for row in self._connection.execute(query)
        }

    def _count(self, draft_id: int, new: Iterable[Fate]) -> None:
        """Adds to `verdicts` what these say that was not said before."""
        # Once a draft and wording: somebody who saves ten times does not vote ten times.
        begun: dict[tuple[str, str], date] = {}
        said: set[tuple[str, str, FateKind]] = set()
        known = select(fates.c.rule, fates.c.fingerprint, fates.c.fate, fates.c.at).where(
            fates.c.draft_id == draft_id
        )
        for row in self._connection.execute(known.order_by(fates.c.number)):
            begun.setdefault((row.rule, row.fingerprint), day_of(row.at))
            said.add((row.rule, row.fingerprint, FateKind(row.fate)))
        more: dict[tuple[str, date], Counter[str]] = {}
        for one in new:
            wording = (one.rule, one.fingerprint)
            counted = more.setdefault((one.rule, begun.get(wording, day_of(one.at))), Counter())
            if wording not in begun:
                begun[wording] = day_of(one.at)
                counted["decided"] += 1
            if (*wording, one.fate) not in said:
                said.add((*wording, one.fate))
                counted[one.fate.value] += 1
        names = ("decided", *(kind.value for kind in FateKind))
        for (rule, day), counted in more.items():
            where = (verdicts.c.rule == rule) & (verdicts.c.day == day.isoformat())
            added = {name: verdicts.c[name] + counted[name] for name in names}
            if not self._connection.execute(update(verdicts).where(where).values(added)).rowcount:
                counts: dict[str, object] = {name: counted[name] for name in names}
                counts |= {"rule": rule, "day": day.isoformat()}
                self._connection.execute(insert(verdicts).values(counts))

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
