"""待办队列: who could sign what, answered from one narrow table instead of all drafts in review.

`waiting` says of every draft in review what its present step asks for. Who may sign is decided
by `review.permission`; the conditions here are the same law in SQL, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    delete,
    false,
    func,
    insert,
    or_,
    select,
)

from review.draft import OWING, Draft, Grade, Person, StepKind
from review.model import Category, Document, Gate, Report
from service.store.canonical import document_read, report_read
from service.store.tables import debts, documents, drafts, reports, tallies, waiting
from service.store.tally import Tally, gates_read, tally_of, tally_read, tally_row

MOST_COUNTED: Final = 1000
"""Counted no further: whoever has so many waiting needs no exact number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the queue is asked for; None: whatever there is. `due_by`: what is due before."""

    unit: int | None = None
    category: Category | None = None
    grade: Grade | None = None
    gate: Gate | None = None
    kind: StepKind | None = None
    due_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heap:
    """So many waiting drafts that are alike in what can be asked for; `soon` of them are due soon,
    `late` of those already.
    """

    unit: int
    category: Category
    grade: Grade
    gates: frozenset[Gate]
    kind: StepKind
    number: int
    soon: int
    late: int


class Queue:
    """Repository of `waiting`, `tallies` and `debts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, person: Person) -> int:
        """How many drafts this person could sign now, up to MOST_COUNTED."""
        found = select(waiting.c.draft_id).where(_signable(person)).limit(MOST_COUNTED)
        query = select(func.count()).select_from(found.subquery())
        return self._connection.execute(query).scalar_one()

    def ids(
        self, person: Person, wanted: Wanted | None = None, *, offset: int = 0, limit: int = 10**9
    ) -> tuple[int, ...]:
        """The drafts this person could sign now, the nearest deadline first."""
        query = (
            select(waiting.c.draft_id)
            .where(_signable(person), *_asked(wanted or Wanted()))
            .order_by(waiting.c.due, waiting.c.draft_id)
            .offset(offset)
            .limit(limit)
        )
        return tuple(self._connection.execute(query).scalars())

    def heaps(self, person: Person, now: datetime, soon: datetime) -> tuple[Heap, ...]:
        """Everything this person could sign, counted by what can be asked for."""
        kinds = [waiting.c[name] for name in ("home_id", "category", "grade", "gates", "kind")]
        due, over = (func.sum(case((waiting.c.due < moment, 1), else_=0)) for moment in (soon, now))
        query: Select[Any] = (
            select(*kinds, func.count().label("number"), due.label("soon"), over.label("late"))
            .where(_signable(person))
            .group_by(*kinds)
        )
        return tuple(_heap(row) for row in self._connection.execute(query))

    def came_back(self, author: Person) -> int:
        """How many drafts were sent back to this author and are not submitted anew."""
        query = select(func.count()).where(
            drafts.c.author_id == author.id, drafts.c.state == "drafting", drafts.c.round > 0
        )
        return self._connection.execute(query).scalar_one()

    def titles(self, ids: Collection[int]) -> Mapping[int, str]:
        """The titles of these drafts as they are now, by draft."""
        if not ids:
            return {}
        query = (
            select(drafts.c.id, documents.c.title)
            .join(documents, documents.c.digest == drafts.c.document)
            .where(drafts.c.id.in_(ids))
        )
        return {row.id: row.title for row in self._connection.execute(query)}

    def tallies(self, digests: Collection[str]) -> Mapping[str, Tally]:
        """The numbers of these reports, by digest."""
        wanted = set(digests)
        if not wanted:
            return {}
        rows = self._connection.execute(select(tallies).where(tallies.c.report.in_(wanted))).all()
        found = {row.report: tally_read(row) for row in rows}
        return found | {digest: self._made(digest) for digest in wanted - found.keys()}

    def count_in(self, document: Document, report: Report) -> None:
        """Keeps the numbers of a report that has just been stored."""
        tally = tally_of(report, document.facts)
        self._connection.execute(insert(tallies).values(tally_row(report.digest, tally)))

    def follow(self, draft: Draft) -> None:
        """Brings the queue up to where a draft stands now."""
        self._connection.execute(delete(waiting).where(waiting.c.draft_id == draft.id))
        self._follow_debts(draft)
        step = draft.current_step
        if step is None or draft.route is None:
            return
        hands = {draft.author.id, draft.last_editor.id}
        hands.update(*(sign_off.responsible for sign_off in draft.sign_offs))
        tally = self.tallies([draft.report])[draft.report]
        row = tally_row(draft.report, tally)
        self._connection.execute(
            insert(waiting).values(
                draft_id=draft.id,
                role=step.role.value,
                unit_id=draft.signing_unit.id,
                home_id=draft.unit.id,
                hands=_spaced(sorted(hands)),
                kind=step.kind.value,
                grade=draft.route.grade.value,
                category=row["category"],
                gates=row["gates"],
                since=draft.since,
                due=draft.deadline or draft.since + timedelta(hours=step.hours),
                duty=_spaced(draft.unit.line) if step.on_duty else "",
            )
        )

    def _follow_debts(self, draft: Draft) -> None:
        self._connection.execute(delete(debts).where(debts.c.draft_id == draft.id))
        if draft.state in OWING and (draft.objected or draft.waits_at is not None):
            by = next((one.person.id for one in draft.sign_offs[-1:] if draft.objected), None)
            self._connection.execute(
                insert(debts).values(
                    draft_id=draft.id,
                    round=draft.round,
                    line=_spaced(draft.unit.line),
                    since=draft.since,
                    due=draft.deadline,
                    objected_by=by,
                )
            )

    def _made(self, digest: str) -> Tally:
        # A report stored by a program that kept no tallies.
        row = self._connection.execute(
            select(reports.c.content, reports.c.document, documents.c.content.label("text"))
            .join(documents, documents.c.digest == reports.c.document)
            .where(reports.c.digest == digest)
        ).one()
        document = document_read(row.text, row.document)
        return tally_of(report_read(row.content, digest), document.facts)


def _signable(person: Person) -> ColumnElement[bool]:
    # As review.permission has it: the step's role in the signing unit, one's own before a lent
    # one; neither who signs nor in whose stead wrote the text or signed this round already.
    best: dict[tuple[str, int], int] = {}
    for grant in person.grants:
        lender = grant.lent_by.id if grant.lent_by else 0
        key = (grant.role.value, grant.unit)
        best[key] = min(lender, best.get(key, lender))
    by_lender: dict[int, list[tuple[str, int]]] = {}
    for key, lender in best.items():
        by_lender.setdefault(lender, []).append(key)
    fit = [_fit(sorted(keys), person.id, lender) for lender, keys in sorted(by_lender.items())]
    there = (waiting.c.duty.like(f"% {unit} %") for unit in sorted(person.watches))
    return and_(or_(false(), *fit), or_(waiting.c.duty == "", *there))


def _spaced(numbers: Iterable[int]) -> str:
    return f" {' '.join(map(str, numbers))} "


def _fit(keys: Iterable[tuple[str, int]], person: int, lender: int) -> ColumnElement[bool]:
    counted = [person, lender] if lender else [person]
    return and_(
        or_(*(and_(waiting.c.role == role, waiting.c.unit_id == unit) for role, unit in keys)),
        *(waiting.c.hands.not_like(f"% {one} %") for one in counted),
    )


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.unit is not None:
        asked.append(waiting.c.home_id == wanted.unit)
    if wanted.category is not None:
        asked.append(waiting.c.category == wanted.category.value)
    if wanted.grade is not None:
        asked.append(waiting.c.grade == wanted.grade.value)
    if wanted.kind is not None:
        asked.append(waiting.c.kind == wanted.kind.value)
    if wanted.gate is not None:
        asked.append(waiting.c.gates.like(f"% {wanted.gate.value} %"))
    if wanted.due_by is not None:
        asked.append(waiting.c.due < wanted.due_by)
    return asked


def _heap(row: Row[Any]) -> Heap:
    return Heap(
        unit=row.home_id,
        category=Category(row.category),
        grade=Grade(row.grade),
        gates=gates_read(row.gates),
        kind=StepKind(row.kind),
        number=row.number,
        soon=int(row.soon),
        late=int(row.late),
    )
