"""抽取: which accounts are inspected this quarter, by a seed that is published with the draw."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from review.draft import Person, Role
from review.inspection import Drawable, Quarter, draw
from review.refusal import NotAllowedError, Refusal
from review.staff import Unit
from service.actions.desk import found_unit, seated
from service.actions.errors import InvalidError, MissingError
from service.clock import day_of
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.inspections import Inspection
from service.store.register import in_use

LEAST_PERCENT = 30
_LONGEST_SEED = 64
INSPECTING = (Role.ADMIN, Role.AUDITOR)


def draw_inspection(  # a draw has a where, a when and a how many
    office: Office,
    actor: Person,
    unit_id: int,
    *,
    percent: int,
    monitored_on: date,
    seed: str = "",
) -> Inspection:
    """The inspection of the quarter the monitored day lies in. Without a seed, one nobody could
    have known before and anybody can check afterwards: the head of the log.

    Raises InvalidError, MissingError, NotAllowedError.
    """
    if not LEAST_PERCENT <= percent <= 100:
        raise InvalidError(f"抽查比例应为{LEAST_PERCENT}到100的整数，请改正。")
    typed = "".join(seed.split())
    if len(typed) > _LONGEST_SEED or not typed.isprintable():
        raise InvalidError(f"随机种子最多{_LONGEST_SEED}个字，请改短。")
    with office.write() as unit:
        now = office.now()
        by, where = inspecting(office, unit, actor, unit_id)
        if monitored_on > day_of(now):
            raise InvalidError(f"监测日{monitored_on}在今天之后，请改正。")
        quarter = Quarter.of(monitored_on)
        if unit.inspections.in_quarter(where.id, quarter):
            sentence = f"{where.name}{quarter.label}已经抽取过，一季度一次；请打开原来的抽查。"
            raise InvalidError(sentence)
        below = [one.id for one in unit.units.known().values() if where.id in one.line]
        scope = in_use(unit.register.of(below))
        if not scope:
            raise InvalidError("登记表里没有在用的账号，请先登记账号。")
        head = unit.events.head()
        used = typed or f"{quarter.year}Q{quarter.number}-{head.hash[-12:] if head else '0'}"
        drawn = draw(
            [Drawable(account=one.id, stratum=one.profile.place) for one in scope],
            used,
            Fraction(percent, 100),
        )
        made = unit.inspections.add(
            Inspection(
                id=0,
                unit=where.id,
                quarter=quarter,
                percent=percent,
                seed=used,
                population=len(scope),
                drawn=drawn,
                monitored_on=monitored_on,
                made_by=by.id,
                at=now,
            )
        )
        detail = {
            "inspection": str(made.id),
            "unit": str(where.id),
            "seed": used,
            "percent": str(percent),
            "population": str(len(scope)),
            "drawn": ",".join(map(str, drawn)),
        }
        unit.events.record(Deed.INSPECTION_DRAWN, by, now, detail=detail)
        return made


def inspecting(
    office: Office, unit: UnitOfWork, actor: Person, unit_id: int
) -> tuple[Person, Unit]:
    """Who inspects a unit and those below it: whoever keeps or audits it."""
    by = seated(unit, actor, office.now())
    where = found_unit(unit, unit_id).unit
    if not by.holds_any(INSPECTING, where):
        sentence = f"季度抽查由{where.name}的管理员或审计人员进行，您没有这个角色。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    return by, where


def found_inspection(unit: UnitOfWork, inspection_id: int) -> Inspection:
    """The inspection; MissingError if there is none."""
    found = unit.inspections.get(inspection_id)
    if found is None:
        raise MissingError(f"没有编号为{inspection_id}的抽查，请从抽查页重新选择。")
    return found


def check_open(inspection: Inspection) -> None:
    """InvalidError for one that is closed."""
    if inspection.closed_at is not None:
        raise InvalidError(f"{inspection.quarter.label}的抽查已经结束，不能再改。")
