"""从处理结果里学: what people decided again and again, offered as additions and mutes to agree to."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.errors import ActionError
from service.actions.lay_overlay import lay_overlay
from service.edge.door import Visitor
from service.edge.learning import LEAST, learnt
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn
from service.web.wordlists import facts_of, typed_overlay

router = APIRouter()


def _show(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    found = learnt(pages.office, visitor.person)
    return pages.show(
        request,
        "learning/show.html",
        visitor,
        status=status,
        fault=fault,
        proposed=found.proposed,
        units=found.units,
        least=LEAST,
    )


@router.get("/learning")
def show(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return _show(request, pages, visitor)


@router.post("/learning")
def take(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """One proposal, as it stands in the form: in force if an administrator sends it."""
    typed = typed_overlay(post)
    try:
        facts = facts_of(typed, post.text("wordlist").strip())
        lay_overlay(pages.office, post.visitor.person, facts)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return _show(request, pages, post.visitor, fault=told.sentence, status=told.status)
    return go("/learning", "proposed")
