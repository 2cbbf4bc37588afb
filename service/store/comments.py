"""批注: what colleagues tell each other about a passage. Of the house, never of the text.

A comment is no part of a Document, a Report or a SignOff, of which alone a release is made; there
is no way from here to a platform, and a test holds that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from review.draft import Draft, Person
from review.model import Span
from service.store.people import People
from service.store.tables import comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """`span`: the passage in the text of `document`; None: about the whole."""

    number: int
    version: int
    document: str
    span: Span | None
    person: Person
    words: str
    at: datetime


class Comments:
    """Repository of `comments`: it can append and read, nothing else."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)

    def of(self, draft: int) -> tuple[Comment, ...]:
        """Everything said about a draft, oldest first."""
        rows = self._connection.execute(
            select(comments).where(comments.c.draft_id == draft).order_by(comments.c.number)
        ).all()
        people = self._people.named([row.person_id for row in rows])
        return tuple(
            Comment(
                number=row.number,
                version=row.version,
                document=row.document,
                span=Span(field=row.field, start=row.start, end=row.end) if row.field else None,
                person=people[row.person_id],
                words=row.words,
                at=row.at,
            )
            for row in rows
        )

    def add(
        self, draft: Draft, span: Span | None, person: Person, words: str, at: datetime
    ) -> Comment:
        """One more comment on the draft's present text."""
        last = self._connection.execute(
            select(func.max(comments.c.number)).where(comments.c.draft_id == draft.id)
        ).scalar()
        made = Comment(
            number=(last or 0) + 1,
            version=draft.version,
            document=draft.document,
            span=span,
            person=person,
            words=words,
            at=at,
        )
        self._connection.execute(
            insert(comments).values(
                draft_id=draft.id,
                number=made.number,
                version=made.version,
                document=made.document,
                field=span.field if span else "",
                start=span.start if span else 0,
                end=span.end if span else 0,
                person_id=person.id,
                words=words,
                at=at,
            )
        )
        return made
