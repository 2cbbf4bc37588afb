"""季度抽查: the draws, what was seen of each account, and veto candidates."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.inspection import Code, Observed, Quarter, VetoState
from review.model import Gate, Severity
from service.store.tables import inspections, observations, veto_candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One quarter's inspection of a unit and those below it. `drawn`: the accounts' numbers."""

    id: int
    unit: int
    quarter: Quarter
    percent: int
    seed: str
    population: int
    drawn: tuple[int, ...]
    monitored_on: date
    made_by: int
    at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that may count against an account. `place`: which post, as the archive names it."""

    inspection: int
    number: int
    account: int
    code: Code
    rule: str
    place: str
    message: str
    state: VetoState = VetoState.OPEN
    words: str = ""
    settled_by: int | None = None
    settled_at: datetime | None = None


class Inspections:
    """Repository of `inspections`, `observations` and `veto_candidates`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, units: Collection[int]) -> tuple[Inspection, ...]:
        """The inspections of these units, newest quarter first."""
        query = select(inspections).where(inspections.c.unit_id.in_(list(units)))
        order = (inspections.c.year.desc(), inspections.c.quarter.desc(), inspections.c.id.desc())
        rows = self._connection.execute(query.order_by(*order))
        return tuple(_inspection(row) for row in rows)

    def get(self, inspection_id: int) -> Inspection | None:
        """The inspection of this number."""
        query = select(inspections).where(inspections.c.id == inspection_id)
        row = self._connection.execute(query).one_or_none()
        return _inspection(row) if row else None

    def in_quarter(self, unit_id: int, quarter: Quarter) -> Inspection | None:
        """A unit's inspection of a quarter."""
        query = select(inspections).where(
            inspections.c.unit_id == unit_id,
            inspections.c.year == quarter.year,
            inspections.c.quarter == quarter.number,
        )
        row = self._connection.execute(query).one_or_none()
        return _inspection(row) if row else None

    def add(self, given: Inspection) -> Inspection:
        """Stores a new one under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(inspections.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(inspections).values(
                id=made.id,
                unit_id=made.unit,
                year=made.quarter.year,
                quarter=made.quarter.number,
                percent=made.percent,
                seed=made.seed,
                population=made.population,
                drawn=json.dumps(made.drawn),
                monitored_on=made.monitored_on.isoformat(),
                made_by=made.made_by,
                at=made.at,
            )
        )
        return made

    def close(self, inspection_id: int, by: int, now: datetime) -> None:
        """Nothing of it changes from now on."""
        mine = inspections.c.id == inspection_id
        self._connection.execute(
            update(inspections).where(mine).values(closed_by=by, closed_at=now)
        )

    def observations(self, inspection_id: int) -> dict[int, Observed]:
        """What was seen, by account."""
        query = select(observations).where(observations.c.inspection_id == inspection_id)
        return {row.account_id: _observed(row) for row in self._connection.execute(query)}

    def observe(self, inspection_id: int, seen: Observed, by: int, now: datetime) -> None:
        """What was seen of an account; seen again, the later counts."""
        values = {
            "posts": seen.posts,
            "newest": seen.newest.isoformat() if seen.newest else "",
            "interactive": {None: "", True: "yes", False: "no"}[seen.interactive],
            "counts": json.dumps(
                {
                    f"{gate.value} {severity.value}": count
                    for (gate, severity), count in sorted(seen.counts.items())
                }
            ),
            "made_by": by,
            "at": now,
        }
        mine = (observations.c.inspection_id == inspection_id) & (
            observations.c.account_id == seen.account
        )
        changed = self._connection.execute(update(observations).where(mine).values(**values))
        if not changed.rowcount:
            self._connection.execute(
                insert(observations).values(
                    inspection_id=inspection_id, account_id=seen.account, **values
                )
            )

    def candidates(self, inspection_id: int) -> tuple[Candidate, ...]:
        """What may count against the accounts, in the order it came up."""
        query = (
            select(veto_candidates)
            .where(veto_candidates.c.inspection_id == inspection_id)
            .order_by(veto_candidates.c.number)
        )
        return tuple(_candidate(row) for row in self._connection.execute(query))

    def add_candidates(self, inspection_id: int, given: Iterable[Candidate]) -> int:
        """Adds those that are not there yet; returns how many were new."""
        known = self.candidates(inspection_id)
        seen = {_key(one) for one in known}
        number = max((one.number for one in known), default=0)
        added = 0
        for one in given:
            if _key(one) in seen:
                continue
            seen.add(_key(one))
            added += 1
            self._connection.execute(
                insert(veto_candidates).values(
                    inspection_id=inspection_id,
                    number=number + added,
                    account_id=one.account,
                    code=one.code.value,
                    rule=one.rule,
                    place=one.place,
                    message=one.message,
                    state=VetoState.OPEN.value,
                    words="",
                )
            )
        return added

    def settle(  # a decision has a who, a what and a why
        self, inspection_id: int, number: int, state: VetoState, words: str, by: int, now: datetime
    ) -> None:
        """What a person decided about a candidate."""
        self._connection.execute(
            update(veto_candidates)
            .where(
                veto_candidates.c.inspection_id == inspection_id,
                veto_candidates.c.number == number,
            )
            .values(state=state.value, words=words, settled_by=by, settled_at=now)
        )


def _key(one: Candidate) -> tuple[int, Code, str, str]:
    return one.account, one.code, one.rule, one.place


def _inspection(row: Row[Any]) -> Inspection:
    return Inspection(
        id=row.id,
        unit=row.unit_id,
        quarter=Quarter(year=row.year, number=row.quarter),
        percent=row.percent,
        seed=row.seed,
        population=row.population,
        drawn=tuple(json.loads(row.drawn)),
        monitored_on=date.fromisoformat(row.monitored_on),
        made_by=row.made_by,
        at=row.at,
        closed_at=row.closed_at,
    )


def _observed(row: Row[Any]) -> Observed:
    counts = {}
    for name, count in json.loads(row.counts).items():
        gate, _, severity = name.partition(" ")
        counts[Gate(gate), Severity(severity)] = int(count)
    return Observed(
        account=row.account_id,
        posts=row.posts,
        newest=date.fromisoformat(row.newest) if row.newest else None,
        interactive={"": None, "yes": True, "no": False}[row.interactive],
        counts=counts,
    )


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        inspection=row.inspection_id,
        number=row.number,
        account=row.account_id,
        code=Code(row.code),
        rule=row.rule,
        place=row.place,
        message=row.message,
        state=VetoState(row.state),
        words=row.words,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )
