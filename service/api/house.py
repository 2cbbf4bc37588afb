"""Sessions and the log over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from service.actions.prove import prove_again
from service.actions.sign_in import sign_in
from service.actions.sign_out import sign_out
from service.api.credentials import CallerHere, PersonHere
from service.api.records import EventOut
from service.api.shapes import In, Out, PersonOut
from service.edge.branch_log import log_page
from service.edge.door import OfficeHere, address_of, csrf_of

router = APIRouter(tags=["账号与留痕"])

Password = Annotated[str, Field(max_length=1000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class CredentialsIn(In):
    login: Name
    password: Password


class ProofIn(In):
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


@router.post("/sessions/current/proof", status_code=HTTPStatus.NO_CONTENT)
def prove(given: ProofIn, visitor: CallerHere, office: OfficeHere) -> None:
    """The caller's password once more, before what cannot be taken back."""
    prove_again(office, visitor.token, visitor.person, given.password)


@router.get("/me")
def me(visitor: CallerHere) -> MeOut:
    return MeOut(person=PersonOut.of(visitor.person), csrf=visitor.csrf)


@router.get("/events")
def list_events(
    office: OfficeHere,
    person: PersonHere,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Sequence[EventOut]:
    """The log, newest first; for who audits a lower unit, that of its branch."""
    page = log_page(office, person, before=before, limit=limit)
    return [EventOut.of(entry) for entry in page.entries]
