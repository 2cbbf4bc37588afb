"""留痕: the log. Every row carries the hash of the one before; the head row says which is last.

Hashes show what was changed; the seals (HMAC with a key that is not in the database) show that
nobody wrote the whole chain anew, and the sealed head that nothing was cut off its end.
Rows are kept by append-only triggers as well, but triggers can be dropped; seals can't be made.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from review.draft import Event, Person
from review.model import digest_of
from service.store.deed import Deed, Verb, verb_of
from service.store.errors import DamagedError
from service.store.instant import written
from service.store.tables import drafts, event_head, events

FIRST = "sha256:" + "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the log. `detail` holds ids, numbers and digests, never text of a draft."""

    seq: int
    at: datetime
    actor_id: int
    actor: str
    verb: Verb
    draft: int | None
    detail: tuple[tuple[str, str], ...]
    previous: str
    hash: str

    def value(self, key: str) -> str:
        """One item of the detail, "" if there is none of that name."""
        return dict(self.detail).get(key, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry's number and hash, and whether its seal is ours."""

    seq: int
    hash: str
    sealed: bool


def hash_of(  # every column that is vouched for
    *,
    seq: int,
    at: str,
    actor_id: int,
    actor: str,
    verb: str,
    draft: int | None,
    detail: str,
    previous: str,
) -> str:
    """The hash a row must bear.

    NOTE: A change here makes every log there is unverifiable.
    """
    return digest_of([seq, at, actor_id, actor, verb, draft, detail, previous])


def seal_of(key: bytes, purpose: str, seq: int, hashed: str) -> str:
    """HMAC over a row's number and hash; `purpose` keeps a row's seal from passing as a head's."""
    message = f"{purpose}:{seq}:{hashed}".encode("ascii", "backslashreplace")
    return "hmac-sha256:" + hmac.new(key, message, hashlib.sha256).hexdigest()


def same_seal(stored: str, made: str) -> bool:
    """Whether a stored seal, whatever somebody put there, is the one made anew."""
    return hmac.compare_digest(str(stored).encode("utf-8", "replace"), made.encode("ascii"))


class Events:
    """Repository of `events`: it can append and read, nothing else."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key

    def append(self, event: Event) -> Entry:
        """Logs a move."""
        return self._append(event.action, event.actor, event.at, event.draft, dict(event.detail))

    def record(
        self,
        deed: Deed,
        actor: Person,
        at: datetime,
        *,
        draft: int | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> Entry:
        """Logs what is no move of a draft. `detail`: ids, numbers, digests; never text."""
        return self._append(deed, actor, at, draft, detail or {})

    def of(self, draft: int) -> tuple[Entry, ...]:
        """A draft's whole history, oldest first."""
        rows = self._connection.execute(
            select(events).where(events.c.draft_id == draft).order_by(events.c.seq)
        )
        return tuple(_entry(row) for row in rows)

    def page(
        self,
        *,
        before: int | None = None,
        limit: int = 100,
        units: Collection[int] | None = None,
    ) -> tuple[Entry, ...]:
        """The log, newest first, from before a number.

        `units`: without the drafts of other units; what is about no draft is all there.
        """
        query = select(events).order_by(events.c.seq.desc()).limit(limit)
        if before is not None:
            query = query.where(events.c.seq < before)
        if units is not None:
            own = select(drafts.c.id).where(drafts.c.unit_id.in_(units))
            query = query.where(events.c.draft_id.is_(None) | events.c.draft_id.in_(own))
        return tuple(_entry(row) for row in self._connection.execute(query))

    def after(self, seq: int, limit: int) -> tuple[Entry, ...]:
        """The log from after a number, oldest first."""
        query = select(events).where(events.c.seq > seq).order_by(events.c.seq).limit(limit)
        return tuple(_entry(row) for row in self._connection.execute(query))

    def all(self) -> Iterator[Entry]:
        """The whole log, oldest first. Raises ValueError at a row that makes no sense."""
        for row in self._connection.execute(select(events).order_by(events.c.seq)):
            yield _entry(row)

    def head(self) -> Head | None:
        """What the head row says; None before the first entry."""
        row = self._connection.execute(select(event_head)).one_or_none()
        if row is None:
            return None
        sealed = same_seal(row.seal, seal_of(self._key, "head", row.seq, row.hash))
        return Head(seq=row.seq, hash=row.hash, sealed=sealed)

    def _append(
        self,
        verb: Verb,
        actor: Person,
        at: datetime,
        draft: int | None,
        detail: Mapping[str, str],
    ) -> Entry:
        head = self.head()
        if head and not head.sealed:
            # Going on would seal anew what was cut off or changed, and so hide it.
            raise DamagedError(
                "留痕末行的封印不符：封印密钥不是这个数据库的，或留痕被改动，"
                "已停止一切写入；请运行 xianshen audit verify 核查。"
            )
        seq = head.seq + 1 if head else 1
        previous = head.hash if head else FIRST
        told = json.dumps(dict(detail), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        hashed = hash_of(
            seq=seq,
            at=written(at),
            actor_id=actor.id,
            actor=actor.login,
            verb=verb.value,
            draft=draft,
            detail=told,
            previous=previous,
        )
        self._connection.execute(
            insert(events).values(
                seq=seq,
                at=at,
                actor_id=actor.id,
                actor=actor.login,
                verb=verb.value,
                draft_id=draft,
                detail=told,
                previous=previous,
                hash=hashed,
                seal=seal_of(self._key, "event", seq, hashed),
            )
        )
        last = {"seq": seq, "hash": hashed, "seal": seal_of(self._key, "head", seq, hashed)}
        if head:
            self._connection.execute(update(event_head).where(event_head.c.id == 1).values(**last))
        else:
            self._connection.execute(insert(event_head).values(id=1, **last))
        return Entry(
            seq=seq,
            at=at,
            actor_id=actor.id,
            actor=actor.login,
            verb=verb,
            draft=draft,
            detail=tuple(sorted(detail.items())),
            previous=previous,
            hash=hashed,
        )


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        seq=row.seq,
        at=row.at,
        actor_id=row.actor_id,
        actor=row.actor,
        verb=verb_of(row.verb),
        draft=row.draft_id,
        detail=tuple(sorted(json.loads(row.detail).items())),
        previous=row.previous,
        hash=row.hash,
    )
