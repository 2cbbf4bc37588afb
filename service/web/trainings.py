"""培训: who was trained in what, until when it counts, and who is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Person, Role
from review.refusal import NotAllowedError
from review.staff import SIGNING
from service.actions.errors import ActionError
from service.actions.record_training import TrainingFacts, record_training
from service.clock import day_of
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.moments import day_typed
from service.edge.refusals import tell
from service.edge.scope import colleagues
from service.store.trainings import Training
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn, whole

router = APIRouter()
_SOON: Final = timedelta(days=30)
_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """One person. `until`: the last day a training of theirs counts; `due` says what is to be done."""

    person: Person
    until: date | None
    last: Training | None
    signs: bool
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTraining:
    topic: str = ""
    hours: str = "8"
    day: str = ""
    until: str = ""
    people: frozenset[int] = frozenset()


@router.get("/trainings")
def list_trainings(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_trainings(request, pages, visitor)


def show_trainings(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: TypedTraining | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """Everybody a person sees, who is due first, and the form for an administrator."""
    office, person = pages.office, visitor.person
    today = day_of(office.now())
    keeps = bool(person.roles & {Role.ADMIN, Role.AUDITOR})
    with office.read() as unit:
        people = colleagues(unit, person, office.now()) if keeps else (person,)
        trainings = unit.trainings.of([one.id for one in people])
    rows = [
        _trained(one, [each for each in trainings if each.person == one.id], today)
        for one in people
    ]
    return pages.show(
        request,
        "trainings/list.html",
        visitor,
        status=status,
        fault=fault,
        rows=sorted(rows, key=lambda row: (not row.due, row.person.id)),
        trainings=trainings,
        names={one.id: one.name for one in people},
        keeps=Role.ADMIN in person.roles,
        needed=office.settings.signing_needs_training,
        typed=typed or TypedTraining(day=today.isoformat(), until=(today + _YEAR).isoformat()),
    )


def _trained(person: Person, trainings: list[Training], today: date) -> Trained:
    until = max((one.valid_until for one in trainings), default=None)
    signs = bool(person.roles & SIGNING)
    due = ""
    if until is None:
        due = "没有培训记录"
    elif until < today:
        due = f"有效期已于{until}到期"
    elif until - today <= _SOON:
        due = f"有效期到{until}，请安排年度培训"
    return Trained(
        person=person,
        until=until,
        last=trainings[0] if trainings else None,
        signs=signs,
        due=due,
    )


@router.post("/trainings")
def record(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """A training that took place."""
    people = [whole(value) for value in post.texts("person")]
    typed = TypedTraining(
        topic=one_line(post.text("topic")),
        hours=post.text("hours"),
        day=post.text("day"),
        until=post.text("until"),
        people=frozenset(people),
    )
    try:
        record_training(pages.office, post.visitor.person, people, _facts(typed))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_trainings(
            request, pages, post.visitor, typed=typed, fault=told.sentence, status=told.status
        )
    return go("/trainings", "training")


def _facts(typed: TypedTraining) -> TrainingFacts:
    return TrainingFacts(
        topic=typed.topic,
        hours=whole(typed.hours.strip()),
        day=day_typed(typed.day, "培训日期"),
        valid_until=day_typed(typed.until, "有效期"),
    )
