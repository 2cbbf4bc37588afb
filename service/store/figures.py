"""统计: what a period comes to in numbers, over the drafts of some units or of one author.

Counted in the database. What has to be read row by row (how long steps took) is read for so many
of the latest submissions and no more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from review.draft import Decision, Grade, State
from review.model import Category
from service.store.fates import FateKind
from service.store.tables import (
    drafts,
    fates,
    hits,
    postings,
    releases,
    sign_offs,
    submissions,
    tallies,
)

MOST_TIMED: Final = 4000
"""Submissions whose steps are timed; of more, the latest."""

_PREFIX: Final = 3  # of a rule's id: its gate
_HOUR: Final = 13  # of a stored moment: 2026-11-24T03


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Whose drafts, and from one moment to before another. `author`: of one person alone."""

    units: Collection[int]
    start: datetime
    end: datetime
    author: int | None = None

    def whose(self) -> ColumnElement[bool]:
        """Which drafts are looked at."""
        if self.author is not None:
            return drafts.c.author_id == self.author
        return drafts.c.unit_id.in_(sorted(self.units))

    def during(self, moment: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(moment >= self.start, moment < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A submission whose steps are to be timed. `route` as stored; `signed`: step to when."""

    route: str
    at: datetime
    signed: Mapping[int, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What became of findings of one gate (by its rules' prefix), each wording once a draft."""

    decided: int
    by_fate: Mapping[FateKind, int]


class Figures:
    """Counts over drafts and what hangs on them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def states(self, span: Span) -> Mapping[tuple[int, State], int]:
        """By unit and state, the drafts begun."""
        query = (
            select(drafts.c.unit_id, drafts.c.state, func.count())
            .where(span.whose(), span.during(drafts.c.created_at))
            .group_by(drafts.c.unit_id, drafts.c.state)
        )
        return {(row[0], State(row[1])): row[2] for row in self._connection.execute(query)}

    def categories(self, span: Span) -> Mapping[Category, int]:
        """By category, the drafts begun."""
        query = (
            select(tallies.c.category, func.count())
            .join(drafts, drafts.c.report == tallies.c.report)
            .where(span.whose(), span.during(drafts.c.created_at))
            .group_by(tallies.c.category)
        )
        return {Category(row[0]): row[1] for row in self._connection.execute(query)}

    def grades(self, span: Span) -> Mapping[Grade, tuple[int, int]]:
        """By grade, the submissions, and those of them in the emergency lane."""
        # Keys are not escaped within JSON, quotes in its texts are: no text can look like this.
        grade = case(
            *((submissions.c.route.like(f'%"grade":"{one.value}"%'), one.value) for one in Grade),
            else_=Grade.A.value,
        ).label("grade")
        query = (
            self._submitted(span, grade, func.count(), func.count(submissions.c.ahead))
            .where(span.during(submissions.c.at))
            .group_by(grade)
        )
        return {Grade(row[0]): (row[1], row[2]) for row in self._connection.execute(query)}

    def rounds(self, span: Span) -> Mapping[int, int]:
        """By the number of rounds it took, the drafts signed out (签发)."""
        last = and_(
            sign_offs.c.draft_id == submissions.c.draft_id,
            sign_offs.c.round == submissions.c.round,
            sign_offs.c.step == func.coalesce(submissions.c.ahead, submissions.c.steps) - 1,
            sign_offs.c.decision == Decision.PASS.value,
            span.during(sign_offs.c.at),
        )
        query = (
            self._submitted(span, submissions.c.round, func.count())
            .join(sign_offs, last)
            .group_by(submissions.c.round)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def sent_back(self, span: Span) -> int:
        """How often a draft was sent back."""
        query = (
            select(func.count())
            .select_from(sign_offs)
            .join(drafts, drafts.c.id == sign_offs.c.draft_id)
            .where(
                span.whose(),
                span.during(sign_offs.c.at),
                sign_offs.c.decision == Decision.SEND_BACK.value,
            )
        )
        return self._connection.execute(query).scalar() or 0

    def timed(self, span: Span) -> tuple[Timed, ...]:
        """The latest submissions, with when each of their steps was decided."""
        chosen = (
            self._submitted(
                span,
                submissions.c.draft_id,
                submissions.c.round,
                submissions.c.at,
                submissions.c.route,
            )
            .where(span.during(submissions.c.at))
            .order_by(submissions.c.at.desc())
            .limit(MOST_TIMED)
            .subquery()
        )
        made = {
            (row.draft_id, row.round): (row.route, row.at, dict[int, datetime]())
            for row in self._connection.execute(select(chosen))
        }
        decided = select(
            sign_offs.c.draft_id, sign_offs.c.round, sign_offs.c.step, sign_offs.c.at
        ).join(
            chosen,
            and_(chosen.c.draft_id == sign_offs.c.draft_id, chosen.c.round == sign_offs.c.round),
        )
        for row in self._connection.execute(decided):
            made[row.draft_id, row.round][2][row.step] = row.at
        return tuple(
            Timed(route=route, at=at, signed=signed) for route, at, signed in made.values()
        )

    def found(self, span: Span) -> Mapping[str, int]:
        """By the rules' prefix, the findings in the texts submitted."""
        prefix = func.substr(hits.c.rule, 1, _PREFIX)
        query = (
            self._submitted(span, prefix, func.sum(hits.c.number))
            .join(hits, hits.c.report == submissions.c.report)
            .where(span.during(submissions.c.at))
            .group_by(prefix)
        )
        return {row[0]: int(row[1]) for row in self._connection.execute(query)}

    def handled(self, span: Span) -> Mapping[str, Handled]:
        """By the rules' prefix, what was done about findings."""
        prefix = func.substr(fates.c.rule, 1, _PREFIX)
        wording = (fates.c.rule, fates.c.draft_id, fates.c.fingerprint)
        once = (
            select(
                prefix.label("prefix"),
                *(
                    func.max(case((fates.c.fate == kind.value, 1), else_=0)).label(kind.value)
                    for kind in FateKind
                ),
            )
            .join(drafts, drafts.c.id == fates.c.draft_id)
            .where(span.whose(), span.during(fates.c.at))
            .group_by(*wording)
            .subquery()
        )
        query = select(
            once.c.prefix,
            func.count().label("decided"),
            *(func.sum(once.c[kind.value]).label(kind.value) for kind in FateKind),
        ).group_by(once.c.prefix)
        return {
            row.prefix: Handled(
                decided=row.decided,
                by_fate={kind: int(getattr(row, kind.value)) for kind in FateKind},
            )
            for row in self._connection.execute(query)
        }

    def overdue(self, span: Span, now: datetime) -> Mapping[int, int]:
        """By unit, the drafts whose signature is overdue at this moment."""
        query = (
            select(drafts.c.unit_id, func.count())
            .where(
                span.whose(),
                drafts.c.state == State.IN_REVIEW.value,
                drafts.c.due_at < now,
            )
            .group_by(drafts.c.unit_id)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def released(self, span: Span) -> Mapping[int, tuple[int, int]]:
        """By unit, what was released, and how much of it was a repost (转载)."""
        query = (
            select(drafts.c.unit_id, func.count(), func.sum(tallies.c.repost))
            .select_from(releases)
            .join(drafts, drafts.c.id == releases.c.draft_id)
            .join(tallies, tallies.c.report == releases.c.report)
            .where(span.whose(), span.during(releases.c.at))
            .group_by(drafts.c.unit_id)
        )
        return {row[0]: (row[1], int(row[2] or 0)) for row in self._connection.execute(query)}

    def posted(self, span: Span) -> Mapping[tuple[str, str], tuple[int, int]]:
        """By platform and state, the postings planned, and how many of them were reposts."""
        query = (
            select(postings.c.platform, postings.c.state, func.count(), func.sum(tallies.c.repost))
            .select_from(postings)
            .join(drafts, drafts.c.id == postings.c.draft_id)
            .join(releases, releases.c.id == postings.c.release_id)
            .join(tallies, tallies.c.report == releases.c.report)
            .where(span.whose(), span.during(postings.c.planned_at))
            .group_by(postings.c.platform, postings.c.state)
        )
        return {
            (row[0], row[1]): (row[2], int(row[3] or 0)) for row in self._connection.execute(query)
        }

    def hourly(self, span: Span) -> Mapping[str, tuple[int, int]]:
        """By the hour, as stored, the texts submitted and those released."""
        counted: dict[str, tuple[int, int]] = {}
        for place, table in enumerate((submissions, releases)):
            hour = func.substr(table.c.at, 1, _HOUR)
            query = (
                select(hour, func.count())
                .select_from(table)
                .join(drafts, drafts.c.id == table.c.draft_id)
                .where(span.whose(), span.during(table.c.at))
                .group_by(hour)
            )
            for name, number in self._connection.execute(query):
                so_far = counted.get(name, (0, 0))
                counted[name] = (number, so_far[1]) if place == 0 else (so_far[0], number)
        return counted

    def _submitted(self, span: Span, *columns: ColumnElement[Any]) -> Select[Any]:
        return (
            select(*columns)
            .select_from(submissions)
            .join(drafts, drafts.c.id == submissions.c.draft_id)
            .where(span.whose())
        )
