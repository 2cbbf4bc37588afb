"""送审: the form in which an author hands a draft in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.errors import ActionError, MissingError
from service.actions.submit_draft import submit_draft
from service.edge.opened import Number
from service.edge.refusals import tell
from service.web.drafts import show_draft
from service.web.pages import PagesHere, go
from service.web.posted import PostedHere
from service.web.routing import typed_in

router = APIRouter()


@router.post("/drafts/{draft_id}/submit")
def submit(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    typed = typed_in(post.form)
    try:
        submit_draft(
            pages.office,
            post.visitor.person,
            draft_id,
            version=post.number("version"),
            lowering=typed.lowering,
            replies=typed.ticked.replies,
            emergency=typed.emergency,
        )
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_draft(
            request,
            pages,
            post.visitor,
            draft_id,
            typed_submission=typed,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/drafts/{draft_id}", "submitted")
