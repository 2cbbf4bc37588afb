"""时限: which waiting steps are near, at or past their time, and of which people were told already.

A reminder is written down before anybody is told; whatever the clock does, it is given once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, insert, or_, select

from review.draft import Person
from service.store.tables import debts, documents, drafts, reminders, sign_offs, waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A draft whose waiting step is due before some moment; `given`: the reminders it had.

    `later`: owed after release; `clock`: its hours run day and night.
    """

    draft: int
    round: int
    step: int
    since: datetime
    due: datetime
    later: bool
    clock: bool
    given: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """应急补签 that is owed, or was refused: red on every page until it is settled."""

    draft: int
    title: str
    due: datetime | None
    objected: bool


class Reminders:
    """Repository of `reminders`; reads `waiting` and `debts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def near(self, before: datetime, last: str, most: int) -> tuple[Near, ...]:
        """Steps due before a moment whose last reminder, of this kind, was not given; the most
        urgent first.
        """
        done = exists().where(
            reminders.c.draft_id == waiting.c.draft_id,
            reminders.c.round == drafts.c.round,
            # NULL for what is owed after release, of which there is little: always looked at.
            reminders.c.step == drafts.c.step,
            reminders.c.kind == last,
        )
        query = (
            select(
                *(waiting.c[name] for name in ("draft_id", "since", "due", "duty")),
                drafts.c.round,
                drafts.c.step,
            )
            .join(drafts, drafts.c.id == waiting.c.draft_id)
            .where(waiting.c.due < before, ~done)
            .order_by(waiting.c.due, waiting.c.draft_id)
            .limit(most)
        )
        rows = self._connection.execute(query).all()
        owed = self._owed([row.draft_id for row in rows if row.step is None])
        steps = {row.draft_id: owed.get(row.draft_id, row.step or 0) for row in rows}
        given = self._given(list(steps))
        return tuple(
            Near(
                draft=row.draft_id,
                round=row.round,
                step=steps[row.draft_id],
                since=row.since,
                due=row.due,
                later=row.step is None,
                clock=row.step is None or row.duty != "",
                given=given.get((row.draft_id, row.round, steps[row.draft_id]), frozenset()),
            )
            for row in rows
        )

    def _owed(self, ids: Sequence[int]) -> Mapping[int, int]:
        """The step each of these waits at after release: as many as were signed."""
        query = (
            select(sign_offs.c.draft_id, func.count().label("number"))
            .join(
                drafts,
                (drafts.c.id == sign_offs.c.draft_id) & (drafts.c.round == sign_offs.c.round),
            )
            .where(sign_offs.c.draft_id.in_(ids))
            .group_by(sign_offs.c.draft_id)
        )
        return {row.draft_id: row.number for row in self._connection.execute(query)}

    def _given(self, ids: Sequence[int]) -> Mapping[tuple[int, int, int], frozenset[str]]:
        query = select(reminders).where(reminders.c.draft_id.in_(ids))
        found: dict[tuple[int, int, int], set[str]] = {}
        for row in self._connection.execute(query):
            found.setdefault((row.draft_id, row.round, row.step), set()).add(row.kind)
        return {place: frozenset(kinds) for place, kinds in found.items()}

    def given(self, draft: int, number: int, step: int) -> frozenset[str]:
        """The kinds of reminders given at this step of this round."""
        query = select(reminders.c.kind).where(
            reminders.c.draft_id == draft,
            reminders.c.round == number,
            reminders.c.step == step,
        )
        return frozenset(self._connection.execute(query).scalars())

    def give(self, draft: int, number: int, step: int, kind: str, now: datetime) -> None:
        """Writes down that it is given now."""
        self._connection.execute(
            insert(reminders).values(draft_id=draft, round=number, step=step, kind=kind, at=now)
        )

    def debts(self, reader: Person, most: int = 5) -> tuple[Debt, ...]:
        """What is owed by the units this person belongs to or stands above, the oldest first."""
        units = sorted({grant.unit for grant in reader.grants})
        if not units:
            return ()
        query = (
            select(debts, documents.c.title)
            .join(drafts, drafts.c.id == debts.c.draft_id)
            .join(documents, documents.c.digest == drafts.c.document)
            .where(or_(*(debts.c.line.like(f"% {unit} %") for unit in units)))
            .order_by(debts.c.due, debts.c.draft_id)
            .limit(most)
        )
        return tuple(
            Debt(
                draft=row.draft_id,
                title=row.title,
                due=row.due,
                objected=row.objected_by is not None,
            )
            for row in self._connection.execute(query)
        )
