"""One person as an administrator sees them: roles by unit and account, password, account, leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Person, Role
from review.refusal import NotAllowedError
from service.actions.disable_person import disable_person
from service.actions.enable_person import enable_person
from service.actions.errors import ActionError, InvalidError
from service.actions.set_grants import set_grants
from service.actions.set_password import set_password
from service.edge.door import Visitor
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import Domain, check_platforms, domain_of
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn, whole

router = APIRouter()
_KNOWN: Final = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A unit, or one of its accounts, and which of the roles are ticked in it."""

    key: str
    unit: str
    account: str
    ticked: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """The line to be added, as it was typed."""

    unit: str = ""
    platform: str = ""
    roles: frozenset[str] = frozenset()


@router.get("/people/{person_id}")
def open_person(
    request: Request, person_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    return show_person(request, pages, visitor, person_id)


def show_person(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    person_id: int,
    *,
    ticked: Iterable[str] | None = None,
    typed: TypedLine | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """`ticked`: the table as it was sent; None for what is stored."""
    office = pages.office
    domain = domain_of(office, visitor.person)
    account = domain.account(person_id)
    person, now = account.person, office.now()
    with office.read() as unit:
        acting = unit.delegations.acting(person, now)
        lent = [one for one in unit.delegations.standing(now) if one.lender.id == person.id]
        known = unit.units.known()
        away = unit.leaves.away(now).get(person.id)
    return pages.show(
        request,
        "people/show.html",
        visitor,
        status=status,
        fault=fault,
        account=account,
        lines=_lines(person, domain, pages, ticked),
        elsewhere=any(grant.unit not in domain.units for grant in person.grants),
        roles=tuple(Role),
        units=domain.open_units,
        platforms=tuple((name, one.label) for name, one in sorted(office.platforms.items())),
        typed=typed or TypedLine(),
        borrowed=tuple(
            (known[one.unit].name, one.role.label, one.lent_by.name)
            for one in sorted(acting.grants, key=lambda one: (one.unit, one.role))
            if one.lent_by is not None and one.unit in domain.units
        ),
        lent=tuple(one for one in lent if one.unit in domain.units),
        known=known,
        away=away,
        me=visitor.person.id,
    )


def _lines(
    person: Person, domain: Domain, pages: Pages, ticked: Iterable[str] | None
) -> tuple[Line, ...]:
    held = {(grant.unit, grant.platform) for grant in person.grants}
    sent = None if ticked is None else frozenset(ticked)
    platforms = pages.office.platforms
    lines: list[Line] = []
    for bureau in domain.bureaus:
        for unit_id, name in sorted(held):
            if unit_id != bureau.unit.id:
                continue
            key = f"{unit_id}/{name}"
            stored = frozenset(
                grant.role.value
                for grant in person.grants
                if (grant.unit, grant.platform) == (unit_id, name)
            )
            again = frozenset(role for role in _KNOWN if sent and f"{key}/{role}" in sent)
            label = platforms[name].label if name in platforms else name
            lines.append(
                Line(
                    key=key,
                    unit=bureau.unit.name,
                    account=f"仅{label}" if name else "全部账号",
                    ticked=stored if sent is None else again,
                )
            )
    return tuple(lines)


@router.post("/people/{person_id}/roles")
def change_roles(
    request: Request, person_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    """The table as it stands on the page; lines not on it are left alone."""
    office, by = pages.office, post.visitor.person
    domain = domain_of(office, by)
    domain.account(person_id)
    added = TypedLine(
        unit=post.text("new-unit"),
        platform=post.text("new-platform"),
        roles=frozenset(post.texts("new-role")),
    )
    try:
        lines = _sent(post, domain, added)
        check_platforms(office, [added.platform])
        set_grants(office, by, person_id, lines)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_person(
            request,
            pages,
            post.visitor,
            person_id,
            ticked=post.texts("grant"),
            typed=added,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/people/{person_id}", "roles")


def _sent(post: Posted, domain: Domain, added: TypedLine) -> Mapping[tuple[int, str], set[Role]]:
    lines: dict[tuple[int, str], set[Role]] = {}
    for key in post.texts("line"):
        unit, _, platform = key.partition("/")
        lines[domain.bureau(whole(unit)).unit.id, platform[:32]] = set()
    for value in post.texts("grant"):
        key, _, role = value.rpartition("/")
        unit, _, platform = key.partition("/")
        place = (whole(unit), platform)
        if place in lines and role in _KNOWN:
            lines[place].add(_KNOWN[role])
    if added.roles or added.unit:
        if not added.roles:
            raise InvalidError("新加的一行没有勾选角色；不加请把单位改回“不加”。")
        place = (domain.bureau(whole(added.unit)).unit.id, added.platform)
        roles = {_KNOWN[role] for role in added.roles if role in _KNOWN}
        lines[place] = lines.get(place, set()) | roles
    if not lines:
        raise InvalidError("没有可以保存的角色，请先选择单位和角色。")
    return lines


@router.post("/people/{person_id}/disable")
def disable(request: Request, person_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    domain_of(pages.office, post.visitor.person).account(person_id)
    try:
        disable_person(pages.office, post.visitor.person, person_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, person_id, error)
    return go(f"/people/{person_id}", "disabled")


@router.post("/people/{person_id}/enable")
def enable(request: Request, person_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    domain_of(pages.office, post.visitor.person).account(person_id)
    try:
        enable_person(pages.office, post.visitor.person, person_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, person_id, error)
    return go(f"/people/{person_id}", "enabled")


@router.post("/people/{person_id}/password")
def reset_password(
    request: Request, person_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    by, password = post.visitor.person, post.text("password")
    domain_of(pages.office, by).account(person_id)
    try:
        set_password(pages.office, by, person_id, password=password, old=None)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, person_id, error)
    return go(f"/people/{person_id}", "password")


def _refused(
    request: Request,
    pages: Pages,
    post: Posted,
    person_id: int,
    error: NotAllowedError | ActionError,
) -> Response:
    told = tell(error)
    return show_person(
        request, pages, post.visitor, person_id, fault=told.sentence, status=told.status
    )
