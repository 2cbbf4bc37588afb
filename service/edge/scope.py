"""Whose business it is: the units a person keeps or audits, and the people in them.

A unit or person outside of that does not exist for them: 404, not 403.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from review.draft import Person, Role, Unit
from service.actions.desk import check_admin
from service.actions.errors import InvalidError, MissingError
from service.actions.staff import units_of
from service.office import Office
from service.store import UnitOfWork
from service.store.people import Account
from service.store.units import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The branch of the tree an administrator keeps, and everybody with a role in it."""

    bureaus: tuple[Bureau, ...]
    accounts: tuple[Account, ...]

    @property
    def units(self) -> frozenset[int]:
        return frozenset(one.unit.id for one in self.bureaus)

    @property
    def open_units(self) -> tuple[Unit, ...]:
        return tuple(one.unit for one in self.bureaus if one.closed_at is None)

    def account(self, person_id: int) -> Account:
        """MissingError for anybody outside."""
        found = next((one for one in self.accounts if one.person.id == person_id), None)
        if found is None:
            raise MissingError(f"没有编号为{person_id}的人员，请从人员列表里重新选择。")
        return found

    def bureau(self, unit_id: int) -> Bureau:
        """MissingError for a unit outside."""
        found = next((one for one in self.bureaus if one.unit.id == unit_id), None)
        if found is None:
            raise MissingError(f"没有编号为{unit_id}的单位，请从单位列表里重新选择。")
        return found


def domain_of(office: Office, person: Person) -> Domain:
    """What an administrator keeps. NotAllowedError for everybody else."""
    check_admin(person)
    with office.read() as unit:
        bureaus = unit.units.all()
        accounts = unit.people.list()
    kept = tuple(one for one in bureaus if person.holds(Role.ADMIN, one.unit))
    numbers = {one.unit.id for one in kept}
    within = tuple(one for one in accounts if numbers.intersection(units_of(one.person)))
    return Domain(bureaus=kept, accounts=within)


def reached(person: Person, roles: Iterable[Role], units: Iterable[Unit]) -> frozenset[int]:
    """The units in which a person holds one of these roles, by themselves or from above."""
    asked = tuple(roles)
    return frozenset(unit.id for unit in units if person.holds_any(asked, unit))


def branch_of(unit: UnitOfWork, person: Person) -> Mapping[int, Unit]:
    """The units a person works in, and those below them."""
    seen = unit.units.read_by(person)
    return {number: one for number, one in unit.units.known().items() if number in seen}


def colleagues(
    unit: UnitOfWork, person: Person, now: datetime, *, away: bool = True
) -> tuple[Person, ...]:
    """Everybody who works in the units a person works in, below them, or right above them.

    `away` False leaves out who is on leave: they are offered nothing.
    """
    known = unit.units.known()
    near = set(unit.units.read_by(person))
    near.update(above for number in units_of(person) for above in known[number].line)
    gone: Collection[int] = () if away else unit.leaves.away(now)
    return tuple(
        account.person
        for account in unit.people.list()
        if account.disabled_at is None
        and account.person.id not in gone
        and near.intersection(units_of(account.person))
    )


def check_platforms(office: Office, platforms: Iterable[str]) -> None:
    """InvalidError for a platform this house does not publish on."""
    for name in platforms:
        if name and name not in office.platforms:
            raise InvalidError(f"没有“{name[:32]}”这个平台，请从列表里重新选择。")
