"""季度抽查: draw, take in what a run found, confirm item by item, and tickets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.formats.container import inspect_container
from review.formats.source import UnreadableError
from review.inspection import VetoState
from review.refusal import NotAllowedError
from service.actions.draw_inspection import INSPECTING, LEAST_PERCENT, draw_inspection
from service.actions.errors import ActionError, InvalidError
from service.actions.settle_inspection import (
    answer_ticket,
    check_ticket,
    close_inspection,
    observe_inspection,
    say_interaction,
    settle_veto,
)
from service.clock import day_of
from service.edge.door import Visitor
from service.edge.inspection import inspected
from service.edge.moments import day_typed
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import branch_of
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn, whole

router = APIRouter()
_MOST_BYTES: Final = 64 * 1024 * 1024
_FILES: Final = ("posts.jsonl", "findings.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDraw:
    """What was typed into the form of a draw."""

    unit: str = ""
    percent: str = str(LEAST_PERCENT)
    day: str = ""
    seed: str = ""


@router.get("/inspections")
def list_inspections(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_inspections(request, pages, visitor)


def show_inspections(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: TypedDraw | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """Every quarter's, the tickets of the visitor's units, and the form of a new draw."""
    office = pages.office
    now = office.now()
    with office.read() as unit:
        by = unit.delegations.acting(visitor.person, now)
        branch = branch_of(unit, by)
        known = unit.units.known()
        above = {number for one in branch.values() for number in one.line}
        found = unit.inspections.of(sorted(above | set(branch)))
        tickets = unit.tickets.of_units(list(branch))
    return pages.show(
        request,
        "inspections/list.html",
        visitor,
        status=status,
        fault=fault,
        inspections=found,
        tickets=tickets,
        known=known,
        now=now,
        units=[one for one in branch.values() if by.holds_any(INSPECTING, one)],
        typed=typed or TypedDraw(day=day_of(now).isoformat()),
        least=LEAST_PERCENT,
    )


@router.post("/inspections")
def draw(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """The draw of a quarter."""
    typed = TypedDraw(
        unit=post.text("unit"),
        percent=post.text("percent").strip(),
        day=post.text("day").strip(),
        seed=post.text("seed"),
    )
    try:
        made = draw_inspection(
            pages.office,
            post.visitor.person,
            post.number("unit"),
            percent=whole(typed.percent),
            monitored_on=day_typed(typed.day, "监测日"),
            seed=typed.seed,
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_inspections(
            request, pages, post.visitor, typed=typed, fault=told.sentence, status=told.status
        )
    return go(f"/inspections/{made.id}", "drawn")


@router.get("/inspections/{inspection_id}")
def open_inspection(
    request: Request, inspection_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    return show_inspection(request, pages, visitor, inspection_id)


def show_inspection(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    inspection_id: int,
    *,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The accounts drawn, what counts against each, and the tickets."""
    return pages.show(
        request,
        "inspections/show.html",
        visitor,
        status=status,
        fault=fault,
        it=inspected(pages.office, visitor.person, inspection_id),
    )


@router.post("/inspections/{inspection_id}/observe")
def observe(
    request: Request, inspection_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    """The output of `xianshen batch`, as one zip."""
    file = post.file("run")
    data = file.file.read(_MOST_BYTES + 1) if file else b""
    try:
        posts, findings = _members(data)
        told = observe_inspection(pages.office, post.visitor.person, inspection_id, posts, findings)
    except UnreadableError as error:
        return _refused(request, pages, post, inspection_id, str(error))
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, inspection_id, tell(error).sentence)
    note = ""
    if told.strangers:
        names = "、".join(told.strangers[:5])
        note = f"另有{len(told.strangers)}个账号不在抽取名单里，没有计入：{names}。"
    return go(f"/inspections/{inspection_id}", "observed", note=pages.note(note))


@router.post("/inspections/{inspection_id}/interaction/{account_id}")
def interaction(
    request: Request,
    inspection_id: Number,
    account_id: Number,
    post: PostedHere,
    pages: PagesHere,
) -> Response:
    """Whether an account offers a way to answer."""
    try:
        say_interaction(
            pages.office,
            post.visitor.person,
            inspection_id,
            account_id,
            interactive=post.text("interactive") == "yes",
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, inspection_id, tell(error).sentence)
    return go(f"/inspections/{inspection_id}", "observed")


@router.post("/inspections/{inspection_id}/vetoes/{number}")
def settle(
    request: Request, inspection_id: Number, number: Number, post: PostedHere, pages: PagesHere
) -> Response:
    """Confirmed or dismissed, one by one."""
    states = {state.value: state for state in VetoState}
    try:
        settle_veto(
            pages.office,
            post.visitor.person,
            inspection_id,
            number,
            states.get(post.text("state"), VetoState.OPEN),
            post.text("words"),
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, inspection_id, tell(error).sentence)
    return go(f"/inspections/{inspection_id}", "veto-settled")


@router.post("/inspections/{inspection_id}/close")
def close(request: Request, inspection_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        close_inspection(pages.office, post.visitor.person, inspection_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, inspection_id, tell(error).sentence)
    return go(f"/inspections/{inspection_id}", "inspection-closed")


@router.post("/inspections/{inspection_id}/tickets/{unit_id}")
def ticket(
    request: Request, inspection_id: Number, unit_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    """Answered by the office, or checked by the inspector."""
    office, person = pages.office, post.visitor.person
    try:
        verdict = post.text("verdict")
        if verdict:
            check_ticket(
                office,
                person,
                inspection_id,
                unit_id,
                good=verdict == "good",
                verdict=post.text("words"),
            )
        else:
            answer_ticket(office, person, inspection_id, unit_id, post.text("answer"))
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, inspection_id, tell(error).sentence)
    return go(f"/inspections/{inspection_id}", "ticket")


def _members(data: bytes) -> tuple[Iterator[str], Iterator[str]]:
    if not data or len(data) > _MOST_BYTES:
        raise InvalidError(
            "文件超过 64 MB，请分批检查。" if data else "没有选择文件，请选好再导入。"
        )
    names = inspect_container("检查结果", data)
    archive = zipfile.ZipFile(io.BytesIO(data))
    found = []
    for wanted in _FILES:
        # whoever packs a folder gets its name before each file's
        inside = [name for name in names if name.rpartition("/")[2] == wanted]
        if len(inside) != 1:
            raise InvalidError(
                f"压缩包里没有找到 {wanted}；请把 xianshen batch 的结果目录整个压缩成 zip 再导入。"
            )
        try:
            found.append(archive.read(inside[0]).decode("utf-8-sig"))
        except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
            raise InvalidError(f"压缩包里的 {wanted} 读不出来，请重新压缩后再导入。") from None
    return iter(found[0].splitlines()), iter(found[1].splitlines())


def _refused(
    request: Request, pages: Pages, post: Posted, inspection_id: int, sentence: str
) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return show_inspection(
        request, pages, post.visitor, inspection_id, fault=sentence, status=status
    )
