"""What a page says when something is refused, missing or broken: what happened, what to do now.

Whatever was typed into the form that led here is shown again or kept in it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from service.actions.errors import FreshError, SecretError
from service.edge.door import SESSION, Visitor, visitor_of
from service.edge.refusals import HEADINGS, Refused, tell
from service.store.errors import StoreError
from service.web.kept import Kept, keep
from service.web.pages import Pages, pages_of
from service.web.posted import LostSessionError, SignInNeededError
from service.web.prove import show_prove
from service.web.restoring import restore, show_kept
from service.web.sign_in import show_sign_in

_SENTENCES: Final = {
    HTTPStatus.BAD_REQUEST: "浏览器发来的内容不完整，没有处理；请返回上一页重试。",
    HTTPStatus.NOT_FOUND: "没有这个页面，可能地址不完整；请从上面的栏目重新进入。",
    HTTPStatus.METHOD_NOT_ALLOWED: "这个地址不能直接打开；请从上面的栏目重新进入。",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "提交的内容超过 40 MB，没有处理；请按浏览器的“后退”回到原页，删减后再提交。"
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "系统内部出错，刚才的操作没有保存；请稍后重试，仍不行请联系管理员查看运行日志。"
    ),
}
_OVER: Final = "登录已过期；文字仍在本页，保存时会请您重新登录，不会丢失。"


def _visitor(request: Request, pages: Pages) -> Visitor | None:
    # The database may be what is broken: the page that says so must not need it.
    try:
        return visitor_of(pages.office, request.cookies.get(SESSION, ""))
    except StoreError:
        return None


def _kept(request: Request) -> Kept | None:
    form = getattr(request.state, "form", None)
    return keep(request.url.path, form) if isinstance(form, FormData) else None


def tell_page(
    request: Request, sentence: str, status: HTTPStatus, *, visitor: Visitor | None = None
) -> Response:
    """A page of its own with the sentence and whatever had been typed."""
    heading = HEADINGS.get(status, "没有办成")
    return show_kept(
        request,
        pages_of(request),
        visitor,
        _kept(request),
        sentence,
        status,
        heading=heading,
    )


def on_refused(request: Request, error: Refused) -> Response:
    """An error of the table that the page itself did not take."""
    told = tell(error)
    visitor = _visitor(request, pages_of(request))
    if isinstance(error, SecretError):
        return _refuse_secret(request, told.sentence, told.status, visitor)
    if isinstance(error, FreshError) and visitor is not None:
        return show_prove(
            request,
            pages_of(request),
            visitor,
            kept=_kept(request),
            then=_asked_for(request),
            errand=told.sentence,
            status=told.status,
        )
    return tell_page(request, told.sentence, told.status, visitor=visitor)


def _refuse_secret(
    request: Request, sentence: str, status: HTTPStatus, visitor: Visitor | None
) -> Response:
    """A page without a word of what was typed, for a browser that is to keep none of it either."""
    page = show_kept(
        request, pages_of(request), visitor, None, sentence, status, heading="涉密文字，拒绝接收"
    )
    page.headers["Cache-Control"] = "no-store"
    page.headers["Clear-Site-Data"] = '"cache", "storage"'
    return page


def on_store_error(request: Request, error: StoreError) -> Response:
    """The database cannot do it."""
    return tell_page(request, str(error), HTTPStatus.SERVICE_UNAVAILABLE)


def _asked_for(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def on_sign_in_needed(request: Request, error: SignInNeededError) -> Response:  # noqa: ARG001  # Starlette's signature
    """To the sign-in form, and from there to where the person was going."""
    path = _asked_for(request)
    address = f"/sign-in?next={quote(path, safe='')}" if path != "/" else "/sign-in"
    return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)


def on_lost_session(request: Request, error: LostSessionError) -> Response:
    """The session ended while somebody was writing: sign in, and the words are back."""
    pages = pages_of(request)
    if request.url.path == "/check":
        return JSONResponse({"message": _OVER}, status_code=HTTPStatus.UNAUTHORIZED)
    kept = keep(request.url.path, error.form)
    visitor = _visitor(request, pages)
    if visitor is not None:
        return restore(request, pages, visitor, kept)
    return show_sign_in(request, pages, kept=kept, status=HTTPStatus.UNAUTHORIZED)


def on_foreign_form(request: Request) -> Response:
    """A form from another site; nothing of it is shown."""
    return show_kept(
        request,
        pages_of(request),
        None,
        None,
        "这次提交不是从先审自己的页面发出的，没有处理；请从先审的页面重新操作。",
        HTTPStatus.FORBIDDEN,
        heading=HEADINGS[HTTPStatus.FORBIDDEN],
    )


def on_http_error(request: Request, error: HTTPException | RequestValidationError) -> Response:
    """No such page, or an address or form that makes no sense."""
    if isinstance(error, RequestValidationError):
        in_path = any(detail.get("loc", ("",))[0] == "path" for detail in error.errors())
        status = HTTPStatus.NOT_FOUND if in_path else HTTPStatus.BAD_REQUEST
    else:
        status = HTTPStatus(error.status_code)
    sentence = _SENTENCES.get(status, _SENTENCES[HTTPStatus.BAD_REQUEST])
    return tell_page(request, sentence, status, visitor=_visitor(request, pages_of(request)))


def tell_status(request: Request, status: HTTPStatus) -> Response:
    """The page for a status nobody raised: too large, or broken. Needs no database."""
    return show_kept(
        request,
        pages_of(request),
        None,
        None,
        _SENTENCES[status],
        status,
        heading=HEADINGS[status],
    )
