"""事件 over the API: what is open, what is known of one, and the steps a person takes."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from service.actions.close_incident import close_incident
from service.actions.handle_incident import handle_incident
from service.actions.incident_facts import IncidentFacts
from service.actions.open_incident import open_incident
from service.actions.report_incident import report_incident
from service.actions.transfer_incident import transfer_incident
from service.api.credentials import PersonHere
from service.api.shapes import In, Out, Words
from service.edge.door import OfficeHere
from service.edge.incidents import list_incidents, open_incident_page
from service.edge.opened import Number
from service.store.incidents import Incident, IncidentKind, IncidentStep

router = APIRouter(tags=["事件"])

Line = Annotated[str, Field(max_length=200)]
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


class IncidentIn(In):
    unit: Id
    kind: IncidentKind
    subject: Line
    note: Words = ""
    account: Line = ""
    draft: Id | None = None
    posting: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,80}$")] | None = None
    drill: bool = False


class NoteIn(In):
    note: Words


class ReportIn(In):
    told: Line
    note: Words = ""


class TransferIn(In):
    to: Id
    note: Words


class IncidentOut(Out):
    """`transferred_to`: the unit that has it now, if it is not the one it happened in."""

    id: int
    unit: int
    kind: IncidentKind
    subject: str
    note: str
    account: str
    draft: int | None
    posting: str | None
    drill: bool
    found_at: datetime
    found_by: int
    handled_at: datetime | None
    reported_at: datetime | None
    reported_to: str
    transferred_to: int | None
    closed_at: datetime | None


class StepOut(Out):
    step: IncidentStep
    person: str
    at: datetime
    told: str
    note: str


class IncidentWholeOut(IncidentOut):
    steps: list[StepOut]


@router.get("/incidents")
def list_all(
    office: OfficeHere,
    person: PersonHere,
    *,
    closed: bool = False,
    page: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> list[IncidentOut]:
    """Those of the units the caller works in and below, newest first, fifty a page."""
    rows, _ = list_incidents(office, person, closed=closed, page=page)
    return [_out(row.incident) for row in rows]


@router.post("/incidents", status_code=HTTPStatus.CREATED)
def open_one(given: IncidentIn, office: OfficeHere, person: PersonHere) -> IncidentOut:
    return _out(open_incident(office, person, IncidentFacts(**given.model_dump())))


@router.get("/incidents/{incident_id}")
def show_one(incident_id: Number, office: OfficeHere, person: PersonHere) -> IncidentWholeOut:
    shown = open_incident_page(office, person, incident_id)
    return IncidentWholeOut(
        **_out(shown.incident).model_dump(),
        steps=[
            StepOut(
                step=one.step.step,
                person=one.person,
                at=one.step.at,
                told=one.told,
                note=one.step.note,
            )
            for one in shown.steps
        ],
    )


@router.post("/incidents/{incident_id}/handle", status_code=HTTPStatus.NO_CONTENT)
def handle(incident_id: Number, given: NoteIn, office: OfficeHere, person: PersonHere) -> None:
    handle_incident(office, person, incident_id, note=given.note)


@router.post("/incidents/{incident_id}/report", status_code=HTTPStatus.NO_CONTENT)
def report(incident_id: Number, given: ReportIn, office: OfficeHere, person: PersonHere) -> None:
    report_incident(office, person, incident_id, told=given.told, note=given.note)


@router.post("/incidents/{incident_id}/transfer", status_code=HTTPStatus.NO_CONTENT)
def transfer(
    incident_id: Number, given: TransferIn, office: OfficeHere, person: PersonHere
) -> None:
    transfer_incident(office, person, incident_id, to=given.to, note=given.note)


@router.post("/incidents/{incident_id}/close", status_code=HTTPStatus.NO_CONTENT)
def close(incident_id: Number, given: NoteIn, office: OfficeHere, person: PersonHere) -> None:
    close_incident(office, person, incident_id, note=given.note)


def _out(one: Incident) -> IncidentOut:
    return IncidentOut(
        id=one.id,
        unit=one.unit,
        kind=one.kind,
        subject=one.subject,
        note=one.note,
        account=one.account,
        draft=one.draft,
        posting=one.posting,
        drill=one.drill,
        found_at=one.found_at,
        found_by=one.found_by,
        handled_at=one.handled_at,
        reported_at=one.reported_at,
        reported_to=one.reported_to,
        transferred_to=one.transferred_to,
        closed_at=one.closed_at,
    )
