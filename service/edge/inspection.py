"""A quarter's inspection as pages and the circular need it: accounts judged, offices, last quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from review.draft import Person
from review.inspection import (
    Code,
    Judged,
    Observed,
    Points,
    Rate,
    Update,
    VetoState,
    judge,
    rate_of,
)
from review.register import Profile
from review.staff import Unit
from rules.inspection import DEFAULT, load_points
from service.actions.draw_inspection import INSPECTING, found_inspection
from service.actions.errors import MissingError
from service.edge.scope import branch_of
from service.office import Office
from service.store import UnitOfWork
from service.store.inspections import Candidate, Inspection
from service.store.register import RegisteredAccount
from service.store.tickets import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountResult:
    """One drawn account with its result."""

    account: RegisteredAccount
    unit: Unit
    observed: Observed | None
    judged: Judged
    candidates: tuple[Candidate, ...]

    @property
    def profile(self) -> Profile:
        return self.account.profile

    @property
    def score(self) -> str:
        """The points left, to a tenth; "" for an unqualified account."""
        if self.judged.score is None:
            return ""
        value = self.judged.score
        return str(int(value)) if value.denominator == 1 else f"{float(value):.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTicket:
    """A ticket with its unit and what it is about. `answers`: whether the visitor may answer it."""

    ticket: Ticket
    unit: Unit
    candidates: tuple[Candidate, ...]
    overdue: bool
    answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """Everything of an inspection."""

    inspection: Inspection
    unit: Unit
    results: tuple[AccountResult, ...]
    tickets: tuple[OfficeTicket, ...]
    rate: Rate
    last: Rate | None
    open: int
    inspects: bool
    source: str

    @property
    def by_code(self) -> tuple[tuple[Code, int], ...]:
        """How many accounts have each confirmed item."""
        counts = ((code, sum(code in one.judged.codes for one in self.results)) for code in Code)
        return tuple((code, count) for code, count in counts if count)

    @property
    def by_update(self) -> tuple[tuple[Update, int], ...]:
        counts = (
            (update, sum(one.judged.update is update for one in self.results)) for update in Update
        )
        return tuple((update, count) for update, count in counts if count)

    @property
    def change(self) -> str:
        """How the rate moved since last quarter, in words; "" without one to compare with."""
        if self.last is None:
            return ""
        moved = (self.rate.share - self.last.share) * 100
        if not moved:
            return "与上季度持平"
        return f"比上季度{'提高' if moved > 0 else '下降'}{abs(float(moved)):.2f}个百分点"


def inspected(office: Office, person: Person, inspection_id: int) -> Inspected:
    """An inspection; MissingError for one that is not this person's business.

    A host unit sees its own accounts and ticket in it, and the whole result.
    """
    now = office.now()
    points = load_points(office.settings.inspection_points or DEFAULT)
    with office.read() as unit:
        inspection = found_inspection(unit, inspection_id)
        by = unit.delegations.acting(person, now)
        known = unit.units.known()
        branch = branch_of(unit, by)
        within = [one for one in branch if inspection.unit in known[one].line]
        if not within:
            raise MissingError(f"没有编号为{inspection_id}的抽查，请从抽查页重新选择。")
        results = _results(unit, inspection, known, points)
        tickets = unit.tickets.of_inspection(inspection.id)
        candidates = unit.inspections.candidates(inspection.id)
        before = unit.inspections.in_quarter(inspection.unit, inspection.quarter.before)
        last = None
        if before is not None and before.closed_at is not None:
            last = rate_of(one.judged for one in _results(unit, before, known, points))
    inspects = by.holds_any(INSPECTING, known[inspection.unit])
    shown = results if inspects else tuple(one for one in results if one.unit.id in branch)
    return Inspected(
        inspection=inspection,
        unit=known[inspection.unit],
        results=shown,
        tickets=tuple(
            OfficeTicket(
                ticket=one,
                unit=known[one.unit],
                candidates=tuple(each for each in candidates if each.number in one.numbers),
                overdue=one.state.value in {"open", "returned"} and now > one.due,
                answers=one.unit in branch and not inspects,
            )
            for one in tickets
            if inspects or one.unit in branch
        ),
        rate=rate_of(one.judged for one in results),
        last=last,
        open=sum(one.state is VetoState.OPEN for one in candidates),
        inspects=inspects,
        source=points.source,
    )


def _results(
    unit: UnitOfWork, inspection: Inspection, known: Mapping[int, Unit], points: Points
) -> tuple[AccountResult, ...]:
    observed = unit.inspections.observations(inspection.id)
    candidates = unit.inspections.candidates(inspection.id)
    results = []
    for number in inspection.drawn:
        account = unit.register.get(number)
        if account is None:
            continue
        mine = tuple(one for one in candidates if one.account == number)
        seen = observed.get(number)
        results.append(
            AccountResult(
                account=account,
                unit=known[account.unit],
                observed=seen,
                judged=judge(
                    seen or Observed(account=number, posts=0, newest=None),
                    [(one.code, one.state) for one in mine],
                    points,
                    inspection.monitored_on,
                ),
                candidates=mine,
            )
        )
    return tuple(
        sorted(results, key=lambda one: (one.judged.qualified, one.unit.line, one.account.id))
    )
