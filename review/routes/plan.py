"""分级分类审核: from a piece and what was found in it to its route, every step with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from review.model import AiUse, Category, Document, Report
from review.routes.attachment import ATTACHMENTS
from review.routes.book import ABOVE, NAMED, OWN, RouteBook, Signing, Trigger
from review.routes.lane import lane_fault, lane_route
from review.staff import TOP, Unit
from review.step import Grade, Route, Step

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """降级: the author asks for a lower grade, and says why. Whoever signs last grants it."""

    grade: Grade
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A route before it is gone: what must be attached first, and what keeps it from being taken.

    `asks`: whether the author has to answer the five secrecy questions when submitting.
    """

    route: Route
    asks: bool = False
    missing: tuple[str, ...] = ()
    lowest: Grade = Grade.A
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    reasons: list[str]
    grade: Grade
    lowest: Grade
    names: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, None] = field(default_factory=dict)


def plan(  # everything a route follows from
    book: RouteBook,
    document: Document,
    report: Report,
    unit: Unit,
    units: Mapping[int, Unit],
    *,
    lowering: Lowering | None = None,
    emergency: bool = False,
    declared: bool = False,
) -> Plan:
    """The route of this text with these findings, for a draft of `unit`.

    `emergency`: the emergency lane is asked for; `declared`: somebody with the right has found the
    piece to be an emergency whatever its category. Raises ValueError if the report is about another text.
    """
    if report.document != document.digest:
        raise ValueError("the report is about another document")
    told = book.classes[document.facts.category]
    label = told.category.label
    made = _Draft(
        reasons=[f"类别为{label}，按{told.grade}级（{told.grade.label}）审核。"],
        grade=told.grade,
        lowest=told.grade,
        attachments=dict.fromkeys(told.attachments),
    )
    named = _named_units(document, unit, units)
    for trigger in book.triggers:
        if found := _found(trigger, document, report, named):
            _apply(made, trigger, found)
    if emergency:
        return _emergency(book, document, made, unit, units, declared=declared)
    faults: list[str] = []
    grade = made.grade
    if lowering is not None and lowering.grade < grade:
        if lowering.grade < made.lowest:
            faults.append(f"按已有情形最低只能降到{made.lowest}级（{made.lowest.label}），请改选。")
        else:
            made.reasons.append(
                f"作者申请由{grade}级降为{lowering.grade}级：{lowering.reason}（由最后签字人同意）。"
            )
            grade = lowering.grade
    wanted = {*told.signings[grade], *made.names}
    steps: list[Step] = []
    for name, signing in book.signings.items():
        if name in wanted:
            made_steps = _steps(signing, grade, made.names.get(name, ""), unit, units, named)
            if not made_steps:
                faults.append(_nowhere(signing))
            steps += made_steps
    return Plan(
        route=Route(grade=grade, reasons=tuple(made.reasons), steps=tuple(steps)),
        asks="secrecy_questions" in made.attachments,
        missing=_missing(made, document),
        lowest=made.lowest,
        faults=tuple(faults),
    )


def _missing(made: _Draft, document: Document) -> tuple[str, ...]:
    missing = [name for name in made.attachments if not ATTACHMENTS[name].there(document)]
    return tuple(f"{ATTACHMENTS[name].label}：{ATTACHMENTS[name].wanted}。" for name in missing)


def _emergency(  # as `plan`
    book: RouteBook,
    document: Document,
    made: _Draft,
    unit: Unit,
    units: Mapping[int, Unit],
    *,
    declared: bool,
) -> Plan:
    told = tuple(made.reasons)
    route = lane_route(book, unit, units, told) or Route(grade=Grade.C, reasons=told, steps=())
    fault = lane_fault(book, document.facts.category, declared=declared)
    return Plan(
        route=route,
        asks=True,
        missing=_missing(made, document),
        lowest=Grade.C,
        faults=(fault,) if fault else (),
    )


def bare_plan(
    book: RouteBook, category: Category, grade: Grade, unit: Unit, units: Mapping[int, Unit]
) -> Plan:
    """The route of a class and grade as the book has it, whatever a text may add."""
    steps: list[Step] = []
    faults: list[str] = []
    for name in book.classes[category].signings[grade]:
        signing = book.signings[name]
        made = _steps(signing, grade, "", unit, units, ())
        if not made and signing.unit != NAMED:
            faults.append(_nowhere(signing))
        steps += made
    return Plan(route=Route(grade=grade, reasons=(), steps=tuple(steps)), faults=tuple(faults))


def _nowhere(signing: Signing) -> str:
    return (
        f"“{signing.kind.label}”一步要由“{signing.unit}”的人签，系统里没有这个单位，"
        "请管理员设立单位或改路线簿。"
    )


def _apply(made: _Draft, trigger: Trigger, found: str) -> None:
    raised = trigger.grade is not None and trigger.grade > made.grade
    told = f"至少按{trigger.grade}级审核" if trigger.grade else ""
    made.reasons.append(f"{trigger.reason.rstrip('。')}{found}{f'，{told}' if told else ''}。")
    if raised and trigger.grade is not None:
        made.grade = trigger.grade
    if trigger.grade is not None and not trigger.may_be_lowered:
        made.lowest = max(made.lowest, trigger.grade)
    for name in trigger.adds:
        made.names.setdefault(name, trigger.reason)
    made.attachments.update(dict.fromkeys(trigger.attachments))


def _found(trigger: Trigger, document: Document, report: Report, named: tuple[Unit, ...]) -> str:
    """What met the trigger, to be told after its reason; "" if nothing did."""
    if trigger.words is not None:
        texts = (document.title, document.summary, document.body, *document.captions)
        hits = dict.fromkeys(hit[0] for text in texts for hit in trigger.words.finditer(text))
        return _quoted(hits)
    if trigger.rules:
        return _counted(one.name for one in report.findings if one.rule in trigger.rules)
    if trigger.gates and trigger.severity is not None:
        return _counted(
            one.gate.label
            for one in report.findings
            if one.gate in trigger.gates and one.severity is trigger.severity
        )
    if trigger.units:
        return _quoted(dict.fromkeys(unit.name for unit in named))
    facts = document.facts
    declared = {
        "ai": facts.ai_use.label if facts.ai_use is not AiUse.NONE else "",
        "repost": "转载" if facts.repost else "",
        "urgent": "紧急" if facts.urgent else "",
        "media": f"{len(document.media)}件" if document.media else "",
    }[trigger.facts]
    return f"（{declared}）" if declared else ""


def _quoted(hits: Iterable[str]) -> str:
    words = list(hits)
    more = "等" if len(words) > _SHOWN else ""
    return f"（{'、'.join(words[:_SHOWN])}{more}）" if words else ""


def _counted(names: Iterable[str]) -> str:
    found = list(names)
    return f"（{'、'.join(dict.fromkeys(found[:_SHOWN]))}，{len(found)}处）" if found else ""


def _named_units(document: Document, unit: Unit, units: Mapping[int, Unit]) -> tuple[Unit, ...]:
    text = f"{document.title}\n{document.summary}\n{document.body}"
    others = (one for one in units.values() if one.id not in unit.line and one.id != TOP)
    return tuple(one for one in others if len(one.name) > 1 and one.name in text)


def _steps(  # where a step's people sit needs all of this
    signing: Signing,
    grade: Grade,
    because: str,
    unit: Unit,
    units: Mapping[int, Unit],
    named: tuple[Unit, ...],
) -> list[Step]:
    return [
        Step(
            kind=signing.kind,
            role=signing.role,
            reason=signing.reason + because,
            hours=signing.hours[grade],
            unit=None if where == unit else where,
        )
        for where in _where(signing, unit, units, named)
    ]


def _where(
    signing: Signing, unit: Unit, units: Mapping[int, Unit], named: tuple[Unit, ...]
) -> Iterator[Unit]:
    if signing.unit == OWN:
        yield unit
    elif signing.unit == ABOVE:
        yield units[unit.parent] if unit.parent is not None else unit
    elif signing.unit == NAMED:
        yield from named
    else:
        yield from (one for one in units.values() if one.name == signing.unit)
