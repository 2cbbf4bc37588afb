"""设立单位, below another one."""

from __future__ import annotations

from review.draft import Person, Unit
from service.actions.desk import found_unit
from service.actions.errors import InvalidError
from service.actions.staff import keeper
from service.actions.unit_facts import UnitFacts, checked_name, unit_told
from service.office import Office
from service.store.deed import Deed


def add_unit(office: Office, actor: Person | None, facts: UnitFacts) -> Unit:
    """The new unit. Raises InvalidError, MissingError, NotAllowedError."""
    with office.write() as unit:
        by = keeper(office, unit, actor, facts.parent)
        name = checked_name(unit, facts, own=0)
        parent = found_unit(unit, facts.parent)
        if parent.closed_at is not None:
            raise InvalidError(f"{parent.unit.name}已停用，不能在其下设立单位；请另选上级。")
        now = office.now()
        made = unit.units.add(name, parent.unit, facts.supervisor, now)
        unit.events.record(Deed.UNIT_ADDED, by, now, detail=unit_told(made.id, name, facts))
        return made
