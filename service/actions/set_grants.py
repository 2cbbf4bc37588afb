"""设置角色, several units and accounts at once: the lines of a person's table as they were seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from review.draft import Grant, Person, Role
from service.actions.desk import found_unit
from service.actions.staff import check_admin_left, check_roles, found_account, grants_told, keeper
from service.office import Office
from service.store.deed import Deed

Lines = Mapping[tuple[int, str], Iterable[Role]]
"""Exactly these roles in a unit, for its account on a platform; "" for all of its accounts."""


def set_grants(office: Office, actor: Person | None, person_id: int, lines: Lines) -> Person:
    """The person with exactly these roles in these lines. Roles elsewhere stay.

    Raises InvalidError for none at all in any unit, NotAllowedError, MissingError.
    """
    given = frozenset(
        Grant(role=role, unit=unit_id, platform=platform)
        for (unit_id, platform), roles in lines.items()
        for role in roles
    )
    with office.write() as unit:
        by = keeper(office, unit, actor, *(unit_id for unit_id, _ in lines))
        for unit_id, _ in lines:
            found_unit(unit, unit_id)
        person = found_account(unit, person_id).person
        held = given | {one for one in person.grants if (one.unit, one.platform) not in lines}
        check_roles(frozenset(grant.role for grant in held))
        if person.grants == held:
            return person
        if Grant(role=Role.ADMIN) not in held:
            check_admin_left(unit, person)
        unit.people.set_grants(person_id, held)
        detail = {"person": str(person_id), "roles": grants_told(held)}
        unit.events.record(Deed.ROLES_SET, by, office.now(), detail=detail)
        return replace(person, grants=held)
