"""整改单: what each office is to put right after an inspection, and how far it got."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from service.store.tables import ticket_items, tickets


class TicketState(StrEnum):
    """Stored as it stands here."""

    OPEN = "open"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {
            "open": "待整改",
            "answered": "已反馈，待复核",
            "returned": "复核未通过",
            "closed": "已整改",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """整改单: what one office is to put right by when. `numbers`: the candidates it is about."""

    inspection: int
    unit: int
    state: TicketState
    due: datetime
    numbers: tuple[int, ...]
    answer: str = ""
    answered_by: int | None = None
    answered_at: datetime | None = None
    verdict: str = ""
    checked_by: int | None = None
    checked_at: datetime | None = None


class Tickets:
    """Repository of `tickets` and `ticket_items`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_inspection(self, inspection_id: int) -> tuple[Ticket, ...]:
        """The tickets of an inspection, by unit."""
        query = select(tickets).where(tickets.c.inspection_id == inspection_id)
        return self._made(self._connection.execute(query.order_by(tickets.c.unit_id)).all())

    def of_units(self, units: Collection[int]) -> tuple[Ticket, ...]:
        """What these units are to put right, nearest deadline first."""
        query = select(tickets).where(
            tickets.c.unit_id.in_(list(units)), tickets.c.state != TicketState.CLOSED.value
        )
        return self._made(self._connection.execute(query.order_by(tickets.c.due)).all())

    def issue(self, ticket: Ticket) -> None:
        """A new ticket."""
        self._connection.execute(
            insert(tickets).values(
                inspection_id=ticket.inspection,
                unit_id=ticket.unit,
                state=ticket.state.value,
                due=ticket.due,
                answer="",
                verdict="",
            )
        )
        for number in ticket.numbers:
            self._connection.execute(
                insert(ticket_items).values(
                    inspection_id=ticket.inspection, unit_id=ticket.unit, number=number
                )
            )

    def keep(self, ticket: Ticket) -> None:
        """What became of it."""
        self._connection.execute(
            update(tickets)
            .where(tickets.c.inspection_id == ticket.inspection, tickets.c.unit_id == ticket.unit)
            .values(
                state=ticket.state.value,
                due=ticket.due,
                answer=ticket.answer,
                answered_by=ticket.answered_by,
                answered_at=ticket.answered_at,
                verdict=ticket.verdict,
                checked_by=ticket.checked_by,
                checked_at=ticket.checked_at,
            )
        )

    def _made(self, rows: Sequence[Row[Any]]) -> tuple[Ticket, ...]:
        numbers: dict[tuple[int, int], list[int]] = {}
        query = (
            select(ticket_items)
            .where(ticket_items.c.inspection_id.in_({row.inspection_id for row in rows}))
            .order_by(ticket_items.c.number)
        )
        for item in self._connection.execute(query):
            numbers.setdefault((item.inspection_id, item.unit_id), []).append(item.number)
        return tuple(
            Ticket(
                inspection=row.inspection_id,
                unit=row.unit_id,
                state=TicketState(row.state),
                due=row.due,
                numbers=tuple(numbers.get((row.inspection_id, row.unit_id), ())),
                answer=row.answer,
                answered_by=row.answered_by,
                answered_at=row.answered_at,
                verdict=row.verdict,
                checked_by=row.checked_by,
                checked_at=row.checked_at,
            )
            for row in rows
        )
