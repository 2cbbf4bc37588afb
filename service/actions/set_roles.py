"""设置角色. From the next click on; signatures already given stand."""

from __future__ import annotations

from collections.abc import Iterable

from review.draft import Person, Role
from review.staff import TOP
from service.actions.set_grants import set_grants
from service.office import Office


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
    return set_grants(office, actor, person_id, {(unit_id, platform): roles})
