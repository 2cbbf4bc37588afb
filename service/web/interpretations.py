"""解读: policy documents that are out, what interprets each, and what is overdue."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.errors import ActionError, InvalidError
from service.actions.link_interpretation import TRAITS, link_interpretation, say_traits
from service.edge.door import Visitor
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.supervision import interpreted
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn

router = APIRouter()


@router.get("/interpretations")
def list_documents(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_documents(request, pages, visitor)


def show_documents(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The list, with the two forms of each."""
    return pages.show(
        request,
        "interpretations/list.html",
        visitor,
        status=status,
        fault=fault,
        documents=interpreted(pages.office, visitor.person),
        traits=TRAITS,
        days=pages.office.settings.interpretation_days,
    )


@router.post("/interpretations/{draft_id}/traits")
def traits(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Which of the four a document is."""
    try:
        say_traits(pages.office, post.visitor.person, draft_id, post.texts("trait"))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_documents(request, pages, post.visitor, fault=told.sentence, status=told.status)
    return go("/interpretations", "traits")


@router.post("/interpretations/{draft_id}/links")
def link(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """A draft that interprets it."""
    try:
        product = post.number("product")
        if product < 1:
            raise InvalidError("请填解读稿件的编号（稿件页标题旁的数字）。")  # told like the others
        link_interpretation(pages.office, post.visitor.person, draft_id, product)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_documents(request, pages, post.visitor, fault=told.sentence, status=told.status)
    return go("/interpretations", "linked")
