"""One petition: what is asked, why, and whatever may be done about it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from review.register import FIELDS, Notice, PetitionAction, PetitionKind, petition_actions
from service.actions.errors import ActionError, InvalidError
from service.actions.move_petition import move_petition
from service.actions.register_facts import found_petition
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.register import changes_told, fields_told
from service.web.accounts import typed_profile
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()
_ACTIONS: Final = {action.value: action for action in PetitionAction}


@router.get("/petitions/{petition_id}")
def open_petition(
    request: Request, petition_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    return show_petition(request, pages, visitor, petition_id)


def show_petition(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    petition_id: int,
    *,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """What is asked, why, and what may be done about it."""
    office = pages.office
    with office.read() as unit:
        by = unit.delegations.acting(visitor.person, office.now())
        found = found_petition(unit, by, petition_id)
    actions = petition_actions(found, by)
    profile = found.after or found.before
    return pages.show(
        request,
        "petitions/show.html",
        visitor,
        status=status,
        fault=fault,
        one=found,
        told=fields_told(found.after if found.before is None else found.before),
        changes=changes_told(found.before, found.after),
        actions=actions,
        profile=profile,
        fields=FIELDS[profile.block] if profile else {},
    )


@router.post("/petitions/{petition_id}/{action}")
def decide(
    request: Request, petition_id: Number, action: str, post: PostedHere, pages: PagesHere
) -> Response:
    """Granted, sent back, refused, dropped or carried out."""
    try:
        if action not in _ACTIONS or action == PetitionAction.ASK_AGAIN.value:
            raise InvalidError("没有这种办理方式，请从申请页的按钮里选择。")  # told like the others
        with pages.office.read() as unit:
            by = unit.delegations.acting(post.visitor.person, pages.office.now())
            found = found_petition(unit, by, petition_id)
        chosen = _ACTIONS[action]
        carrying = chosen is PetitionAction.CARRY_OUT
        opened = found.kind is PetitionKind.OPEN and found.after is not None
        move_petition(
            pages.office,
            post.visitor.person,
            petition_id,
            chosen,
            opinion=post.text("opinion"),
            notice=_carried(post, found.notice) if carrying and found.kind.announced else None,
            opened=typed_profile(post, found.after.block)
            if carrying and opened and found.after
            else None,
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_petition(
            request, pages, post.visitor, petition_id, fault=told.sentence, status=told.status
        )
    return go(f"/petitions/{petition_id}", "petition-moved")


def _carried(post: Posted, notice: Notice) -> Notice:
    return Notice(
        url=notice.url,
        starts=notice.starts,
        ends=notice.ends,
        export=post.text("export").strip().lower(),
        kept_at=one_line(post.text("kept_at")),
    )
