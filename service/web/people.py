"""人员: who there is, for the administrator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Person, Role
from review.refusal import NotAllowedError
from service.actions.add_person import add_person
from service.actions.desk import check_admin
from service.actions.disable_person import disable_person
from service.actions.enable_person import enable_person
from service.actions.errors import ActionError, InvalidError
from service.actions.set_password import set_password
from service.actions.set_roles import set_roles
from service.edge.door import SESSION, Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()
_NO_ERRORS: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    person: Person
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPerson:
    """What was typed into the form for a new person; the password is never shown again."""

    name: str = ""
    login: str = ""
    roles: tuple[str, ...] = ()


def _roles(post: Posted) -> frozenset[Role]:
    known = {role.value for role in Role}
    return frozenset(Role(value) for value in post.texts("role") if value in known)


def show_people(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: TypedPerson | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    check_admin(visitor.person)
    with pages.office.read() as unit:
        rows = tuple(
            Row(person=account.person, disabled=account.disabled_at is not None)
            for account in unit.people.list()
        )
    return pages.show(
        request,
        "people/list.html",
        visitor,
        status=status,
        fault=fault,
        rows=rows,
        roles=tuple(Role),
        typed=typed or TypedPerson(),
        errors=_NO_ERRORS,
    )


@router.get("/people")
def list_people(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_people(request, pages, visitor)


@router.post("/people")
def add(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    check_admin(post.visitor.person)
    typed = TypedPerson(
        name=one_line(post.text("name")),
        login=one_line(post.text("login")),
        roles=post.texts("role"),
    )
    try:
        add_person(
            pages.office,
            post.visitor.person,
            login=typed.login,
            name=typed.name,
            roles=_roles(post),
            password=post.text("password"),
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error, typed)
    return go("/people", "added")


@router.post("/people/{person_id}/disable")
def disable(request: Request, person_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    check_admin(post.visitor.person)
    try:
        disable_person(pages.office, post.visitor.person, person_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error)
    return go("/people", "disabled")


@router.post("/people/{person_id}/enable")
def enable(request: Request, person_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    check_admin(post.visitor.person)
    try:
        enable_person(pages.office, post.visitor.person, person_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error)
    return go("/people", "enabled")


@router.post("/people/{person_id}/roles")
def change_roles(
    request: Request, person_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    check_admin(post.visitor.person)
    try:
        set_roles(pages.office, post.visitor.person, person_id, _roles(post))
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error)
    return go("/people", "roles")


@router.post("/people/{person_id}/password")
def reset_password(
    request: Request, person_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    check_admin(post.visitor.person)
    try:
        set_password(
            pages.office,
            post.visitor.person,
            person_id,
            password=post.text("password"),
            old=None,
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error)
    return go("/people", "password")


def _refused(
    request: Request,
    pages: Pages,
    post: Posted,
    error: NotAllowedError | ActionError,
    typed: TypedPerson | None = None,
) -> Response:
    told = tell(error)
    return show_people(
        request, pages, post.visitor, typed=typed, fault=told.sentence, status=told.status
    )


@router.get("/account")
def own_account(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    """A person's own page: who they are here, and their password."""
    return pages.show(request, "people/account.html", visitor)


@router.post("/account")
def own_password(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    person, password = post.visitor.person, post.text("password")
    try:
        _check_same(password, post.text("again"))
        set_password(pages.office, person, person.id, password=password, old=post.text("old"))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return pages.show(
            request,
            "people/account.html",
            post.visitor,
            fault=told.sentence,
            status=told.status,
        )
    response = go("/sign-in", "password-own")
    response.delete_cookie(SESSION)
    return response


def _check_same(password: str, again: str) -> None:
    if password != again:
        raise InvalidError("两次输入的新密码不一样，请重新输入。")
