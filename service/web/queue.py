"""待我审签: what waits for one reviewer, in what order, who is at it; and claiming several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Self
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review.draft import Draft, Grade, StepKind, Unit
from review.model import Category, Gate
from review.refusal import NotAllowedError
from service.actions.errors import ActionError
from service.actions.holds import claim_drafts
from service.edge.door import Visitor
from service.edge.refusals import tell
from service.store.leases import Lease
from service.store.queue import Heap, Wanted
from service.store.tally import Tally
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn, whole
from service.web.rostered import rostered

router = APIRouter()
SOON: Final = timedelta(hours=2)
"""What is due within this is called for."""

_PAGE: Final = 50
_SIGNED: Final = 10
_LONGEST: Final = 64


class Pressure(StrEnum):
    """How near a deadline is; the words say the same as the colour."""

    LATE = "late"
    SOON = "soon"
    CALM = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One deadline as the queue shows it."""

    pressure: Pressure
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the queue. `lease`: who has it, if anybody."""

    draft: Draft
    tally: Tally
    waited: str
    due: Due
    lease: Lease | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing a filter can be set to, and how many drafts that leaves."""

    value: str
    label: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filters as the address has them; what makes no sense asks for nothing."""

    kind: str = ""
    grade: str = ""
    category: str = ""
    gate: str = ""
    unit: str = ""
    due: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """Only what a filter of ours could have said."""
        return cls(**{one.name: given.get(one.name, "")[:_LONGEST] for one in fields(cls)})

    def wanted(self, now: datetime) -> Wanted:
        """The same for the store."""
        number = whole(self.unit)
        return Wanted(
            unit=number if number > 0 else None,
            category=next((one for one in Category if one == self.category), None),
            grade=next((one for one in Grade if one == self.grade), None),
            gate=next((one for one in Gate if one == self.gate), None),
            kind=next((one for one in StepKind if one == self.kind), None),
            due_by={"late": now, "soon": now + SOON}.get(self.due),
        )

    def query(self, **more: str) -> str:
        """As an address has it."""
        said = {one.name: getattr(self, one.name) for one in fields(self)} | more
        return urlencode({name: value for name, value in said.items() if value})


@router.get("/approvals")
def queue(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """What waits for this person, the nearest deadline first."""
    return show_queue(request, pages, visitor, page=page)


def show_queue(  # what a refused claim needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    page: int = 1,
    fault: str = "",
    status: int = 200,
) -> Response:
    """One page of the queue with its filters."""
    office, person = pages.office, visitor.person
    now = office.now()
    asked = Asked.of(request.query_params)
    with office.read() as unit:
        drafts = unit.drafts.waiting_for(
            person, asked.wanted(now), offset=(page - 1) * _PAGE, limit=_PAGE + 1
        )
        shown = drafts[:_PAGE]
        tallies = unit.drafts.queue.tallies([draft.report for draft in shown])
        heaps = unit.drafts.queue.heaps(person, now, now + SOON)
        held = unit.leases.of([draft.id for draft in shown], now)
        signed = unit.drafts.signed_by(person, _SIGNED)
        units = unit.units.known()
        roster = rostered(unit, person, now)
    late = sum(heap.late for heap in heaps)
    rows = tuple(
        Waiting(
            draft=draft,
            tally=tallies[draft.report],
            waited=duration(now - draft.since),
            due=due_of(draft.deadline, now),
            lease=held.get(draft.id),
        )
        for draft in shown
    )
    return pages.show(
        request,
        "approvals/queue.html",
        visitor,
        status=status,
        fault=fault,
        rows=rows,
        signed=signed,
        roster=roster,
        filters=filters_of(heaps, asked, units, late),
        total=sum(heap.number for heap in heaps),
        late=late,
        soon=sum(heap.soon for heap in heaps) - late,
        filtered=bool(asked.query()),
        several=len({heap.unit for heap in heaps}) > 1,
        me=person.id,
        here=f"/approvals?{asked.query(page=str(page))}",
        earlier=f"/approvals?{asked.query(page=str(page - 1))}" if page > 1 else "",
        later=f"/approvals?{asked.query(page=str(page + 1))}" if len(drafts) > _PAGE else "",
    )


@router.post("/approvals/claim")
def claim(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """Claims what was ticked; what somebody else has is told, draft by draft."""
    numbers = [number for value in post.texts("draft") if (number := whole(value)) > 0]
    try:
        claims = claim_drafts(pages.office, post.visitor.person, numbers)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_queue(request, pages, post.visitor, fault=told.sentence, status=told.status)
    refused = "".join(f"稿件 {number}：{why}" for number, why in claims.refused.items())
    if not claims.taken:
        return show_queue(request, pages, post.visitor, fault=refused, status=409)
    note = f"已认领 {len(claims.taken)} 篇。{refused}"
    return go("/approvals", note=pages.note(note))


@router.get("/approvals/claim")
def claim_opened() -> Response:
    """The form's address opened by hand."""
    return go("/approvals")


def due_of(deadline: datetime | None, now: datetime) -> Due:
    """How long there is left, or by how much it is late."""
    if deadline is None:
        return Due(pressure=Pressure.CALM, words="不限时")
    if deadline < now:
        return Due(pressure=Pressure.LATE, words=f"已超时 {duration(now - deadline)}")
    near = deadline - now < SOON
    words = f"还剩 {duration(deadline - now)}"
    return Due(pressure=Pressure.SOON if near else Pressure.CALM, words=words)


def duration(span: timedelta) -> str:
    """How long it is, in the largest unit that says enough."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return f"{max(minutes, 0)} 分钟"
    if minutes < 48 * 60:
        return f"{minutes // 60} 小时"
    return f"{minutes // (24 * 60)} 天"


def filters_of(
    heaps: tuple[Heap, ...], asked: Asked, units: Mapping[int, Unit], late: int
) -> tuple[Filter, ...]:
    """Every filter that would leave something out, with counts."""
    soon = sum(heap.soon for heap in heaps)
    made = [
        Filter(
            name="due",
            label="时限",
            choices=(
                Choice(value="late", label="已超时", number=late, chosen=asked.due == "late"),
                Choice(
                    value="soon",
                    label="已超时和 2 小时内到期",
                    number=soon,
                    chosen=asked.due == "soon",
                ),
            ),
        ),
        _filter("kind", "步骤", heaps, asked.kind, [(k, k.label) for k in StepKind], _of_kind),
        _filter("grade", "级别", heaps, asked.grade, [(g, g.label) for g in Grade], _of_grade),
        _filter("category", "类别", heaps, asked.category, _labelled(Category), _of_category),
        _filter("gate", "有问题的关", heaps, asked.gate, _labelled(Gate), _of_gates),
    ]
    names = [(str(number), unit.name) for number, unit in units.items()]
    made.append(_filter("unit", "单位", heaps, asked.unit, names, _of_unit))
    if not soon and not asked.due:
        made.pop(0)
    return tuple(one for one in made if len(one.choices) > 1 or any(c.chosen for c in one.choices))


def _filter(
    name: str,
    label: str,
    heaps: tuple[Heap, ...],
    chosen: str,
    options: Iterable[tuple[str, str]],
    values: Callable[[Heap], Iterable[str]],
) -> Filter:
    counts: dict[str, int] = {}
    for heap in heaps:
        for value in values(heap):
            counts[value] = counts.get(value, 0) + heap.number
    choices = tuple(
        Choice(value=str(value), label=said, number=counts.get(value, 0), chosen=value == chosen)
        for value, said in options
        if value in counts or value == chosen
    )
    return Filter(name=name, label=label, choices=choices)


def _labelled(options: Iterable[Category | Gate]) -> list[tuple[str, str]]:
    return [(option, option.label) for option in options]


def _of_kind(heap: Heap) -> Iterable[str]:
    return (heap.kind,)


def _of_grade(heap: Heap) -> Iterable[str]:
    return (heap.grade,)


def _of_category(heap: Heap) -> Iterable[str]:
    return (heap.category,)


def _of_gates(heap: Heap) -> Iterable[str]:
    return heap.gates


def _of_unit(heap: Heap) -> Iterable[str]:
    return (str(heap.unit),)
