"""批注: what a colleague says about a passage, from the draft page or the page of a signature."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.model import Span
from review.refusal import NotAllowedError
from service.actions.comment_draft import comment_draft
from service.actions.errors import ActionError, MissingError
from service.edge.opened import Number
from service.edge.refusals import tell
from service.web.approvals import show_approval
from service.web.drafts import show_draft
from service.web.pages import PagesHere, go
from service.web.posted import PostedHere, whole
from service.web.said import TypedComment

router = APIRouter()


@router.post("/drafts/{draft_id}/comments")
def add_comment(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """One comment; refused, it is shown again with what was typed."""
    review = post.text("from") == "approval"
    typed = TypedComment(words=post.text("words"), passage=post.text("passage"))
    field, start = post.text("field"), whole(post.text("start"))
    known = bool(field) and start >= 0
    try:
        comment_draft(
            pages.office,
            post.visitor.person,
            draft_id,
            said=typed.words,
            passage=typed.passage,
            span=Span(field=field, start=start, end=start + len(typed.passage)) if known else None,
        )
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        show = show_approval if review else show_draft
        return show(
            request,
            pages,
            post.visitor,
            draft_id,
            typed_comment=typed,
            fault=told.sentence,
            fault_aid="您写的批注还在下面。",
            status=told.status,
        )
    return go(f"/approvals/{draft_id}" if review else f"/drafts/{draft_id}", "commented")
