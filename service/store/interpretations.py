"""解读: which policy documents want an interpretation product, and which drafts are one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, or_, select

from review.draft import State
from review.terms import Category
from service.store.tables import (
    documents,
    drafts,
    interpretations,
    policy_traits,
    releases,
    tallies,
)

_OUT = [State.RELEASED.value, State.RELEASING.value, State.CORRECTED.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDocument:
    """A policy document that is out. `released`: since when."""

    draft: int
    title: str
    unit: int
    released: datetime


class Interpretations:
    """Repository of `policy_traits` and `interpretations`: it appends and reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def documents(self, units: Collection[int], limit: int = 200) -> tuple[PolicyDocument, ...]:
        """The policy documents these units have out, newest first."""
        released = (
            select(releases.c.draft_id, func.max(releases.c.at).label("at"))
            .group_by(releases.c.draft_id)
            .subquery()
        )
        query = (
            select(drafts.c.id, documents.c.title, drafts.c.unit_id, released.c.at)
            .join(tallies, tallies.c.report == drafts.c.report)
            .join(documents, documents.c.digest == drafts.c.document)
            .join(released, released.c.draft_id == drafts.c.id)
            .where(
                tallies.c.category == Category.POLICY_DOCUMENT.value,
                drafts.c.state.in_(_OUT),
                drafts.c.unit_id.in_(list(units)),
            )
            .order_by(drafts.c.id.desc())
            .limit(limit)
        )
        return tuple(
            PolicyDocument(
                draft=row.id,
                title=row.title,
                unit=row.unit_id,
                released=row.at if isinstance(row.at, datetime) else datetime.fromisoformat(row.at),
            )
            for row in self._connection.execute(query)
        )

    def titles(self, numbers: Collection[int]) -> dict[int, str]:
        """What these drafts are called now."""
        query = (
            select(drafts.c.id, documents.c.title)
            .join(documents, documents.c.digest == drafts.c.document)
            .where(drafts.c.id.in_(list(numbers)))
        )
        return {row.id: row.title for row in self._connection.execute(query)}

    def traits(self, numbers: Collection[int]) -> dict[int, tuple[str, ...]]:
        """What these documents were last said to be, by draft; () for none of the four."""
        query = (
            select(policy_traits)
            .where(policy_traits.c.draft_id.in_(list(numbers)))
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

    def links(self, touching: Collection[int]) -> tuple[tuple[int, int], ...]:
        """Pairs of document and product that touch any of these drafts."""
        numbers = list(touching)
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
