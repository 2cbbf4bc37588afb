"""认定和整改: what was seen, which veto items a person confirms, tickets, and the end of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from review.draft import Person
from review.inspection import Code, Observed, VetoState
from review.refusal import NotAllowedError, Refusal
from service.actions.desk import found_unit, words
from service.actions.draw_inspection import check_open, found_inspection, inspecting
from service.actions.errors import InvalidError, MissingError
from service.actions.inspection_facts import Observation, read_observation
from service.actions.register_facts import hosting
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.inspections import Candidate, Inspection
from service.store.tickets import Ticket, TicketState

RECTIFY_DAYS = 5
_DAY_HOURS = 8


def observe_inspection(
    office: Office,
    actor: Person,
    inspection_id: int,
    posts: Iterable[str],
    findings: Iterable[str],
) -> Observation:
    """Takes in what a batch run found of the drawn accounts; taken in again, nothing doubles.

    Raises InvalidError, MissingError, NotAllowedError.
    """
    with office.write() as unit:
        now = office.now()
        inspection = found_inspection(unit, inspection_id)
        by, _ = inspecting(office, unit, actor, inspection.unit)
        check_open(inspection)
        drawn = {
            number: account.profile
            for number in inspection.drawn
            if (account := unit.register.get(number)) is not None
        }
        told = read_observation(inspection.id, drawn, inspection.monitored_on, posts, findings)
        before = unit.inspections.observations(inspection.id)
        for seen in told.seen:
            known = before.get(seen.account)
            kept = replace(seen, interactive=known.interactive if known else None)
            unit.inspections.observe(inspection.id, kept, by.id, now)
        unit.inspections.add_candidates(inspection.id, told.candidates)
        detail = {"inspection": str(inspection.id), "accounts": str(len(told.seen))}
        unit.events.record(Deed.INSPECTION_OBSERVED, by, now, detail=detail)
        return told


def say_interaction(
    office: Office, actor: Person, inspection_id: int, account: int, *, interactive: bool
) -> None:
    """Whether an account offers readers a way to answer; none is a veto candidate (V-M3)."""
    with office.write() as unit:
        now = office.now()
        inspection = found_inspection(unit, inspection_id)
        by, _ = inspecting(office, unit, actor, inspection.unit)
        check_open(inspection)
        if account not in inspection.drawn:
            raise MissingError("这个账号不在抽取的名单里，请从抽查页重新选择。")
        seen = unit.inspections.observations(inspection.id).get(account) or Observed(
            account=account, posts=0, newest=None
        )
        unit.inspections.observe(inspection.id, replace(seen, interactive=interactive), by.id, now)
        if not interactive:
            unit.inspections.add_candidates(
                inspection.id,
                [
                    Candidate(
                        inspection=inspection.id,
                        number=0,
                        account=account,
                        code=Code.SILENT,
                        rule="",
                        place="账号功能",
                        message="没有提供有效的互动功能（评论、留言或回复）。",
                    )
                ],
            )
        detail = {
            "inspection": str(inspection.id),
            "account": str(account),
            "interactive": str(int(interactive)),
        }
        unit.events.record(Deed.INSPECTION_OBSERVED, by, now, detail=detail)


def settle_veto(  # a decision has a who, a what and a why
    office: Office,
    actor: Person,
    inspection_id: int,
    number: int,
    state: VetoState,
    reason: str,
) -> None:
    """A person confirms a candidate or dismisses it; dismissing needs a reason.

    Raises InvalidError, MissingError, NotAllowedError.
    """
    why = words(reason, "认定说明")
    with office.write() as unit:
        now = office.now()
        inspection = found_inspection(unit, inspection_id)
        by, _ = inspecting(office, unit, actor, inspection.unit)
        check_open(inspection)
        if all(one.number != number for one in unit.inspections.candidates(inspection.id)):
            raise MissingError(f"这次抽查没有第{number}个待认定项，请从抽查页重新选择。")
        if state is VetoState.OPEN:
            raise InvalidError("请选择认定或不予认定。")
        if state is VetoState.DISMISSED and not why:
            raise InvalidError("不予认定须写明理由，会写入留痕。")
        unit.inspections.settle(inspection.id, number, state, why, by.id, now)
        detail = {
            "inspection": str(inspection.id),
            "number": str(number),
            "state": state.value,
        }
        unit.events.record(Deed.VETO_SETTLED, by, now, detail=detail)


def close_inspection(office: Office, actor: Person, inspection_id: int) -> Inspection:
    """The end of the quarter's inspection: everything was settled, tickets go to the offices."""
    with office.write() as unit:
        now = office.now()
        inspection = found_inspection(unit, inspection_id)
        by, _ = inspecting(office, unit, actor, inspection.unit)
        check_open(inspection)
        candidates = unit.inspections.candidates(inspection.id)
        waiting = sum(one.state is VetoState.OPEN for one in candidates)
        if waiting:
            raise InvalidError(f"还有{waiting}项没有认定，请逐项认定后再结束抽查。")
        if not unit.inspections.observations(inspection.id):
            raise InvalidError("还没有导入检查结果，请先导入再结束抽查。")
        _issue(office, unit, inspection, candidates, now)
        unit.inspections.close(inspection.id, by.id, now)
        detail = {"inspection": str(inspection.id)}
        unit.events.record(Deed.INSPECTION_CLOSED, by, now, detail=detail)
        return replace(inspection, closed_at=now)


def _issue(
    office: Office,
    unit: UnitOfWork,
    inspection: Inspection,
    candidates: Iterable[Candidate],
    now: datetime,
) -> None:
    by_unit: dict[int, list[int]] = {}
    for one in candidates:
        account = unit.register.get(one.account)
        if one.state is VetoState.CONFIRMED and account is not None:
            by_unit.setdefault(account.unit, []).append(one.number)
    for where, numbers in sorted(by_unit.items()):
        unit.tickets.issue(
            Ticket(
                inspection=inspection.id,
                unit=where,
                state=TicketState.OPEN,
                due=office.calendar.after(now, RECTIFY_DAYS * _DAY_HOURS),
                numbers=tuple(numbers),
            )
        )


def answer_ticket(
    office: Office, actor: Person, inspection_id: int, unit_id: int, answer: str
) -> Ticket:
    """What the office did, and where it can be seen. Raises InvalidError, MissingError,
    NotAllowedError.
    """
    told = words(answer, "整改情况")
    if not told:
        raise InvalidError("请写明整改了什么、在哪里可以看到（网址或截图存放处）。")
    with office.write() as unit:
        now = office.now()
        by, _ = hosting(office, unit, actor, unit_id, "反馈整改情况")
        ticket = found_ticket(unit, inspection_id, unit_id)
        if ticket.state not in {TicketState.OPEN, TicketState.RETURNED}:
            sentence = f"这张整改单现在是“{ticket.state.label}”，不能再反馈；请刷新页面。"
            raise NotAllowedError(Refusal.STATE, sentence)
        kept = replace(
            ticket,
            state=TicketState.ANSWERED,
            answer=told,
            answered_by=by.id,
            answered_at=now,
            checked_by=None,
            checked_at=None,
        )
        _keep(unit, by, kept, now)
        return kept


def check_ticket(
    office: Office, actor: Person, inspection_id: int, unit_id: int, *, good: bool, verdict: str
) -> Ticket:
    """The re-check: put right, or not yet. Whoever answered does not check."""
    why = words(verdict, "复核意见")
    with office.write() as unit:
        now = office.now()
        inspection = found_inspection(unit, inspection_id)
        by, _ = inspecting(office, unit, actor, inspection.unit)
        ticket = found_ticket(unit, inspection_id, unit_id)
        if ticket.state is not TicketState.ANSWERED:
            sentence = f"这张整改单现在是“{ticket.state.label}”，不能复核；请刷新页面。"
            raise NotAllowedError(Refusal.STATE, sentence)
        if by.id == ticket.answered_by:
            sentence = "整改情况是您反馈的，须由另一个人复核。"
            raise NotAllowedError(Refusal.OWN_TEXT, sentence)
        if not good and not why:
            raise InvalidError("复核不通过须写明还差什么。")
        kept = replace(
            ticket,
            state=TicketState.CLOSED if good else TicketState.RETURNED,
            verdict=why,
            checked_by=by.id,
            checked_at=now,
        )
        _keep(unit, by, kept, now)
        return kept


def found_ticket(unit: UnitOfWork, inspection_id: int, unit_id: int) -> Ticket:
    """The ticket of a unit; MissingError if it has none."""
    found_inspection(unit, inspection_id)
    found_unit(unit, unit_id)
    for ticket in unit.tickets.of_inspection(inspection_id):
        if ticket.unit == unit_id:
            return ticket
    raise MissingError("这个单位在这次抽查里没有整改单，请从抽查页重新选择。")


def _keep(unit: UnitOfWork, by: Person, ticket: Ticket, now: datetime) -> None:
    unit.tickets.keep(ticket)
    detail = {
        "inspection": str(ticket.inspection),
        "unit": str(ticket.unit),
        "state": ticket.state.value,
    }
    unit.events.record(Deed.TICKET_MOVED, by, now, detail=detail)
