"""单位: the tree of offices one installation serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from review.staff import Person, Unit
from service.store.errors import DamagedError
from service.store.tables import units


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """A unit with what is kept of it: who is 分管负责人, and since when it is closed."""

    unit: Unit
    supervisor: int | None
    opened_at: datetime
    closed_at: datetime | None


class Units:
    """Repository of `units`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Bureau, ...]:
        """Every unit, closed ones too; each after the one above it."""
        rows = self._connection.execute(select(units).order_by(units.c.id)).all()
        parents = {row.id: row.parent_id for row in rows}
        made = [
            Bureau(
                unit=Unit(id=row.id, name=row.name, line=_line(parents, row.id)),
                supervisor=row.supervisor_id,
                opened_at=row.opened_at,
                closed_at=row.closed_at,
            )
            for row in rows
        ]
        return tuple(sorted(made, key=lambda bureau: bureau.unit.line))

    def known(self) -> Mapping[int, Unit]:
        """Every unit by its id."""
        return {bureau.unit.id: bureau.unit for bureau in self.all()}

    def read_by(self, person: Person) -> frozenset[int]:
        """The units whose drafts a person reads: their own, and those below."""
        own = {grant.unit for grant in person.grants}
        return frozenset(unit.id for unit in self.known().values() if own.intersection(unit.line))

    def get(self, unit_id: int) -> Bureau | None:
        """The unit of this id."""
        return next((bureau for bureau in self.all() if bureau.unit.id == unit_id), None)

    def add(self, name: str, parent: Unit, supervisor: int, now: datetime) -> Unit:
        """A new unit below another. The name must be free."""
        last = self._connection.execute(select(func.max(units.c.id))).scalar() or 0
        self._connection.execute(
            insert(units).values(
                id=last + 1,
                name=name,
                parent_id=parent.id,
                supervisor_id=supervisor,
                opened_at=now,
            )
        )
        return Unit(id=last + 1, name=name, line=(*parent.line, last + 1))

    def change(
        self, unit_id: int, *, name: str, parent: int | None, supervisor: int | None
    ) -> None:
        """Another name, place or 分管负责人."""
        self._connection.execute(
            update(units)
            .where(units.c.id == unit_id)
            .values(name=name, parent_id=parent, supervisor_id=supervisor)
        )

    def set_closed(self, unit_id: int, at: datetime | None) -> None:
        """Closed from this moment, or open again."""
        self._connection.execute(update(units).where(units.c.id == unit_id).values(closed_at=at))


def _line(parents: Mapping[int, int | None], unit: int) -> tuple[int, ...]:
    line = [unit]
    while (above := parents[line[0]]) is not None:
        if above in line or above not in parents:
            raise DamagedError(
                "单位的上下级关系成了环或缺了一环，数据可能被改动，已停止使用；"
                "请运行 xianshen audit verify 核查。"
            )
        line.insert(0, above)
    return tuple(line)
