"""监管总览: every unit a person sees and what each owes, on one page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.edge.supervision import dues_of
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()


@router.get("/supervision")
def overview(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    """The authority sees all its units; a host unit only its own."""
    dues = dues_of(pages.office, visitor.person)
    return pages.show(
        request,
        "supervision/show.html",
        visitor,
        dues=dues,
        owing=sum(one.owes for one in dues),
        accounts=sum(one.accounts for one in dues),
    )
