"""统一身份: who came and is nobody's account yet, and the bindings of a person."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.refusal import NotAllowedError, Refusal
from service.actions.bind_identity import bind_identity, send_away_stranger
from service.actions.end_identity import end_identity
from service.actions.errors import ActionError
from service.edge.door import Visitor
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import domain_of
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()


def show_identities(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """Strangers to be bound to people of the administrator's units, and whoever is bound there."""
    domain = domain_of(pages.office, visitor.person)
    people = {one.person.id: one.person for one in domain.accounts if one.disabled_at is None}
    with pages.office.read() as unit:
        strangers = unit.identities.strangers()
        bound = [one for one in unit.identities.all_standing() if one.person in people]
    return pages.show(
        request,
        "people/identities.html",
        visitor,
        status=status,
        fault=fault,
        strangers=strangers,
        bound=bound,
        people=people,
        me=visitor.person.id,
        provider=pages.office.provider,
        directory=pages.office.directory,
    )


@router.get("/identities")
def list_identities(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_identities(request, pages, visitor)


@router.post("/identities/strangers/{stranger_id}")
def decide(request: Request, stranger_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Bound to the chosen person, or struck off the list."""
    office, actor = pages.office, post.visitor.person
    try:
        domain = domain_of(office, actor)
        if post.text("do") == "away":
            send_away_stranger(office, actor, stranger_id)
            return go("/identities", "sent-away")
        bind_identity(office, actor, stranger_id, domain.account(_chosen(post)).person.id)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_identities(
            request, pages, post.visitor, fault=told.sentence, status=told.status
        )
    return go("/identities", "bound")


@router.post("/identities/{identity_id}/end")
def end(request: Request, identity_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        end_identity(pages.office, post.visitor.person, identity_id)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_identities(
            request, pages, post.visitor, fault=told.sentence, status=told.status
        )
    return go("/identities", "unbound")


def _chosen(post: Posted) -> int:
    person = post.number("person")
    if person < 1:
        raise NotAllowedError(Refusal.EMPTY, "没有选人员，没有绑定；请选择后再按“绑定”。")
    return person
