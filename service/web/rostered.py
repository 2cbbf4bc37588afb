"""What a reviewer's queue says of duty and leave: who answers now, who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.draft import Person
from review.staff import SIGNING
from service.store import UnitOfWork
from service.store.duty import Watch
from service.store.leaves import Leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Rostered:
    """`own`: the visitor's leave. `away`: others who sign in the same units and are on leave.

    `watch`: who is on duty for the visitor's own unit.
    """

    own: Leave | None
    away: tuple[Leave, ...]
    watch: tuple[Watch, ...]


def rostered(unit: UnitOfWork, person: Person, now: datetime) -> Rostered:
    """For one page: four queries at most."""
    away = unit.leaves.away(now)
    places = {grant.unit for grant in person.grants if grant.role in SIGNING}
    known = unit.units.known()
    home = min((number for number in places if number in known), default=None)
    return Rostered(
        own=away.get(person.id),
        away=tuple(
            one
            for one in away.values()
            if one.person.id != person.id
            and any(g.unit in places and g.role in SIGNING for g in one.person.grants)
        ),
        watch=unit.duty.on_duty(known[home], now) if home is not None else (),
    )
