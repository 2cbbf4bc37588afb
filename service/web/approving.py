"""审签链接: from a mail to the desk of exactly one draft, for one person who has just shown who they
are. Opening it changes nothing; going on uses it up.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.approval_link import look_at_link, use_link
from service.actions.errors import ActionError
from service.actions.prove import require_fresh
from service.edge.door import Visitor
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn
from service.web.queue import due_of

router = APIRouter()
_ERRAND = "打开审签链接"

Token = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{20,80}$")]


@router.get("/approve/{token}")
def look(request: Request, token: Token, visitor: SignedIn, pages: PagesHere) -> Response:
    """What the link leads to."""
    require_fresh(pages.office, visitor.token, _ERRAND)
    try:
        draft = look_at_link(pages.office, visitor.person, token)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, visitor, error)
    return pages.show(
        request,
        "notices/approve.html",
        visitor,
        draft=draft,
        step=draft.current_step,
        due=due_of(draft.deadline, pages.office.now()),
        token=token,
    )


@router.post("/approve/{token}")
def go_on(request: Request, token: Token, post: PostedHere, pages: PagesHere) -> Response:
    """Uses the link up and opens the desk."""
    require_fresh(pages.office, post.visitor.token, _ERRAND)
    try:
        draft = use_link(pages.office, post.visitor.person, token)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post.visitor, error)
    return go(f"/approvals/{draft.id}")


def _refused(
    request: Request, pages: Pages, visitor: Visitor, error: NotAllowedError | ActionError
) -> Response:
    told = tell(error)
    return pages.show(
        request,
        "notices/approve.html",
        visitor,
        status=told.status,
        fault=told.sentence,
        draft=None,
        step=None,
        due=None,
        token="",
    )
