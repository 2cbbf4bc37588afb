"""应急通道 in a route book: read, checked, and taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NoReturn

from review.model import Category
from review.routes.book import ABOVE, OWN, Lane, RouteBook, Signing
from review.staff import Role, Unit
from review.step import Grade, Route, Step, StepKind

KEYS = frozenset({"reason", "first", "after", "first_hours", "after_hours"})
_REVIEWS = (StepKind.FIRST, StepKind.SECOND, StepKind.FINAL)
_LONGEST = 72
_WHERE = "应急通道（[emergency]）"


def read_lane(
    raw: object, signings: Mapping[str, Signing], refuse: Callable[[str, str], NoReturn]
) -> Lane | None:
    """The lane as the book has it; None if it has none. `refuse` is told what and the cure."""
    if raw is None:
        return None
    if not isinstance(raw, dict) or set(raw) - KEYS:
        refuse(f"{_WHERE}写法不对", f"可用的项目有{'、'.join(sorted(KEYS))}")
    reason = str(raw.get("reason", "")).strip()
    if not reason.endswith("。"):
        refuse(f"{_WHERE}没有写明理由（reason，以句号结尾）", "请补上，签字的人要看")
    first, after = (_names(raw, key, signings, refuse) for key in ("first", "after"))
    if set(first) & set(after):
        refuse(f"{_WHERE}里同一步骤写了两次", "请删去重复的")
    for name in first:
        if signings[name].role is not Role.FINAL or signings[name].unit != OWN:
            refuse(f"{_WHERE}先签的步骤 {name} 不是本单位的终审", "先签的人须有本单位的终审角色")
    if any(signings[name].unit not in (OWN, ABOVE) for name in after):
        refuse(f"{_WHERE}补签的步骤只能由本单位或上级单位签", "请改为 own 或 above")
    kinds = [signings[name].kind for name in (*first, *after)]
    if sorted(kind for kind in kinds if kind in _REVIEWS) != sorted(_REVIEWS):
        refuse(f"{_WHERE}先签和补签合起来须有初审、复审、终审各一次", "请补全三审")
    return Lane(
        reason=reason,
        first=first,
        after=after,
        first_hours=_hours(raw, "first_hours", refuse),
        after_hours=_hours(raw, "after_hours", refuse),
    )


def lane_route(
    book: RouteBook, unit: Unit, units: Mapping[int, Unit], reasons: tuple[str, ...]
) -> Route | None:
    """The lane as a route for a draft of a unit; None if the book has none."""
    lane = book.lane
    if lane is None:
        return None

    def step(name: str, hours: int) -> Step:
        signing = book.signings[name]
        above = signing.unit == ABOVE and unit.parent is not None
        where = units[unit.parent] if above and unit.parent is not None else None
        return Step(
            kind=signing.kind, role=signing.role, reason=signing.reason, hours=hours, unit=where
        )

    return Route(
        grade=Grade.C,
        reasons=(*reasons, f"走应急通道：{lane.reason}"),
        steps=(
            *(replace(step(name, lane.first_hours), on_duty=True) for name in lane.first),
            *(replace(step(name, lane.after_hours), later=True) for name in lane.after),
        ),
    )


def lane_fault(book: RouteBook, category: Category, *, declared: bool) -> str:
    """Why a piece may not take the lane, as one sentence; "" if it may."""
    if book.lane is None:
        return "本单位的路线簿没有应急通道（[emergency]），请走常规审核，或请管理员在路线簿里加上。"
    if category is not Category.EMERGENCY and not declared:
        return (
            f"类别是“{category.label}”，只有“{Category.EMERGENCY.label}”类或经签发人、值班人员"
            "列为突发应急的稿件可以走应急通道；请走常规审核，或请他们先认定。"
        )
    return ""


def _names(
    raw: Mapping[str, Any],
    key: str,
    signings: Mapping[str, Signing],
    refuse: Callable[[str, str], NoReturn],
) -> tuple[str, ...]:
    names = raw.get(key)
    if not isinstance(names, list) or not names:
        refuse(f"{_WHERE}没有写 {key}", "请写明先签和补签的步骤")
    given = tuple(map(str, names))
    for name in given:
        if name not in signings:
            refuse(f"{_WHERE}用到没有定义的步骤“{name}”", "请在 [steps] 下定义")
    if len(set(given)) != len(given):
        refuse(f"{_WHERE}里同一步骤写了两次", "请删去重复的")
    return given


def _hours(raw: Mapping[str, Any], key: str, refuse: Callable[[str, str], NoReturn]) -> int:
    given = raw.get(key)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 < given <= _LONGEST:
        refuse(f"{_WHERE}的 {key} 不对", f"请写 1 到 {_LONGEST} 的小时数（昼夜连续计算）")
    return given
