"""委托代签: who signs in whose stead, where, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Person, Role
from review.refusal import NotAllowedError
from review.staff import SIGNING
from service.actions.errors import ActionError, InvalidError
from service.actions.lend_role import Lending, lend_role
from service.actions.take_back_role import take_back_role
from service.edge.door import Visitor
from service.edge.moments import moment_typed
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import branch_of, colleagues
from service.store.delegations import Delegation
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class LentRow:
    """`mine`: whether the visitor may take it back."""

    lent: Delegation
    unit: str
    holds: bool
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLending:
    """What was typed into the form."""

    lender: str = ""
    borrower: str = ""
    role: str = ""
    unit: str = ""
    starts: str = ""
    ends: str = ""
    reason: str = ""


def _typed(post: Posted) -> TypedLending:
    return TypedLending(
        lender=post.text("lender"),
        borrower=post.text("borrower"),
        role=post.text("role"),
        unit=post.text("unit"),
        starts=post.text("starts"),
        ends=post.text("ends"),
        reason=post.text("reason"),
    )


@router.get("/delegations")
def list_delegations(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_delegations(request, pages, visitor)


def show_delegations(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: TypedLending | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """What is lent by and to this person, and in the units they keep."""
    office, person = pages.office, visitor.person
    now = office.now()
    with office.read() as unit:
        known = unit.units.known()
        keeps = [one for one in known.values() if person.holds(Role.ADMIN, one)]
        kept = {one.id for one in keeps}
        standing = unit.delegations.standing(now)
        past = [one for one in unit.delegations.of(person.id) if one not in standing][-20:]
        people = colleagues(unit, person, now, away=False)
        branch = branch_of(unit, person)
        everybody = colleagues(unit, person, now)
    own = person.roles & SIGNING
    lenders = [one for one in everybody if keeps and _lends(one, kept)]
    if own and person.id not in {one.id for one in lenders}:
        lenders.insert(0, person)
    return pages.show(
        request,
        "delegations/list.html",
        visitor,
        status=status,
        fault=fault,
        rows=tuple(
            LentRow(
                lent=one,
                unit=known[one.unit].name,
                holds=one.holds(now),
                mine=one.lender.id == person.id or one.unit in kept,
            )
            for one in standing
            if person.id in {one.lender.id, one.borrower.id} or one.unit in kept
        ),
        past=tuple((known[one.unit].name, one) for one in reversed(past)),
        lenders=lenders,
        people=people,
        units=tuple(branch.values()),
        roles=tuple(role for role in Role if role in SIGNING),
        keeps=bool(keeps),
        typed=typed or TypedLending(lender=str(person.id)),
    )


def _lends(one: Person, kept: set[int]) -> bool:
    return any(
        grant.unit in kept and grant.role in SIGNING and not grant.platform for grant in one.grants
    )


@router.post("/delegations")
def lend(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """Lends a role, one's own or that of somebody whose unit one keeps."""
    person, typed = post.visitor.person, _typed(post)
    try:
        known = {role.value: role for role in Role}
        if typed.role not in known:
            raise InvalidError("请选择委托哪个角色。")
        lending = Lending(
            lender=post.number("lender"),
            borrower=post.number("borrower"),
            unit=post.number("unit"),
            role=known[typed.role],
            starts_at=moment_typed(typed.starts, "开始时间"),
            ends_at=moment_typed(typed.ends, "截止时间"),
            reason=typed.reason,
        )
        lend_role(pages.office, person, lending)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error, typed)
    return go("/delegations", "lent")


@router.post("/delegations/{delegation_id}/end")
def take_back(
    request: Request, delegation_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    try:
        take_back_role(pages.office, post.visitor.person, delegation_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error)
    return go("/delegations", "taken-back")


def _refused(
    request: Request,
    pages: Pages,
    post: Posted,
    error: NotAllowedError | ActionError,
    typed: TypedLending | None = None,
) -> Response:
    told = tell(error)
    return show_delegations(
        request, pages, post.visitor, typed=typed, fault=told.sentence, status=told.status
    )
