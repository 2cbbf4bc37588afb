"""登录: in, out, and back to what was being done."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from service.actions.errors import ActionError
from service.actions.sign_in import sign_in
from service.actions.sign_in_by_directory import sign_in_by_directory
from service.actions.sign_on import farewell
from service.actions.sign_out import sign_out
from service.edge.door import (
    VISIT,
    OfficeHere,
    VisitorHere,
    address_of,
    csrf_holds,
    csrf_of,
    forget,
    own_page,
    remember,
    remember_visit,
    visit_of,
    visitor_of,
)
from service.edge.refusals import tell
from service.web.away import sent_on
from service.web.kept import Kept, hidden_fields, kept_in
from service.web.pages import Pages, PagesHere, go, home_of
from service.web.posted import ForeignFormError, FormHere, PostedHere, field
from service.web.restoring import restore

router = APIRouter()


def show_sign_in(  # what a refused sign-in needs to be shown again
    request: Request,
    pages: Pages,
    *,
    login: str = "",
    then: str = "",
    kept: Kept | None = None,
    way: str = "",
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The sign-in form, carrying along where the person was going or what they had typed."""
    visit = visit_of(request)
    response = pages.show(
        request,
        "sign_in/sign_in.html",
        None,
        status=status,
        fault=fault,
        csrf=csrf_of(pages.office, visit),
        login=login,
        next=then,
        kept=hidden_fields(kept),
        provider=pages.office.provider,
        directory=pages.office.directory,
        way=way,
    )
    remember_visit(response, pages.office, visit)
    return response


def inside(path: str) -> str:
    r"""The path if it is one of this house, else "". `//host` and `/\host` lead elsewhere."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if ours else ""


@router.get("/")
def home(visitor: VisitorHere) -> Response:
    if visitor is None:
        return RedirectResponse("/sign-in", status_code=HTTPStatus.SEE_OTHER)
    return RedirectResponse(home_of(visitor.person), status_code=HTTPStatus.SEE_OTHER)


@router.get("/sign-in")
def ask(request: Request, pages: PagesHere, visitor: VisitorHere, next: str = "") -> Response:  # noqa: A002  # the name in the address
    if visitor is not None:
        return go(inside(next) or home_of(visitor.person))
    return show_sign_in(request, pages, then=inside(next))


@router.post("/sign-in")
def enter(request: Request, form: FormHere, pages: PagesHere, office: OfficeHere) -> Response:
    """A session; then the page that was wanted, or what was typed when the last one ended."""
    if not own_page(request):
        raise ForeignFormError
    login, then, kept = field(form, "login").strip(), inside(field(form, "next")), kept_in(form)
    if not csrf_holds(office, request.cookies.get(VISIT, ""), field(form, "csrf")):
        return show_sign_in(
            request,
            pages,
            login=login,
            then=then,
            kept=kept,
            fault="登录页已过期，请再登录一次。",
            status=HTTPStatus.FORBIDDEN,
        )
    way = field(form, "way")
    enter_by = sign_in_by_directory if office.directory and way == "directory" else sign_in
    try:
        session = enter_by(office, login, field(form, "password"), address=address_of(request))
    except ActionError as error:
        told = tell(error)
        return show_sign_in(
            request,
            pages,
            login=login,
            then=then,
            kept=kept,
            way=way,
            fault=told.sentence,
            status=told.status,
        )
    visitor = visitor_of(office, session.token)
    if visitor is not None and kept is not None:
        response = restore(request, pages, visitor, kept)
    else:
        response = go(then or home_of(session.person))
    remember(response, office, session.token)
    return response


@router.post("/sign-out")
def leave(request: Request, post: PostedHere, pages: PagesHere, office: OfficeHere) -> Response:
    """Out of here; and, where the issuer let the person in, out there as well."""
    there = farewell(office, post.visitor.token)
    sign_out(office, post.visitor.token)
    if there is not None:
        response = sent_on(request, pages, there, leaving=True)
    else:
        response = go("/sign-in", "signed-out")
    forget(response)
    return response
