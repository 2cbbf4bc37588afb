"""新增人员. Everybody has a login of their own; none is shared."""

from __future__ import annotations

from collections.abc import Iterable

from review.draft import Grant, Person, Role
from review.staff import TOP
from service.actions.desk import found_unit
from service.actions.errors import InvalidError
from service.actions.staff import (
    check_login,
    check_name,
    check_new_password,
    check_roles,
    grants_told,
    keeper,
)
from service.office import Office
from service.store.deed import Deed


def add_person(
    office: Office,
    actor: Person | None,
    *,
    login: str,
    name: str,
    roles: Iterable[Role],
    password: str,
    unit_id: int = TOP,
) -> Person:
    """The new person, with these roles in one unit. `actor` None is the command line.

    Raises InvalidError, NotAllowedError, MissingError.
    """
    login, name, given = login.strip().lower(), name.strip(), frozenset(roles)
    held = frozenset(Grant(role=role, unit=unit_id) for role in given)
    check_login(login)
    check_name(name)
    check_roles(given)
    check_new_password(login, password)
    with office.read() as unit:
        keeper(office, unit, actor, unit_id)
    hashed = office.passwords.hash(password)
    with office.write() as unit:
        by = keeper(office, unit, actor, unit_id)
        found_unit(unit, unit_id)
        if unit.people.find(login) is not None:
            raise InvalidError(f"账号“{login}”已有人使用，请换一个账号。")
        now = office.now()
        person = unit.people.add(login=login, name=name, held=held, password=hashed, now=now)
        detail = {"person": str(person.id), "login": login, "roles": grants_told(held)}
        unit.events.record(Deed.PERSON_ADDED, by, now, detail=detail)
        return person
