"""休假: who is away; one's own, and that of the people an administrator keeps."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Role
from review.refusal import NotAllowedError
from service.actions.end_leave import end_leave
from service.actions.errors import ActionError, InvalidError
from service.actions.take_leave import take_leave
from service.edge.door import Visitor
from service.edge.moments import day_typed, whole_days
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import colleagues, domain_of
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLeave:
    person: str = ""
    first: str = ""
    last: str = ""


@router.get("/leave")
def list_leave(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_leave(request, pages, visitor)


def show_leave(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: TypedLeave | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """Who of one's colleagues is or will be away: dates only, never why."""
    office, person = pages.office, visitor.person
    now = office.now()
    keeps = Role.ADMIN in person.roles
    kept = (
        [one.person for one in domain_of(office, person).accounts if one.disabled_at is None]
        if keeps
        else [person]
    )
    with office.read() as unit:
        near = {one.id for one in colleagues(unit, person, now)} | {one.id for one in kept}
        rows = [one for one in unit.leaves.standing(now) if one.person.id in near]
    own = {one.id for one in kept} | {person.id}
    return pages.show(
        request,
        "duty/leave.html",
        visitor,
        status=status,
        fault=fault,
        rows=tuple((one, one.holds(now), one.person.id in own) for one in rows),
        people=kept,
        keeps=keeps,
        typed=typed or TypedLeave(person=str(person.id)),
    )


@router.post("/leave")
def take(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """Whole days, the last one included."""
    typed = TypedLeave(person=post.text("person"), first=post.text("first"), last=post.text("last"))
    try:
        first, last = day_typed(typed.first, "第一天"), day_typed(typed.last, "最后一天")
        if last < first:
            raise InvalidError("休假的最后一天早于第一天，请改正。")
        start, end = whole_days(first, last)
        take_leave(pages.office, post.visitor.person, post.number("person"), start, end)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error, typed)
    return go("/leave", "leave-set")


@router.post("/leave/{leave_id}/end")
def back(request: Request, leave_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        end_leave(pages.office, post.visitor.person, leave_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error)
    return go("/leave", "leave-ended")


def _refused(
    request: Request,
    pages: Pages,
    post: Posted,
    error: NotAllowedError | ActionError,
    typed: TypedLeave | None = None,
) -> Response:
    told = tell(error)
    return show_leave(
        request, pages, post.visitor, typed=typed, fault=told.sentence, status=told.status
    )
