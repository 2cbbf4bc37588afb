"""第二读者: what it said of a version, beside the report and never part of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from review.model import Span, digest_of
from service.store.canonical import written
from service.store.tables import second_readings


class Outcome(StrEnum):
    """How a second reading ended. Stored as it stands here."""

    READ = "read"
    SILENT = "silent"
    GARBLED = "garbled"

    @property
    def label(self) -> str:
        return {
            "read": "已读完",
            "silent": "第二读者未回应",
            "garbled": "第二读者的回答读不懂",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked:
    """One place a second reader pointed at. Where, not what: the words are in the version."""

    span: Span
    kind: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """One answer about one version. `dropped`: remarks that quoted nothing that is there."""

    draft: int
    number: int
    version: int
    document: str
    reader: str
    outcome: Outcome
    found: tuple[Remarked, ...]
    dropped: int
    asked_by: int
    at: datetime


class SecondReadings:
    """Repository of `second_readings`; it can append and read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, draft: int) -> tuple[SecondReading, ...]:
        """All of a draft, newest first."""
        query = (
            select(second_readings)
            .where(second_readings.c.draft_id == draft)
            .order_by(second_readings.c.number.desc())
        )
        return tuple(_made(row) for row in self._connection.execute(query))

    def next_number(self, draft: int) -> int:
        """The number the next of a draft gets."""
        query = select(func.max(second_readings.c.number)).where(
            second_readings.c.draft_id == draft
        )
        return (self._connection.execute(query).scalar() or 0) + 1

    def add(self, one: SecondReading) -> str:
        """Stores one; the digest of what it found is what the log knows."""
        found = written([_told(each) for each in one.found])
        self._connection.execute(
            insert(second_readings).values(
                draft_id=one.draft,
                number=one.number,
                version=one.version,
                document=one.document,
                reader=one.reader,
                outcome=one.outcome.value,
                found=found,
                dropped=one.dropped,
                asked_by=one.asked_by,
                at=one.at,
            )
        )
        return digest_of(found)


def _told(one: Remarked) -> Mapping[str, object]:
    span = one.span
    return {
        "field": span.field,
        "start": span.start,
        "end": span.end,
        "kind": one.kind,
        "message": one.message,
        "suggestion": one.suggestion,
    }


def _made(row: Row[Any]) -> SecondReading:
    return SecondReading(
        draft=row.draft_id,
        number=row.number,
        version=row.version,
        document=row.document,
        reader=row.reader,
        outcome=Outcome(row.outcome),
        found=tuple(
            Remarked(
                span=Span(field=one["field"], start=one["start"], end=one["end"]),
                kind=one["kind"],
                message=one["message"],
                suggestion=one["suggestion"],
            )
            for one in json.loads(row.found)
        ),
        dropped=row.dropped,
        asked_by=row.asked_by,
        at=row.at,
    )
