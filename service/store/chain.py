"""The log as rows that somebody else can check: every column as it was hashed, with its seal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, String, select, type_coerce

from service.store.tables import event_head, events


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One row of the log just as stored; `at` and `detail` are the very characters hashed."""

    seq: int
    at: str
    actor_id: int
    actor: str
    verb: str
    draft: int | None
    detail: str
    previous: str
    hash: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedHead:
    """The last row's number and hash as the head row has them, with the head's seal."""

    seq: int
    hash: str
    seal: str


class Chain:
    """Reads `events` and `event_head` without judging them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, draft: int) -> tuple[Sealed, ...]:
        """What the log holds of a draft, oldest first."""
        rows = self._connection.execute(_raw().where(events.c.draft_id == draft))
        return tuple(Sealed(**row._mapping) for row in rows)  # noqa: SLF001  # SQLAlchemy's name

    def head(self) -> SealedHead | None:
        """The head row; None before the first entry."""
        row = self._connection.execute(select(event_head)).one_or_none()
        return SealedHead(seq=row.seq, hash=row.hash, seal=row.seal) if row else None


def _raw() -> Select[Any]:
    plain = ("seq", "actor_id", "actor", "verb", "detail", "previous", "hash", "seal")
    return select(
        *(events.c[name] for name in plain),
        type_coerce(events.c.at, String).label("at"),
        events.c.draft_id.label("draft"),
    ).order_by(events.c.seq)
