"""收回委托, before its time."""

from __future__ import annotations

from review.draft import Person, Role
from service.actions.desk import check_admin, found_unit, seated
from service.actions.errors import MissingError
from service.office import Office
from service.store.deed import Deed


def take_back_role(office: Office, actor: Person, delegation_id: int) -> None:
    """Ends a delegation before its time; one that has ended stays as it is."""
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        lent = unit.delegations.get(delegation_id)
        outside = lent is not None and by.id not in {lent.lender.id, lent.borrower.id}
        if lent is None or (outside and not by.holds(Role.ADMIN, found_unit(unit, lent.unit).unit)):
            raise MissingError(f"没有编号为{delegation_id}的委托，请从委托列表里重新选择。")
        if by.id != lent.lender.id:
            check_admin(by, found_unit(unit, lent.unit).unit)
        if lent.ended_at is not None or lent.ends_at <= now:
            return
        unit.delegations.end(delegation_id, now)
        detail = {"delegation": str(delegation_id)}
        unit.events.record(Deed.ROLE_TAKEN_BACK, by, now, detail=detail)
