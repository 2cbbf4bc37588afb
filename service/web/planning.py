"""发布 begins: the platforms to choose from, what readers of each will see, and the last way back."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review import flow
from review.draft import Action
from review.refusal import NotAllowedError
from review.release import BrokenSealError
from service.actions.errors import ActionError, MissingError
from service.actions.release_draft import release_draft
from service.actions.send_back_draft import send_back_draft
from service.edge.door import Visitor
from service.edge.opened import Number, open_draft, why_not
from service.edge.previews import previews_of
from service.edge.refusals import tell
from service.web.delivering import moment_typed
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn

router = APIRouter()


def show_plan(  # noqa: PLR0913  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    *,
    chosen: tuple[str, ...] | None = None,
    reason: str = "",
    at: str = "",
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The platforms to choose from, with what readers of each will see."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    refused = why_not(opened.draft, Action.RELEASE, visitor.person)
    if refused is not None and not fault:
        raise refused
    allowed = flow.allowed(opened.draft, visitor.person)
    return pages.show(
        request,
        "releases/plan.html",
        visitor,
        status=status,
        fault=fault,
        draft=opened.draft,
        previews=previews_of(pages.office, opened.document),
        chosen=chosen,
        may_release=Action.RELEASE in allowed,
        may_send_back=Action.SEND_BACK in allowed,
        reason=reason,
        typed_at=at,
    )


@router.get("/releases/plan/{draft_id}")
def plan(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_plan(request, pages, visitor, draft_id)


@router.post("/releases/plan/{draft_id}")
def release(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    chosen = post.texts("platform")
    try:
        at = moment_typed(post.text("at"))
        made = release_draft(pages.office, post.visitor.person, draft_id, platforms=chosen, at=at)
    except MissingError:
        raise
    except (NotAllowedError, ActionError, BrokenSealError) as error:
        told = tell(error)
        return show_plan(
            request,
            pages,
            post.visitor,
            draft_id,
            chosen=chosen,
            at=post.text("at"),
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/releases/{made.id}", "released")


@router.post("/releases/plan/{draft_id}/send-back")
def send_back(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """An approved draft goes back to its author: somebody saw something at the last moment."""
    reason = post.text("reason")
    try:
        send_back_draft(pages.office, post.visitor.person, draft_id, seen=None, reason=reason)
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_plan(
            request,
            pages,
            post.visitor,
            draft_id,
            reason=reason,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/drafts/{draft_id}", "sent-back")
