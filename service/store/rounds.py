"""What is kept of a draft's past: its saved texts, and what was submitted as each round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from review.draft import Draft, Person, Route
from service.store.canonical import route_read, route_written
from service.store.errors import DamagedError
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


def route_of(draft_id: int, route: str | None, ahead: int | None) -> Route:
    """The route of a draft's present round. Raises DamagedError if its row is gone or disagrees."""
    if route is None:
        raise DamagedError(
            f"稿件{draft_id}的送审记录缺失，数据可能被改动，已停止使用；"
            "请运行 xianshen audit verify 核查。"
        )
    found = route_read(route)
    if found.ahead != (ahead or len(found.steps)):
        raise DamagedError(
            f"稿件{draft_id}的审核路线与送审记录不符，数据可能被改动，已停止使用；"
            "请运行 xianshen audit verify 核查。"
        )
    return found


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


def add_submission(connection: Connection, draft: Draft, at: datetime) -> None:
    """What is submitted as the draft's present round."""
    if draft.route is None:
        raise ValueError("nothing is submitted without a route")
    connection.execute(
        insert(submissions).values(
            draft_id=draft.id,
            round=draft.round,
            version=draft.version,
            document=draft.document,
            report=draft.report,
            author_id=draft.author.id,
            editor_id=draft.last_editor.id,
            steps=len(draft.route.steps),
            ahead=draft.route.ahead if draft.route.emergency else None,
            route=route_written(draft.route),
            at=at,
        )
    )
