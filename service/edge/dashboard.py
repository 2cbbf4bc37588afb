"""统计: what the figures of a period come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from review.draft import Grade, Person, State, Unit
from review.model import Category, Gate
from review.scoring.interval import Share, share
from service.clock import day_of
from service.edge.periods import Period
from service.edge.whose_figures import scope_of
from service.edge.worktime import Pace, paces
from service.office import Office
from service.store import UnitOfWork
from service.store.fates import FateKind
from service.store.figures import MOST_TIMED, Span

_PREFIXES: Final = {
    "POL": Gate.POLITICAL,
    "LEG": Gate.LEGAL,
    "PCY": Gate.POLICY,
    "CON": Gate.CONFIDENTIALITY,
    "TXT": Gate.TEXT,
    "ADV": Gate.ADVERTISING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit with everything below it."""

    unit: Unit
    depth: int
    begun: int
    in_review: int
    released: int
    reposts: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One gate: what was found in texts handed in, what was done about it, and how often in vain."""

    gate: Gate
    found: int
    fixed: int
    waived: int
    answered: int
    false_alarms: int
    decided: int

    @property
    def in_vain(self) -> Share | None:
        """The share of false alarms; None if nobody decided anything."""
        return share(self.false_alarms, self.decided) if self.decided else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One platform: its postings by what became of them; `reposts`: of those confirmed."""

    label: str
    confirmed: int
    refused: int
    under_way: int
    reposts: int

    @property
    def total(self) -> int:
        return self.confirmed + self.refused + self.under_way

    @property
    def originals(self) -> Share | None:
        """国办发〔2018〕123号: the share of original content, account by account."""
        return share(self.confirmed - self.reposts, self.confirmed) if self.confirmed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Everything the page, the tables and the charts show."""

    period: Period
    whose: str
    states: Mapping[State, int]
    categories: Mapping[Category, int]
    grades: Mapping[Grade, tuple[int, int]]
    rounds: Mapping[int, int]
    sent_back: int
    paces: tuple[Pace, ...]
    timed: int
    found: tuple[Found, ...]
    overdue: int
    released: int
    reposts: int
    posted: tuple[Posted, ...]
    course: tuple[tuple[str, int, int], ...]
    lines: tuple[Line, ...]

    @property
    def begun(self) -> int:
        return sum(self.states.values())

    @property
    def submitted(self) -> int:
        return sum(number for number, _ in self.grades.values())

    @property
    def urgent(self) -> int:
        """Of what was submitted, in the emergency lane."""
        return sum(urgent for _, urgent in self.grades.values())

    @property
    def signed_out(self) -> int:
        return sum(self.rounds.values())

    @property
    def mean_rounds(self) -> float | None:
        if not self.signed_out:
            return None
        return sum(rounds * number for rounds, number in self.rounds.items()) / self.signed_out

    @property
    def late(self) -> int:
        return sum(one.late for one in self.paces)

    @property
    def originals(self) -> Share | None:
        """国办发〔2018〕123号: the share of original content is to rise. None if nothing went out."""
        return share(self.released - self.reposts, self.released) if self.released else None

    @property
    def sampled(self) -> bool:
        """Whether the times are those of the latest submissions only."""
        return self.timed >= MOST_TIMED

    def found_in_all(self) -> Found:
        """The gates added up, without a gate of their own."""
        return Found(
            gate=Gate.TEXT,
            found=sum(one.found for one in self.found),
            fixed=sum(one.fixed for one in self.found),
            waived=sum(one.waived for one in self.found),
            answered=sum(one.answered for one in self.found),
            false_alarms=sum(one.false_alarms for one in self.found),
            decided=sum(one.decided for one in self.found),
        )


def dashboard_of(office: Office, person: Person, period: Period, unit_id: int | None) -> Dashboard:
    """The figures of a period. MissingError for a unit whose figures are not this person's."""
    scope = scope_of(office, person)
    units = scope.branch(unit_id) if unit_id else scope.units
    span = Span(
        units=[one.id for one in units],
        start=period.start,
        end=period.end,
        author=None if units else person.id,
    )
    whose = units[0].name + ("及下属单位" if len(units) > 1 else "") if units else "我的稿件"
    now = office.now()
    with office.read() as unit:
        return _counted(office, unit, span, period, whose, units, now)


def _counted(
    office: Office,
    unit: UnitOfWork,
    span: Span,
    period: Period,
    whose: str,
    units: Sequence[Unit],
    now: datetime,
) -> Dashboard:
    figures = unit.figures
    states = figures.states(span)
    released, overdue = figures.released(span), figures.overdue(span, now)
    timed = figures.timed(span)
    by_state: dict[State, int] = {}
    for (_, state), number in states.items():
        by_state[state] = by_state.get(state, 0) + number
    return Dashboard(
        period=period,
        whose=whose,
        states=by_state,
        categories=figures.categories(span),
        grades=figures.grades(span),
        rounds=figures.rounds(span),
        sent_back=figures.sent_back(span),
        paces=paces(timed, office.calendar),
        timed=len(timed),
        found=_found(unit, span),
        overdue=sum(overdue.values()),
        released=sum(number for number, _ in released.values()),
        reposts=sum(reposts for _, reposts in released.values()),
        posted=_posted(office, unit, span),
        course=_course(unit, span, period),
        lines=_lines(units, states, released, overdue),
    )


def _found(unit: UnitOfWork, span: Span) -> tuple[Found, ...]:
    found, handled = unit.figures.found(span), unit.figures.handled(span)
    rows = []
    for prefix, gate in _PREFIXES.items():
        done = handled.get(prefix)
        fates = done.by_fate if done else {}
        rows.append(
            Found(
                gate=gate,
                found=found.get(prefix, 0),
                fixed=fates.get(FateKind.FIXED, 0),
                waived=fates.get(FateKind.WAIVED, 0),
                answered=fates.get(FateKind.ANSWERED, 0),
                false_alarms=fates.get(FateKind.FALSE_ALARM, 0),
                decided=done.decided if done else 0,
            )
        )
    return tuple(rows)


def _posted(office: Office, unit: UnitOfWork, span: Span) -> tuple[Posted, ...]:
    counted = unit.figures.posted(span)
    names = sorted({platform for platform, _ in counted})
    rows = []
    for name in names:
        of = {state: number for (platform, state), number in counted.items() if platform == name}
        confirmed, reposts = of.get("confirmed", (0, 0))
        refused, _ = of.get("refused", (0, 0))
        known = office.platforms.get(name)
        rows.append(
            Posted(
                label=known.label if known else name,
                confirmed=confirmed,
                refused=refused,
                under_way=sum(number for number, _ in of.values()) - confirmed - refused,
                reposts=reposts,
            )
        )
    return tuple(rows)


def _course(unit: UnitOfWork, span: Span, period: Period) -> tuple[tuple[str, int, int], ...]:
    buckets = period.buckets()
    begun, out = [0] * len(buckets), [0] * len(buckets)
    ends = [last for _, last in buckets]
    for hour, (submitted, released) in unit.figures.hourly(span).items():
        day = day_of(datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC))
        place = next((at for at, last in enumerate(ends) if day <= last), None)
        if place is not None:
            begun[place] += submitted
            out[place] += released
    return tuple((label, begun[at], out[at]) for at, (label, _) in enumerate(buckets))


def _lines(
    units: Sequence[Unit],
    states: Mapping[tuple[int, State], int],
    released: Mapping[int, tuple[int, int]],
    overdue: Mapping[int, int],
) -> tuple[Line, ...]:
    begun: dict[int, int] = {}
    waiting: dict[int, int] = {}
    for (number, state), count in states.items():
        begun[number] = begun.get(number, 0) + count
        if state is State.IN_REVIEW:
            waiting[number] = waiting.get(number, 0) + count
    lines = []
    shown = {one.id for one in units}
    for one in units:
        below = [other.id for other in units if one.id in other.line]
        lines.append(
            Line(
                unit=one,
                depth=sum(above in shown for above in one.line) - 1,
                begun=sum(begun.get(number, 0) for number in below),
                in_review=sum(waiting.get(number, 0) for number in below),
                released=sum(released.get(number, (0, 0))[0] for number in below),
                reposts=sum(released.get(number, (0, 0))[1] for number in below),
                overdue=sum(overdue.get(number, 0) for number in below),
            )
        )
    return tuple(lines)
