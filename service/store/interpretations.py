"""解读: which policy documents want an interpretation product, and which drafts are one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select

from service.store.tables import interpretations, policy_traits


class Interpretations:
    """Repository of `policy_traits` and `interpretations`: it appends and reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def traits(self, drafts: Collection[int]) -> dict[int, tuple[str, ...]]:
        """What these documents were last said to be, by draft; () for none of the four."""
        query = (
            select(policy_traits)
            .where(policy_traits.c.draft_id.in_(list(drafts)))
            .order_by(policy_traits.c.draft_id, policy_traits.c.number)
        )
        return {
            row.draft_id: tuple(part for part in row.traits.split(",") if part)
            for row in self._connection.execute(query)
        }

    def say_traits(self, draft_id: int, traits: Collection[str], by: int, now: datetime) -> None:
        """What a document is from now on said to be."""
        query = select(func.max(policy_traits.c.number)).where(policy_traits.c.draft_id == draft_id)
        number = (self._connection.execute(query).scalar() or 0) + 1
        self._connection.execute(
            insert(policy_traits).values(
                draft_id=draft_id, number=number, traits=",".join(traits), made_by=by, at=now
            )
        )

    def links(self, drafts: Collection[int]) -> tuple[tuple[int, int], ...]:
        """Pairs of document and product that touch any of these drafts."""
        numbers = list(drafts)
        query = (
            select(interpretations.c.draft_id, interpretations.c.product_id)
            .where(
                or_(
                    interpretations.c.draft_id.in_(numbers),
                    interpretations.c.product_id.in_(numbers),
                )
            )
            .order_by(interpretations.c.draft_id, interpretations.c.product_id)
        )
        return tuple((row.draft_id, row.product_id) for row in self._connection.execute(query))

    def link(self, draft_id: int, product_id: int, by: int, now: datetime) -> None:
        """A product interprets a document, from now on."""
        self._connection.execute(
            insert(interpretations).values(
                draft_id=draft_id, product_id=product_id, made_by=by, at=now
            )
        )
