"""我的账号: who a person is here, what is lent to them, and their password."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Role
from review.refusal import NotAllowedError
from service.actions.errors import ActionError, InvalidError
from service.actions.set_password import set_password
from service.edge.door import SESSION, Visitor
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn
from service.web.units import roles_in

router = APIRouter()


def show_account(
    request: Request, pages: Pages, visitor: Visitor, *, fault: str = "", status: int = 200
) -> Response:
    """A person's own page."""
    person, office = visitor.person, pages.office
    with office.read() as unit:
        known = unit.units.known()
        away = unit.leaves.away(office.now()).get(person.id)
    own = {grant.unit for grant in person.grants if grant.lent_by is None}
    return pages.show(
        request,
        "people/account.html",
        visitor,
        fault=fault,
        status=status,
        places=[(known[one].name, roles_in(person, known[one], pages)) for one in sorted(own)],
        borrowed=[
            (known[one.unit].name, one.role.label, one.lent_by.name)
            for one in sorted(person.grants, key=lambda one: (one.unit, one.role))
            if one.lent_by is not None
        ],
        away=away,
        keeps=Role.ADMIN in person.roles,
    )


@router.get("/account")
def own_account(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_account(request, pages, visitor)


@router.post("/account")
def own_password(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """Another password; every session ends."""
    person, password = post.visitor.person, post.text("password")
    try:
        _check_same(password, post.text("again"))
        set_password(pages.office, person, person.id, password=password, old=post.text("old"))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_account(request, pages, post.visitor, fault=told.sentence, status=told.status)
    response = go("/sign-in", "password-own")
    response.delete_cookie(SESSION)
    return response


def _check_same(password: str, again: str) -> None:
    if password != again:
        raise InvalidError("两次输入的新密码不一样，请重新输入。")
