"""应急: finding a piece to be an emergency, and 紧急撤回."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.declare_emergency import declare_emergency
from service.actions.errors import ActionError, MissingError
from service.actions.prove import require_fresh
from service.actions.withdraw_at_once import withdraw_at_once
from service.edge.opened import Number, open_draft
from service.edge.refusals import tell
from service.web.drafts import show_draft
from service.web.pages import PagesHere, go
from service.web.posted import PostedHere

router = APIRouter()


@router.post("/drafts/{draft_id}/declare")
def declare(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Opens the emergency lane to this piece."""
    reason = post.text("reason")
    open_draft(pages.office, post.visitor.person, draft_id)
    try:
        declare_emergency(pages.office, post.visitor.person, draft_id, reason=reason)
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_draft(
            request,
            pages,
            post.visitor,
            draft_id,
            typed_words=reason,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/drafts/{draft_id}", "declared")


@router.post("/drafts/{draft_id}/withdraw-at-once")
def withdraw(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Takes a text back from everywhere, by whoever is on duty and has just shown who they are."""
    reason = post.text("reason")
    open_draft(pages.office, post.visitor.person, draft_id)
    require_fresh(pages.office, post.visitor.token, "紧急撤回")
    try:
        withdraw_at_once(pages.office, post.visitor.person, draft_id, reason=reason)
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_draft(
            request,
            pages,
            post.visitor,
            draft_id,
            typed_words=reason,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/drafts/{draft_id}", "withdrawn-at-once")
