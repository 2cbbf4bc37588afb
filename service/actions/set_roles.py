"""设置角色. From the next click on; signatures already given stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from review.draft import Grant, Person, Role
from review.staff import TOP
from service.actions.desk import found_unit
from service.actions.staff import check_admin_left, check_roles, found_account, grants_told, keeper
from service.office import Office
from service.store.deed import Deed


def set_roles(
    office: Office,
    actor: Person | None,
    person_id: int,
    roles: Iterable[Role],
    *,
    unit_id: int = TOP,
    platform: str = "",
) -> Person:
    """The person with exactly these roles in one unit, for all of its accounts or for the one on
    a platform. Roles elsewhere stay. None at all in any unit is refused.
    """
    given = frozenset(Grant(role=role, unit=unit_id, platform=platform) for role in roles)
    with office.write() as unit:
        by = keeper(office, unit, actor, unit_id)
        found_unit(unit, unit_id)
        person = found_account(unit, person_id).person
        kept = {g for g in person.grants if (g.unit, g.platform) != (unit_id, platform)}
        held = given | kept
        check_roles(frozenset(grant.role for grant in held))
        if person.grants == held:
            return person
        if Grant(role=Role.ADMIN) not in held:
            check_admin_left(unit, person)
        unit.people.set_grants(person_id, held)
        detail = {"person": str(person_id), "roles": grants_told(held)}
        unit.events.record(Deed.ROLES_SET, by, office.now(), detail=detail)
        return replace(person, grants=held)
