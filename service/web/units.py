"""单位: the tree an administrator keeps, each unit with its 分管负责人 and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Person, Role, Unit
from review.refusal import NotAllowedError
from review.staff import TOP
from service.actions.add_unit import add_unit
from service.actions.change_unit import change_unit
from service.actions.close_unit import close_unit
from service.actions.errors import ActionError
from service.actions.reopen_unit import reopen_unit
from service.actions.unit_facts import UnitFacts
from service.actions.unit_gaps import gaps_of
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import colleagues, domain_of
from service.store.units import Bureau
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One line of the tree. `depth` counts from the topmost unit that is shown."""

    bureau: Bureau
    depth: int
    supervisor: str
    people: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    person: Person
    roles: tuple[str, ...]
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedUnit:
    """What was typed into the form; numbers as the fields had them."""

    name: str = ""
    parent: str = ""
    supervisor: str = ""


def _typed(post: Posted) -> TypedUnit:
    return TypedUnit(
        name=one_line(post.text("name")),
        parent=post.text("parent"),
        supervisor=post.text("supervisor"),
    )


def _facts(post: Posted) -> UnitFacts:
    return UnitFacts(
        name=one_line(post.text("name")),
        parent=post.number("parent"),
        supervisor=post.number("supervisor"),
    )


@router.get("/units")
def list_units(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_units(request, pages, visitor)


def show_units(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: TypedUnit | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The tree, and the form for one more."""
    office, person = pages.office, visitor.person
    domain = domain_of(office, person)
    with office.read() as unit:
        names = {one.person.id: one.person.name for one in unit.people.list()}
        choices = colleagues(unit, person, office.now())
    least = min(len(one.unit.line) for one in domain.bureaus)
    rows = tuple(
        UnitRow(
            bureau=one,
            depth=len(one.unit.line) - least,
            supervisor=names.get(one.supervisor or 0, ""),
            people=sum(_works_in(account.person, one.unit) for account in domain.accounts),
            gaps=gaps_of(one, domain.accounts),
        )
        for one in domain.bureaus
    )
    return pages.show(
        request,
        "units/list.html",
        visitor,
        status=status,
        fault=fault,
        rows=rows,
        parents=domain.open_units,
        people=choices,
        typed=typed or TypedUnit(),
    )


@router.post("/units")
def add(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """A new unit below one that is kept."""
    facts = _facts(post)
    try:
        domain_of(pages.office, post.visitor.person).bureau(facts.parent)
        made = add_unit(pages.office, post.visitor.person, facts)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_units(
            request,
            pages,
            post.visitor,
            typed=_typed(post),
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/units/{made.id}", "unit-added")


@router.get("/units/{unit_id}")
def open_unit(request: Request, unit_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_unit(request, pages, visitor, unit_id)


def show_unit(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    unit_id: int,
    *,
    typed: TypedUnit | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """One unit: what it is, who works for it, what it lacks."""
    office, person = pages.office, visitor.person
    domain = domain_of(office, person)
    bureau = domain.bureau(unit_id)
    with office.read() as unit:
        choices = {one.id: one for one in colleagues(unit, person, office.now())}
        supervisor = unit.people.get(bureau.supervisor) if bureau.supervisor else None
        known = unit.units.known()
        duty = unit.duty.on_duty(bureau.unit, office.now())
    if supervisor is not None:
        choices.setdefault(supervisor.person.id, supervisor.person)
    members = tuple(
        Member(
            person=account.person,
            roles=roles_in(account.person, bureau.unit, pages),
            disabled=account.disabled_at is not None,
        )
        for account in domain.accounts
        if _works_in(account.person, bureau.unit)
    )
    parent = bureau.unit.parent
    parents = {one.id: one for one in domain.open_units if unit_id not in one.line}
    if parent is not None:
        parents.setdefault(parent, known[parent])
    return pages.show(
        request,
        "units/show.html",
        visitor,
        status=status,
        fault=fault,
        bureau=bureau,
        above=[known[number].name for number in bureau.unit.line[:-1]],
        top=unit_id == TOP,
        members=members,
        gaps=gaps_of(bureau, domain.accounts),
        supervisor=supervisor.person if supervisor else None,
        duty=duty,
        known=known,
        parents=tuple(parents.values()),
        people=tuple(choices.values()),
        typed=typed
        or TypedUnit(
            name=bureau.unit.name,
            parent=str(parent or ""),
            supervisor=str(bureau.supervisor or ""),
        ),
    )


@router.post("/units/{unit_id}")
def change(request: Request, unit_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Another name, upper unit or 分管负责人."""
    person = post.visitor.person
    domain = domain_of(pages.office, person)
    bureau = domain.bureau(unit_id)
    facts = _facts(post)
    try:
        if unit_id != TOP and facts.parent != bureau.unit.parent:
            domain.bureau(facts.parent)
        change_unit(pages.office, person, unit_id, facts)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, unit_id, error, _typed(post))
    return go(f"/units/{unit_id}", "unit-changed")


@router.post("/units/{unit_id}/close")
def close(request: Request, unit_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    domain_of(pages.office, post.visitor.person).bureau(unit_id)
    try:
        close_unit(pages.office, post.visitor.person, unit_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, unit_id, error)
    return go(f"/units/{unit_id}", "unit-closed")


@router.post("/units/{unit_id}/reopen")
def reopen(request: Request, unit_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    domain_of(pages.office, post.visitor.person).bureau(unit_id)
    try:
        reopen_unit(pages.office, post.visitor.person, unit_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, unit_id, error)
    return go(f"/units/{unit_id}", "unit-opened")


def _refused(  # a form shown again
    request: Request,
    pages: Pages,
    post: Posted,
    unit_id: int,
    error: NotAllowedError | ActionError,
    typed: TypedUnit | None = None,
) -> Response:
    told = tell(error)
    return show_unit(
        request,
        pages,
        post.visitor,
        unit_id,
        typed=typed,
        fault=told.sentence,
        status=told.status,
    )


def roles_in(person: Person, unit: Unit, pages: Pages) -> tuple[str, ...]:
    """What somebody does in a unit, in words; for one account only where it is so."""
    held = {(grant.role, grant.platform) for grant in person.grants if grant.unit == unit.id}
    platforms = pages.office.platforms
    return tuple(
        f"{role.label}（仅{platforms[name].label if name in platforms else name}）"
        if name
        else role.label
        for role in Role
        for name in sorted(name for one, name in held if one is role)
    )


def _works_in(person: Person, unit: Unit) -> bool:
    return any(grant.unit == unit.id for grant in person.grants)
