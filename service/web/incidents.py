"""事件: what went wrong with what is out, side by side with what was signed, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.close_incident import close_incident
from service.actions.errors import ActionError
from service.actions.handle_incident import handle_incident
from service.actions.read_back_posting import read_back_posting
from service.actions.report_incident import report_incident
from service.edge.door import Visitor
from service.edge.incidents import list_incidents, open_incident_page
from service.edge.opened import Number, check_may_read_back
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()


@router.get("/incidents")
def list_page(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    state: Annotated[str, Query(max_length=8)] = "",
    page: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """Open ones, or with `state=closed` those that are over."""
    closed = state == "closed"
    rows, more = list_incidents(pages.office, visitor.person, closed=closed, page=page)
    return pages.show(
        request, "incidents/list.html", visitor, rows=rows, closed=closed, page=page, more=more
    )


@router.get("/incidents/{incident_id}")
def one_incident(
    request: Request, incident_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    return show_incident(request, pages, visitor, incident_id)


def show_incident(  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    incident_id: int,
    *,
    typed: tuple[str, str, str] = ("", "", ""),
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """`typed`: which form was refused, to whom it said it was reported, and its words."""
    shown = open_incident_page(pages.office, visitor.person, incident_id)
    verb, told, note = typed
    return pages.show(
        request,
        "incidents/show.html",
        visitor,
        status=status,
        fault=fault,
        shown=shown,
        verb=verb,
        told=told,
        note=note,
    )


@router.post("/incidents/{incident_id}/handle")
def handle(request: Request, incident_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    note = post.text("note")
    return _done(
        request,
        pages,
        post,
        incident_id,
        ("handle", "", note),
        lambda: handle_incident(pages.office, post.visitor.person, incident_id, note=note),
    )


@router.post("/incidents/{incident_id}/report")
def report(request: Request, incident_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    told, note = post.text("told"), post.text("note")
    return _done(
        request,
        pages,
        post,
        incident_id,
        ("report", told, note),
        lambda: report_incident(
            pages.office, post.visitor.person, incident_id, told=told, note=note
        ),
    )


@router.post("/incidents/{incident_id}/close")
def close(request: Request, incident_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    note = post.text("note")
    return _done(
        request,
        pages,
        post,
        incident_id,
        ("close", "", note),
        lambda: close_incident(pages.office, post.visitor.person, incident_id, note=note),
    )


@router.post("/incidents/{incident_id}/look")
def look(request: Request, incident_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Read the posting back now."""
    person = post.visitor.person
    shown = open_incident_page(pages.office, person, incident_id)

    def act() -> None:
        check_may_read_back(person)
        if shown.posting is not None:
            read_back_posting(pages.office, shown.posting.key, actor=person)

    return _done(request, pages, post, incident_id, ("", "", ""), act, done="read-back")


def _done(  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    post: Posted,
    incident_id: int,
    typed: tuple[str, str, str],
    act: Callable[[], object],
    *,
    done: str = "incident",
) -> Response:
    try:
        act()
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_incident(
            request,
            pages,
            post.visitor,
            incident_id,
            typed=typed,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/incidents/{incident_id}", done)
