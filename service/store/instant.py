"""Moments in the database: text in UTC with microseconds, which sorts, and reads back exactly.

Neither SQLite nor PostgreSQL is asked for the time or for its idea of a time zone.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

from service.store.errors import DamagedError


def written(at: datetime) -> str:
    """An aware moment as it is stored and hashed."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone says nothing")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class Instant(TypeDecorator[datetime]):
    """A column of aware moments."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's signature
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        if value is None:
            return None
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise DamagedError(
                "数据库里有一处时间读不懂，数据可能被改动，已停止使用；"
                "请运行 xianshen audit verify 核查。"
            ) from None
