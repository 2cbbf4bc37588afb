"""值班表: who answers for a unit when; a month pasted in; what was handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review.draft import Person, Role, Unit
from review.refusal import NotAllowedError
from service.actions.end_duty import end_duty
from service.actions.errors import ActionError, InvalidError, MissingError
from service.actions.hand_over_duty import hand_over_duty
from service.actions.roster_facts import WatchFacts
from service.actions.set_duty import set_duty
from service.actions.staff import units_of
from service.clock import CHINA, local_time
from service.edge.door import Visitor
from service.edge.moments import change_typed, moment_typed, read_roster
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import branch_of
from service.store import UnitOfWork
from service.store.duty import Handover, Watch
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn, whole

router = APIRouter()
_MOST_FAULTS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """`day`: as a calendar has it. `tells`: whether the visitor may add a note."""

    watch: Watch
    day: str
    now: bool
    over: bool
    tells: bool
    notes: tuple[Handover, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTurn:
    """What was typed into the forms: one turn, a pasted table with its faults, a note."""

    person: str = ""
    starts: str = ""
    ends: str = ""
    table: str = ""
    year: str = ""
    change: str = "08:30"
    note: str = ""
    noted: int = 0
    faults: tuple[str, ...] = ()


@router.get("/duty")
def open_duty(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    unit: Annotated[str, Query(max_length=9)] = "",
    month: Annotated[str, Query(max_length=7)] = "",
) -> Response:
    return show_duty(request, pages, visitor, unit_id=max(whole(unit), 0), month=month)


def show_duty(  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    unit_id: int = 0,
    month: str = "",
    typed: TypedTurn | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """A month of one unit's roster. MissingError for a unit that is not this person's business."""
    office, person = pages.office, visitor.person
    shown = typed or TypedTurn(year=month[:4])
    now = office.now()
    start, end = _month(month, now)
    with office.read() as unit:
        branch = branch_of(unit, person)
        if unit_id not in branch and (unit_id or not branch):
            raise MissingError(f"没有编号为{unit_id}的单位的值班表，请从单位列表里重新选择。")
        where = branch[unit_id] if unit_id else branch[_home(units_of(person), branch)]
        keeps = person.holds(Role.ADMIN, where)
        watches = unit.duty.between([where.id], start, end)
        notes = unit.duty.handed_over([one.id for one in watches])
        present = unit.duty.on_duty(where, now)
        known = unit.units.known()
        people = _serving(unit, where, now) if keeps else ()
    return pages.show(
        request,
        "duty/list.html",
        visitor,
        status=status,
        fault=fault,
        more=max(len(shown.faults) - _MOST_FAULTS, 0),
        unit=where,
        units=tuple(branch.values()),
        month=f"{local_time(start):%Y-%m}",
        earlier=f"{local_time(start - timedelta(days=1)):%Y-%m}",
        later=f"{local_time(end):%Y-%m}",
        rows=tuple(
            WatchRow(
                watch=one,
                day=_day(one.starts_at),
                now=one.holds(now),
                over=one.ends_at <= now,
                tells=one.starts_at <= now and (keeps or one.person.id == person.id),
                notes=tuple(note for note in notes if note.watch == one.id),
            )
            for one in watches
        ),
        present=present,
        known=known,
        keeps=keeps,
        keeps_any=Role.ADMIN in person.roles,
        people=people,
        typed=shown,
    )


@router.post("/duty")
def add(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """One turn."""
    typed = TypedTurn(
        person=post.text("person"), starts=post.text("starts"), ends=post.text("ends")
    )
    try:
        turn = WatchFacts(
            person=post.number("person"),
            starts_at=moment_typed(typed.starts, "开始时间"),
            ends_at=moment_typed(typed.ends, "截止时间"),
        )
        _check_seen(pages, post)
        (made,) = set_duty(pages.office, post.visitor.person, post.number("unit"), [turn])
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error, typed)
    return _back(post, made.starts_at, "duty-set")


@router.post("/duty/import")
def bring_in(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """A month from a pasted table, all of it or nothing."""
    office, person = pages.office, post.visitor.person
    typed = TypedTurn(table=post.text("table"), year=post.text("year"), change=post.text("change"))
    try:
        where = _check_seen(pages, post)
        year = post.number("year")
        if year not in range(2000, 2100):
            raise InvalidError("年份不对（如 2026），请改正。")
        with office.read() as unit:
            people = _serving(unit, where, office.now(), away=True)
        read = read_roster(typed.table, people, year=year, change=change_typed(typed.change))
        if read.faults:
            return show_duty(
                request,
                pages,
                post.visitor,
                unit_id=where.id,
                month=post.text("month"),
                typed=replace(typed, faults=read.faults),
                fault=f"有 {len(read.faults)} 行读不懂，一个班次也没有排；请改正后再导入。",
                status=HTTPStatus.UNPROCESSABLE_ENTITY,
            )
        made = set_duty(office, person, where.id, read.turns)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error, typed)
    note = pages.note(f"已排 {len(made)} 个班次。")
    return _back(post, made[0].starts_at, "", note=note)


@router.post("/duty/{watch_id}/end")
def take_off(request: Request, watch_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        end_duty(pages.office, post.visitor.person, watch_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, error)
    return _back(post, None, "duty-ended")


@router.post("/duty/{watch_id}/hand-over")
def hand_over(request: Request, watch_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """A note for whoever comes next."""
    try:
        hand_over_duty(pages.office, post.visitor.person, watch_id, post.text("note"))
    except (NotAllowedError, ActionError) as error:
        typed = TypedTurn(note=post.text("note"), noted=watch_id)
        return _refused(request, pages, post, error, typed)
    return _back(post, None, "handed-over")


def _check_seen(pages: Pages, post: Posted) -> Unit:
    with pages.office.read() as unit:
        found = branch_of(unit, post.visitor.person).get(post.number("unit"))
    if found is None:
        raise MissingError("没有这个单位的值班表，请从单位列表里重新选择。")
    return found


def _serving(
    unit: UnitOfWork, where: Unit, now: datetime, *, away: bool = False
) -> tuple[Person, ...]:
    gone = () if away else unit.leaves.away(now)
    return tuple(
        account.person
        for account in unit.people.list()
        if account.disabled_at is None
        and account.person.id not in gone
        and set(where.line).intersection(units_of(account.person))
    )


def _back(post: Posted, at: datetime | None, done: str, *, note: str = "") -> Response:
    month = f"{local_time(at):%Y-%m}" if at else post.text("month")
    path = f"/duty?unit={max(post.number('unit'), 0)}&month={month[:7]}"
    response = go("/duty", done, note=note)
    query = response.headers["location"].partition("?")[2]
    response.headers["location"] = f"{path}&{query}" if month.isascii() else "/duty"
    return response


def _refused(
    request: Request,
    pages: Pages,
    post: Posted,
    error: NotAllowedError | ActionError,
    typed: TypedTurn | None = None,
) -> Response:
    if isinstance(error, MissingError):
        raise error
    told = tell(error)
    return show_duty(
        request,
        pages,
        post.visitor,
        unit_id=max(post.number("unit"), 0),
        month=post.text("month"),
        typed=typed,
        fault=told.sentence,
        status=told.status,
    )


def _home(own: tuple[int, ...], branch: Mapping[int, Unit]) -> int:
    return next((number for number in own if number in branch), min(branch))


def _month(month: str, now: datetime) -> tuple[datetime, datetime]:
    try:
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=CHINA)
    except ValueError:
        first = local_time(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if first.year not in range(2000, 2100):
        first = local_time(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + timedelta(days=32)).replace(day=1)


def _day(at: datetime) -> str:
    local = local_time(at)
    return f"{local.month}月{local.day}日 周{'一二三四五六日'[local.weekday()]}"
