"""再次确认身份: asked for before what cannot be taken back; what was typed waits meanwhile."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.actions.errors import ActionError
from service.actions.prove import PROVING_AGAIN, proof_of, prove_again
from service.edge.door import Visitor
from service.edge.refusals import tell
from service.store.sessions import ProvedBy
from service.web.kept import Kept, hidden_fields, kept_in
from service.web.pages import Pages, PagesHere, go, home_of
from service.web.posted import PostedHere
from service.web.restoring import restore
from service.web.sign_in import inside

router = APIRouter()

ONCE_MORE: Final = "已确认是您本人。您填写的内容都在下面，请核对后再提交一次，这次会办理。"


def show_prove(  # where the person was, and what they had typed
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    kept: Kept | None,
    then: str,
    errand: str,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """Asks for the password once more. No errand is run by it: afterwards the person sees what
    they had typed and sends it themselves.
    """
    by = proof_of(pages.office, visitor.token)
    return pages.show(
        request,
        "sign_in/prove.html",
        visitor,
        status=status,
        fault=fault,
        errand=errand,
        login=visitor.person.login,
        next=then,
        kept=hidden_fields(kept),
        provider=pages.office.provider if by is ProvedBy.PROVIDER else None,
        directory=pages.office.directory if by is ProvedBy.DIRECTORY else None,
    )


@router.post("/prove")
def prove(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """The proof; then the page it was wanted for, with everything typed in it."""
    kept, then = kept_in(post.form), inside(post.text("next"))
    visitor = post.visitor
    try:
        prove_again(
            pages.office,
            visitor.token,
            visitor.person,
            post.text("password"),
            elsewhere=post.text("login"),
        )
    except ActionError as error:
        told = tell(error)
        return show_prove(
            request,
            pages,
            visitor,
            kept=kept,
            then=then,
            errand=PROVING_AGAIN,
            fault=told.sentence,
            status=told.status,
        )
    return back_from_proof(request, pages, visitor, kept, then)


@router.get("/prove")
def prove_opened() -> Response:
    """The form's address opened by hand: there is nothing to prove it for."""
    return go("/")


def back_from_proof(
    request: Request, pages: Pages, visitor: Visitor, kept: Kept | None, then: str
) -> Response:
    """Where the person was when they were asked."""
    if kept is not None:
        return restore(request, pages, visitor, kept, again=ONCE_MORE)
    return go(then or home_of(visitor.person))
