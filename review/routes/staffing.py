"""Whether a route can be walked: for every step somebody, no two steps the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from review.staff import Person, Unit
from review.step import Route, Step


def unfilled(route: Route, unit: Unit, people: Collection[Person], barred: Collection[int]) -> str:
    """Why nobody can complete this route, as one sentence; "" if they can.

    `people` are those at work, `barred` the ids of author and last editor.
    """
    free = [person for person in people if person.id not in barred]
    able = [
        [
            number
            for number, one in enumerate(free)
            if one.holds(step.role, step.unit or unit) and (not step.on_duty or one.on_duty(unit))
        ]
        for step in route.steps
    ]
    for step, numbers in zip(route.steps, able, strict=True):
        if not numbers and step.on_duty:
            return (
                f"此刻没有可以先签的人为{unit.name}值班（须有“{step.role.label}”角色、正在班上、"
                "不在休假且不是作者），应急通道走不通；请管理员排上值班，或走常规审核。"
            )
        if not numbers:
            return (
                f"“{step.kind.label}”一步没有可以签字的人"
                f"（须在{(step.unit or unit).name}有“{step.role.label}”角色且不是作者），"
                "请管理员安排人员后再送审。"
            )
    left_over = _unmatched(route.steps, able)
    if left_over is None:
        return ""
    return (
        f"签字的人不够：各步须由不同的人签，“{left_over.kind.label}”一步排不出人来；"
        "请管理员增加审签人员后再送审。"
    )


def _unmatched(steps: Sequence[Step], able: Sequence[Sequence[int]]) -> Step | None:
    """The first step for which no assignment of different persons is left (Kuhn's matching)."""
    holder: dict[int, int] = {}

    def seat(step: int, tried: set[int]) -> bool:
        for person in able[step]:
            if person not in tried:
                tried.add(person)
                if person not in holder or seat(holder[person], tried):
                    holder[person] = step
                    return True
        return False

    return next((steps[at] for at in range(len(steps)) if not seat(at, set())), None)
