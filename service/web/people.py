"""人员: who there is in the units an administrator keeps."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review.draft import Person, Role
from review.refusal import NotAllowedError
from service.actions.add_person import add_person
from service.actions.errors import ActionError
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.refusals import tell
from service.edge.scope import domain_of
from service.store.leaves import Leave
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn, whole
from service.web.units import roles_in

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`places`: what they do, unit by unit. `elsewhere`: in units others keep."""

    person: Person
    disabled: bool
    places: tuple[tuple[str, tuple[str, ...]], ...]
    elsewhere: bool
    leave: Leave | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPerson:
    """What was typed into the form for a new person; the password is never shown again."""

    name: str = ""
    login: str = ""
    unit: str = ""
    roles: tuple[str, ...] = ()


def show_people(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: TypedPerson | None = None,
    only: int = 0,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """Everybody in the units that are kept; `only`: in one of them."""
    office = pages.office
    domain = domain_of(office, visitor.person)
    shown = (domain.bureau(only),) if only else domain.bureaus
    with office.read() as unit:
        away = unit.leaves.away(office.now())
    rows = tuple(
        Row(
            person=account.person,
            disabled=account.disabled_at is not None,
            places=tuple(
                (one.unit.name, held)
                for one in domain.bureaus
                if (held := roles_in(account.person, one.unit, pages))
            ),
            elsewhere=any(grant.unit not in domain.units for grant in account.person.grants),
            leave=away.get(account.person.id),
        )
        for account in domain.accounts
        if any(grant.unit == one.unit.id for one in shown for grant in account.person.grants)
    )
    return pages.show(
        request,
        "people/list.html",
        visitor,
        status=status,
        fault=fault,
        rows=rows,
        roles=tuple(Role),
        units=domain.open_units,
        every=tuple(one.unit for one in domain.bureaus),
        only=str(only or ""),
        typed=typed or TypedPerson(unit=str(only or "")),
    )


@router.get("/people")
def list_people(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    unit: Annotated[str, Query(max_length=9)] = "",
) -> Response:
    return show_people(request, pages, visitor, only=max(whole(unit), 0))


@router.post("/people")
def add(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """A new person, with roles in one unit that is kept."""
    domain = domain_of(pages.office, post.visitor.person)
    typed = TypedPerson(
        name=one_line(post.text("name")),
        login=one_line(post.text("login")),
        unit=post.text("unit"),
        roles=post.texts("role"),
    )
    known = {role.value for role in Role}
    try:
        home = domain.bureau(post.number("unit")).unit
        person = add_person(
            pages.office,
            post.visitor.person,
            login=typed.login,
            name=typed.name,
            roles=frozenset(Role(value) for value in typed.roles if value in known),
            password=post.text("password"),
            unit_id=home.id,
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_people(
            request, pages, post.visitor, typed=typed, fault=told.sentence, status=told.status
        )
    note = f"要再给{person.name}加别的单位或单个账号的角色，请打开其人员页。"
    return go("/people", "added", note=pages.note(note))
