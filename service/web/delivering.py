"""定时、暂停、恢复和撤下登记: what a person does about a release on its way, or on its way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.quiet import CHINA
from review.refusal import NotAllowedError
from service.actions.errors import ActionError, InvalidError
from service.actions.take_down import TakedownDecision, decide_takedown
from service.actions.time_release import hold_release, reschedule_release, resume_release
from service.edge.opened import Key, check_posting, open_release
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere
from service.web.releases import show_release

router = APIRouter()


@router.post("/releases/{release_id}/hold")
def hold(request: Request, release_id: Key, post: PostedHere, pages: PagesHere) -> Response:
    def done() -> None:
        hold_release(pages.office, post.visitor.person, release_id)

    return _carried_out(request, pages, post, release_id, done, "held")


@router.post("/releases/{release_id}/resume")
def resume(request: Request, release_id: Key, post: PostedHere, pages: PagesHere) -> Response:
    def done() -> None:
        resume_release(pages.office, post.visitor.person, release_id)

    return _carried_out(request, pages, post, release_id, done, "resumed")


@router.post("/releases/{release_id}/time")
def reschedule(request: Request, release_id: Key, post: PostedHere, pages: PagesHere) -> Response:
    def done() -> None:
        at = moment_typed(post.text("at"))
        if at is None:
            raise InvalidError("没有填写发布时间，请填写后再改。")
        reschedule_release(pages.office, post.visitor.person, release_id, at=at)

    return _carried_out(request, pages, post, release_id, done, "timed")


@router.post("/takedowns/{key}/decide")
def takedown(request: Request, key: Key, post: PostedHere, pages: PagesHere) -> Response:
    check_posting(pages.office, post.visitor.person, key)
    with pages.office.read() as unit:
        release_id = unit.postings.get(key).release

    def done() -> None:
        decision = post.text("decision")
        if decision not in {one.value for one in TakedownDecision}:
            raise InvalidError("没有收到您的登记，请按撤下情况里的一个按钮。")
        decide_takedown(
            pages.office,
            post.visitor.person,
            key,
            decision=TakedownDecision(decision),
            evidence=post.text("evidence"),
        )

    return _carried_out(request, pages, post, release_id, done, "decided")


def _carried_out(  # what is done, where, by whom, and what is said of it
    request: Request,
    pages: Pages,
    post: Posted,
    release_id: str,
    done: Callable[[], None],
    note: str,
) -> Response:
    open_release(pages.office, post.visitor.person, release_id)
    try:
        done()
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_release(
            request,
            pages,
            post.visitor,
            release_id,
            fault=told.sentence,
            status=told.status,
            at=post.text("at"),
            evidence=post.text("evidence"),
        )
    return go(f"/releases/{release_id}", note)


def moment_typed(text: str) -> datetime | None:
    """A moment as a form's field has it, by China's clock; None if it is empty.

    Raises InvalidError for what is no moment.
    """
    if not text.strip():
        return None
    try:
        typed = datetime.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        raise InvalidError(
            "发布时间读不懂，请写成 2026-11-24 09:30 这样（北京时间），或用日历选择。"
        ) from None
    return typed if typed.tzinfo else typed.replace(tzinfo=CHINA)
