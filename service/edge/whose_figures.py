"""Who sees the figures of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from review.draft import Person, Role, Unit
from service.actions.errors import MissingError
from service.edge.scope import reached
from service.office import Office

_HEADS: Final = (Role.FINAL, Role.ADMIN, Role.AUDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose figures somebody may see: of these units, or (none) of their own drafts alone."""

    units: tuple[Unit, ...]

    def branch(self, unit_id: int) -> tuple[Unit, ...]:
        """A unit and those below it. MissingError for one outside."""
        if unit_id not in {one.id for one in self.units}:
            raise MissingError(f"没有编号为{unit_id}的单位，请从列表里重新选择。")
        return tuple(one for one in self.units if unit_id in one.line)


def scope_of(office: Office, person: Person) -> Scope:
    """Auditors, administrators, final signers and 分管负责人 see their branch; others themselves."""
    with office.read() as unit:
        bureaus = unit.units.all()
    known = [one.unit for one in bureaus]
    headed = {one.unit.id for one in bureaus if one.supervisor == person.id}
    headed |= reached(person, _HEADS, known)
    return Scope(units=tuple(one for one in known if headed.intersection(one.line)))
