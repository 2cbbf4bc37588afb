"""What must hold of every unit: a name of its own and a 分管负责人 at work."""

from __future__ import annotations

from dataclasses import dataclass

from service.actions.errors import InvalidError
from service.actions.staff import found_account
from service.store import UnitOfWork

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """What is told of a unit: its name, the unit above, and its 分管负责人 (a person's id)."""

    name: str
    parent: int
    supervisor: int


def checked_name(unit: UnitOfWork, facts: UnitFacts, *, own: int) -> str:
    """The name, without its blanks. InvalidError for facts that cannot be a unit's."""
    name = facts.name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidError(f"单位名称须为1到{_LONGEST_NAME}个字，请改正。")
    if any(one.unit.name == name and one.unit.id != own for one in unit.units.all()):
        raise InvalidError(f"已有名为“{name}”的单位，请换一个名称。")
    supervisor = found_account(unit, facts.supervisor)
    if supervisor.disabled_at is not None:
        raise InvalidError(f"{supervisor.person.name}的账号已停用，不能作分管负责人；请另选。")
    return name


def unit_told(unit_id: int, name: str, facts: UnitFacts) -> dict[str, str]:
    """A unit as the log has it."""
    return {
        "unit": str(unit_id),
        "name": name,
        "parent": str(facts.parent),
        "supervisor": str(facts.supervisor),
    }
