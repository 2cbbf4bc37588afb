"""设置角色. From the next click on; signatures already given stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from review.draft import Person, Role
from service.actions.staff import check_admin_left, check_roles, found_account, keeper, roles_told
from service.office import Office
from service.store.deed import Deed


def set_roles(
    office: Office, actor: Person | None, person_id: int, roles: Iterable[Role]
) -> Person:
    """The person with exactly these roles."""
    given = frozenset(roles)
    check_roles(given)
    with office.write() as unit:
        by = keeper(unit, actor)
        person = found_account(unit, person_id).person
        if person.roles == given:
            return person
        if Role.ADMIN not in given:
            check_admin_left(unit, person)
        unit.people.set_roles(person_id, given)
        detail = {"person": str(person_id), "roles": roles_told(given)}
        unit.events.record(Deed.ROLES_SET, by, office.now(), detail=detail)
        return replace(person, roles=given)
