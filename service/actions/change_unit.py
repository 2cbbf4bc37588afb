"""变更单位. Another name, upper unit or 分管负责人; the tree keeps its one top."""

from __future__ import annotations

from review.draft import Person
from review.staff import TOP
from service.actions.desk import check_admin, found_unit
from service.actions.errors import InvalidError
from service.actions.staff import keeper
from service.actions.unit_facts import UnitFacts, checked_name, unit_told
from service.office import Office
from service.store.deed import Deed


def change_unit(office: Office, actor: Person | None, unit_id: int, facts: UnitFacts) -> None:
    """Another name, upper unit or 分管负责人. The topmost keeps its place (`parent` is ignored)."""
    with office.write() as unit:
        by = keeper(office, unit, actor, unit_id)
        bureau = found_unit(unit, unit_id)
        if bureau.closed_at is not None:
            raise InvalidError(f"{bureau.unit.name}已停用，不能修改；请先恢复。")
        name = checked_name(unit, facts, own=unit_id)
        top = unit_id == TOP
        if not top:
            above = found_unit(unit, facts.parent).unit
            if unit_id in above.line:
                raise InvalidError("上级单位不能是本单位或其下属单位，请另选上级。")
            if actor is not None and above.id != bureau.unit.parent:
                check_admin(by, above)
        parent = None if top else facts.parent
        unit.units.change(unit_id, name=name, parent=parent, supervisor=facts.supervisor)
        told = unit_told(unit_id, name, facts) | ({"parent": "-"} if top else {})
        unit.events.record(Deed.UNIT_CHANGED, by, office.now(), detail=told)
