"""预览: what readers of every platform will see of a draft, side by side."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.edge.opened import Number, open_draft
from service.edge.previews import previews_of
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()


@router.get("/drafts/{draft_id}/preview")
def preview(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    opened = open_draft(pages.office, visitor.person, draft_id)
    return pages.show(
        request,
        "drafts/preview.html",
        visitor,
        draft=opened.draft,
        previews=previews_of(pages.office, opened.document),
    )
