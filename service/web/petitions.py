"""开设、变更、关停、注销: what units ask, and what the authority decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from review.register import (
    FIELDS,
    Block,
    Notice,
    Petition,
    PetitionKind,
    Profile,
    petition_actions,
)
from service.actions.ask_petition import PetitionFacts, ask_petition, ask_petition_again
from service.actions.errors import ActionError
from service.actions.register_facts import KEEPING, found_petition
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.moments import day_typed
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.register import OneAccount, account_of
from service.edge.scope import branch_of
from service.web.accounts import Blocks, typed_profile
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()
_KINDS: Final = {kind.value: kind for kind in PetitionKind}

Kind = Annotated[str, Query(pattern="^(open|change|close|deregister)$")]
Which = Annotated[int, Query(ge=0, le=2**31 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPetition:
    """What was typed into the form, shown again if it could not be taken."""

    kind: PetitionKind = PetitionKind.OPEN
    unit: int = 0
    account: int = 0
    profile: Profile | None = None
    reason: str = ""
    url: str = ""
    starts: str = ""
    ends: str = ""


@router.get("/petitions")
def list_petitions(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    waiting: Annotated[str, Query(pattern="^1?$")] = "",
) -> Response:
    office = pages.office
    with office.read() as unit:
        by = unit.delegations.acting(visitor.person, office.now())
        found = unit.petitions.of(list(branch_of(unit, by)), waiting=bool(waiting))
    mine = [one for one in found if petition_actions(one, by)]
    return pages.show(
        request,
        "petitions/list.html",
        visitor,
        petitions=found,
        mine=frozenset(one.id for one in mine),
        waiting=waiting,
    )


@router.get("/petitions/new")
def new_petition(  # what the address says of the form
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    kind: Kind = "open",
    account: Which = 0,
    unit: Which = 0,
    block: Blocks = "",
) -> Response:
    profile = Profile(block=Block(block)) if block else None
    if kind == "change" and account:
        profile = account_of(pages.office, visitor.person, account).account.profile
    typed = TypedPetition(kind=_KINDS[kind], unit=unit, account=account, profile=profile)
    return show_form(request, pages, visitor, typed)


def show_form(  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    typed: TypedPetition,
    *,
    standing: Petition | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The form of a petition, new or sent back."""
    office = pages.office
    account: OneAccount | None = None
    if typed.account:
        account = account_of(office, visitor.person, typed.account)
    with office.read() as unit:
        by = unit.delegations.acting(visitor.person, office.now())
        units = [one for one in branch_of(unit, by).values() if by.holds_any(KEEPING, one)]
    return pages.show(
        request,
        "petitions/new.html",
        visitor,
        status=status,
        fault=fault,
        typed=typed,
        standing=standing,
        account=account,
        units=units,
        blocks=tuple(Block),
        fields=FIELDS[typed.profile.block] if typed.profile else {},
        days=office.settings.closing_notice_days,
    )


@router.post("/petitions")
def ask(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """A new petition."""
    typed = _typed(post)
    try:
        made = ask_petition(pages.office, post.visitor.person, _facts(typed))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_form(
            request, pages, post.visitor, typed, fault=told.sentence, status=told.status
        )
    return go(f"/petitions/{made.id}", "petition-asked")


@router.get("/petitions/{petition_id}/again")
def put_right(
    request: Request, petition_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    """A petition that was sent back, as a form."""
    with pages.office.read() as unit:
        by = unit.delegations.acting(visitor.person, pages.office.now())
        found = found_petition(unit, by, petition_id)
    notice = found.notice
    typed = TypedPetition(
        kind=found.kind,
        unit=found.unit.id,
        account=found.account,
        profile=found.after,
        reason=found.reason,
        url=notice.url,
        starts=notice.starts.isoformat() if notice.starts else "",
        ends=notice.ends.isoformat() if notice.ends else "",
    )
    return show_form(request, pages, visitor, typed, standing=found)


@router.post("/petitions/{petition_id}/again")
def ask_again(
    request: Request, petition_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    typed = _typed(post)
    with pages.office.read() as unit:
        by = unit.delegations.acting(post.visitor.person, pages.office.now())
        standing = found_petition(unit, by, petition_id)
    try:
        ask_petition_again(pages.office, post.visitor.person, petition_id, _facts(typed))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_form(
            request,
            pages,
            post.visitor,
            typed,
            standing=standing,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/petitions/{petition_id}", "petition-asked")


def _typed(post: Posted) -> TypedPetition:
    kind = _KINDS.get(post.text("kind"), PetitionKind.OPEN)
    block = post.text("block")
    profile = None
    if block in {one.value for one in Block}:
        profile = typed_profile(post, Block(block))
    return TypedPetition(
        kind=kind,
        unit=max(post.number("unit"), 0),
        account=max(post.number("account"), 0),
        profile=profile,
        reason=post.text("reason"),
        url=one_line(post.text("url")),
        starts=post.text("starts"),
        ends=post.text("ends"),
    )


def _facts(typed: TypedPetition) -> PetitionFacts:
    return PetitionFacts(
        unit=typed.unit,
        kind=typed.kind,
        account=typed.account,
        profile=typed.profile,
        reason=typed.reason,
        notice=Notice(url=typed.url, starts=_day(typed.starts), ends=_day(typed.ends)),
    )


def _day(text: str) -> date | None:
    return day_typed(text, "公告日期") if text.strip() else None
