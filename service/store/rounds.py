"""What is kept of a draft's past: its saved texts, and what was submitted as each round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from review.draft import Person, Route
from service.store.canonical import route_read
from service.store.people import People
from service.store.tables import submissions, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One saved text of a draft; `version` counts from 1."""

    version: int
    document: str
    editor: Person
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What was submitted as one round, and the route it was given."""

    round: int
    version: int
    document: str
    report: str
    route: Route
    at: datetime


def versions_of(connection: Connection, draft_id: int) -> tuple[Version, ...]:
    """Every saved text of a draft, oldest first."""
    rows = connection.execute(
        select(versions).where(versions.c.draft_id == draft_id).order_by(versions.c.version)
    ).all()
    people = People(connection).named([row.editor_id for row in rows])
    return tuple(
        Version(
            version=row.version,
            document=row.document,
            editor=people[row.editor_id],
            at=row.at,
        )
        for row in rows
    )


def submissions_of(connection: Connection, draft_id: int) -> tuple[Submitted, ...]:
    """Every round of a draft, oldest first."""
    rows = connection.execute(
        select(submissions).where(submissions.c.draft_id == draft_id).order_by(submissions.c.round)
    )
    return tuple(
        Submitted(
            round=row.round,
            version=row.version,
            document=row.document,
            report=row.report,
            route=route_read(row.route),
            at=row.at,
        )
        for row in rows
    )
