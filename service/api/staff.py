"""People and units over the API: who is kept by whom, and the log of one's branch."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import Field

from review.draft import Grant, Role
from review.staff import TOP
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.change_unit import change_unit
from service.actions.close_unit import close_unit
from service.actions.disable_person import disable_person
from service.actions.enable_person import enable_person
from service.actions.reopen_unit import reopen_unit
from service.actions.set_password import set_password
from service.actions.set_roles import set_roles
from service.actions.unit_facts import UnitFacts
from service.actions.unit_gaps import gaps_of
from service.api.credentials import PersonHere
from service.api.shapes import In, Out, PersonOut
from service.edge.door import OfficeHere
from service.edge.opened import Number
from service.edge.scope import Domain, check_platforms, domain_of
from service.store.people import Account
from service.store.units import Bureau

router = APIRouter(tags=["人员和单位"])

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Password = Annotated[str, Field(max_length=1000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class GrantOut(Out):
    """`platform`: for the unit's account there alone; "" for all of its accounts."""

    unit: int
    platform: str
    role: str

    @classmethod
    def of(cls, grant: Grant) -> Self:
        return cls(unit=grant.unit, platform=grant.platform, role=grant.role.value)


class AccountOut(Out):
    """`grants`: those in the units the caller keeps."""

    person: PersonOut
    disabled_at: datetime | None
    grants: list[GrantOut]

    @classmethod
    def of(cls, account: Account, domain: Domain) -> Self:
        held = sorted(account.person.grants, key=lambda one: (one.unit, one.platform, one.role))
        return cls(
            person=PersonOut.of(account.person),
            disabled_at=account.disabled_at,
            grants=[GrantOut.of(one) for one in held if one.unit in domain.units],
        )


class UnitOut(Out):
    """`gaps`: what it lacks to get a piece out."""

    id: int
    name: str
    parent: int | None
    supervisor: int | None
    opened_at: datetime
    closed_at: datetime | None
    gaps: list[str]

    @classmethod
    def of(cls, bureau: Bureau, domain: Domain) -> Self:
        return cls(
            id=bureau.unit.id,
            name=bureau.unit.name,
            parent=bureau.unit.parent,
            supervisor=bureau.supervisor,
            opened_at=bureau.opened_at,
            closed_at=bureau.closed_at,
            gaps=list(gaps_of(bureau, domain.accounts)),
        )


class NewPersonIn(In):
    login: Name
    name: Name
    roles: list[Role]
    password: Password
    unit: Id = TOP


class PasswordIn(In):
    password: Password


class RolesIn(In):
    """Exactly these in one unit, for all of its accounts or the one on a platform."""

    roles: list[Role]
    unit: Id = TOP
    platform: Annotated[str, Field(max_length=32)] = ""


class UnitIn(In):
    """`supervisor`: 分管负责人, a person's number. The topmost unit keeps its place."""

    name: Annotated[str, Field(max_length=200)]
    parent: Id = TOP
    supervisor: Id

    def facts(self) -> UnitFacts:
        return UnitFacts(name=self.name, parent=self.parent, supervisor=self.supervisor)


@router.get("/people")
def list_people(
    office: OfficeHere,
    person: PersonHere,
    unit: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> list[AccountOut]:
    """Everybody in the units the caller keeps, or in one of them."""
    domain = domain_of(office, person)
    places = {domain.bureau(unit).unit.id} if unit is not None else domain.units
    return [
        AccountOut.of(one, domain)
        for one in domain.accounts
        if any(grant.unit in places for grant in one.person.grants)
    ]


@router.post("/people", status_code=HTTPStatus.CREATED)
def add(given: NewPersonIn, office: OfficeHere, person: PersonHere) -> PersonOut:
    domain_of(office, person).bureau(given.unit)
    added = add_person(
        office,
        person,
        login=given.login,
        name=given.name,
        roles=frozenset(given.roles),
        password=given.password,
        unit_id=given.unit,
    )
    return PersonOut.of(added)


@router.post("/people/{person_id}/disable", status_code=HTTPStatus.NO_CONTENT)
def disable(person_id: Number, office: OfficeHere, person: PersonHere) -> None:
    domain_of(office, person).account(person_id)
    disable_person(office, person, person_id)


@router.post("/people/{person_id}/enable", status_code=HTTPStatus.NO_CONTENT)
def enable(person_id: Number, office: OfficeHere, person: PersonHere) -> None:
    domain_of(office, person).account(person_id)
    enable_person(office, person, person_id)


@router.post("/people/{person_id}/roles", status_code=HTTPStatus.NO_CONTENT)
def change_roles(person_id: Number, given: RolesIn, office: OfficeHere, person: PersonHere) -> None:
    """Somebody of a unit kept gets roles in a unit kept; roles elsewhere stay."""
    domain = domain_of(office, person)
    domain.account(person_id)
    domain.bureau(given.unit)
    check_platforms(office, [given.platform])
    set_roles(
        office,
        person,
        person_id,
        frozenset(given.roles),
        unit_id=given.unit,
        platform=given.platform,
    )


@router.post("/people/{person_id}/password", status_code=HTTPStatus.NO_CONTENT)
def reset_password(
    person_id: Number, given: PasswordIn, office: OfficeHere, person: PersonHere
) -> None:
    domain_of(office, person).account(person_id)
    set_password(office, person, person_id, password=given.password, old=None)


@router.get("/units")
def list_units(office: OfficeHere, person: PersonHere) -> list[UnitOut]:
    """The units the caller keeps, each after the one above it."""
    domain = domain_of(office, person)
    return [UnitOut.of(one, domain) for one in domain.bureaus]


@router.post("/units", status_code=HTTPStatus.CREATED)
def found(given: UnitIn, office: OfficeHere, person: PersonHere) -> UnitOut:
    domain_of(office, person).bureau(given.parent)
    made = add_unit(office, person, given.facts())
    domain = domain_of(office, person)
    return UnitOut.of(domain.bureau(made.id), domain)


@router.put("/units/{unit_id}", status_code=HTTPStatus.NO_CONTENT)
def change(unit_id: Number, given: UnitIn, office: OfficeHere, person: PersonHere) -> None:
    domain = domain_of(office, person)
    if unit_id != TOP and domain.bureau(unit_id).unit.parent != given.parent:
        domain.bureau(given.parent)
    domain.bureau(unit_id)
    change_unit(office, person, unit_id, given.facts())


@router.post("/units/{unit_id}/close", status_code=HTTPStatus.NO_CONTENT)
def close(unit_id: Number, office: OfficeHere, person: PersonHere) -> None:
    domain_of(office, person).bureau(unit_id)
    close_unit(office, person, unit_id)


@router.post("/units/{unit_id}/reopen", status_code=HTTPStatus.NO_CONTENT)
def reopen(unit_id: Number, office: OfficeHere, person: PersonHere) -> None:
    domain_of(office, person).bureau(unit_id)
    reopen_unit(office, person, unit_id)
