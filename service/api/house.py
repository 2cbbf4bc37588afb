"""Sessions, people and the log over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from review.draft import Role
from service.actions.add_person import add_person
from service.actions.desk import check_admin
from service.actions.disable_person import disable_person
from service.actions.enable_person import enable_person
from service.actions.set_password import set_password
from service.actions.set_roles import set_roles
from service.actions.sign_in import sign_in
from service.actions.sign_out import sign_out
from service.api.credentials import CallerHere, PersonHere
from service.api.records import EventOut
from service.api.shapes import In, Out, PersonOut
from service.edge.door import OfficeHere, address_of, csrf_of
from service.edge.opened import Number, check_may_audit

router = APIRouter(tags=["账号与留痕"])

Password = Annotated[str, Field(max_length=1000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class CredentialsIn(In):
    login: Name
    password: Password


class SessionOut(Out):
    """`token` goes into `Authorization: Bearer`; `csrf` only into forms sent with a cookie."""

    token: str
    csrf: str
    person: PersonOut
    expires_at: datetime


class MeOut(Out):
    person: PersonOut
    csrf: str


class AccountOut(Out):
    person: PersonOut
    disabled_at: datetime | None


class NewPersonIn(In):
    login: Name
    name: Name
    roles: list[Role]
    password: Password


class PasswordIn(In):
    password: Password


class RolesIn(In):
    roles: list[Role]


@router.post("/sessions", status_code=HTTPStatus.CREATED)
def open_session(given: CredentialsIn, request: Request, office: OfficeHere) -> SessionOut:
    session = sign_in(office, given.login, given.password, address=address_of(request))
    return SessionOut(
        token=session.token,
        csrf=csrf_of(office, session.token),
        person=PersonOut.of(session.person),
        expires_at=session.expires_at,
    )


@router.delete("/sessions/current", status_code=HTTPStatus.NO_CONTENT)
def close_session(visitor: CallerHere, office: OfficeHere) -> None:
    sign_out(office, visitor.token)


@router.get("/me")
def me(visitor: CallerHere) -> MeOut:
    return MeOut(person=PersonOut.of(visitor.person), csrf=visitor.csrf)


@router.get("/people")
def list_people(office: OfficeHere, person: PersonHere) -> list[AccountOut]:
    check_admin(person)
    with office.read() as unit:
        accounts = unit.people.list()
    return [
        AccountOut(person=PersonOut.of(one.person), disabled_at=one.disabled_at) for one in accounts
    ]


@router.post("/people", status_code=HTTPStatus.CREATED)
def add(given: NewPersonIn, office: OfficeHere, person: PersonHere) -> PersonOut:
    check_admin(person)
    added = add_person(
        office,
        person,
        login=given.login,
        name=given.name,
        roles=frozenset(given.roles),
        password=given.password,
    )
    return PersonOut.of(added)


@router.post("/people/{person_id}/disable", status_code=HTTPStatus.NO_CONTENT)
def disable(person_id: Number, office: OfficeHere, person: PersonHere) -> None:
    check_admin(person)
    disable_person(office, person, person_id)


@router.post("/people/{person_id}/enable", status_code=HTTPStatus.NO_CONTENT)
def enable(person_id: Number, office: OfficeHere, person: PersonHere) -> None:
    check_admin(person)
    enable_person(office, person, person_id)


@router.post("/people/{person_id}/roles", status_code=HTTPStatus.NO_CONTENT)
def change_roles(person_id: Number, given: RolesIn, office: OfficeHere, person: PersonHere) -> None:
    check_admin(person)
    set_roles(office, person, person_id, frozenset(given.roles))


@router.post("/people/{person_id}/password", status_code=HTTPStatus.NO_CONTENT)
def reset_password(
    person_id: Number, given: PasswordIn, office: OfficeHere, person: PersonHere
) -> None:
    check_admin(person)
    set_password(office, person, person_id, password=given.password, old=None)


@router.get("/events")
def list_events(
    office: OfficeHere,
    person: PersonHere,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Sequence[EventOut]:
    """The whole log, newest first."""
    check_may_audit(person)
    with office.read() as unit:
        return [EventOut.of(entry) for entry in unit.events.page(before=before, limit=limit)]
