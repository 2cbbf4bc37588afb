"""The log as an auditor may read it: all of it at the top, of a lower unit only its own branch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from review.draft import Person, Role
from review.staff import TOP
from service.actions.staff import units_of
from service.edge.opened import check_may_audit
from service.edge.scope import reached
from service.office import Office
from service.store import UnitOfWork
from service.store.events import Entry

_CHUNK: Final = 500
_MOST_CHUNKS: Final = 20
_WHOSE: Final = ("person", "from", "to", "supervisor")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Some entries, newest first. `before`: where to read on; None if that is all.

    `whole`: nothing was left out for whose business it is not.
    """

    entries: tuple[Entry, ...]
    before: int | None
    whole: bool


def log_page(office: Office, person: Person, *, before: int | None, limit: int) -> LogPage:
    """A page of the log. NotAllowedError for who audits nothing."""
    check_may_audit(person)
    with office.read() as unit:
        known = unit.units.known()
        units = reached(person, (Role.AUDITOR, Role.ADMIN), known.values())
        if TOP in units:
            entries = unit.events.page(before=before, limit=limit)
            more = entries[-1].seq if len(entries) == limit else None
            return LogPage(entries=entries, before=more, whole=True)
        return _branch(unit, units, before, limit)


def _branch(unit: UnitOfWork, units: Collection[int], before: int | None, limit: int) -> LogPage:
    places = {one.person.id: frozenset(units_of(one.person)) for one in unit.people.list()}
    found: list[Entry] = []
    # In so many steps: a branch in which little is done must not make one page read all there is.
    for _ in range(_MOST_CHUNKS):
        chunk = unit.events.page(before=before, limit=_CHUNK, units=units)
        for entry in chunk:
            if _concerns(entry, units, places):
                found.append(entry)
                if len(found) == limit:
                    return LogPage(entries=tuple(found), before=entry.seq, whole=False)
        if len(chunk) < _CHUNK:
            return LogPage(entries=tuple(found), before=None, whole=False)
        before = chunk[-1].seq
    return LogPage(entries=tuple(found), before=before, whole=False)


def _concerns(entry: Entry, units: Collection[int], places: Mapping[int, frozenset[int]]) -> bool:
    # Drafts are sorted out by the store. Else the unit named decides, or who it is about, or
    # who did it.
    if entry.draft is not None:
        return True
    if named := entry.value("unit"):
        return named.isdecimal() and int(named) in units
    about = [int(value) for key in _WHOSE if (value := entry.value(key)).isdecimal()]
    for number in about or [entry.actor_id]:
        if not places.get(number, frozenset()).isdisjoint(units):
            return True
    return False
