"""单位调整: what each unit adds to the lists and mutes, proposed, agreed and ended by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.model import digest_of
from service.store.errors import DamagedError
from service.store.tables import overlays


class OverlayKind(StrEnum):
    """Stored as it stands here."""

    ADD = "add"
    MUTE = "mute"

    @property
    def label(self) -> str:
        return {"add": "增补", "mute": "静音"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """One addition to a list, or one mute: of an entry (`wordlist`, `word`) or of a rule.

    `starts` to `ends` are both included. It holds once an administrator agreed (`agreed_at`).
    """

    id: int
    unit: int
    kind: OverlayKind
    wordlist: str = ""
    word: str = ""
    rule: str = ""
    suggest: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False
    starts: date | None = None
    ends: date | None = None
    reason: str
    made_by: int
    at: datetime
    agreed_by: int | None = None
    agreed_at: datetime | None = None
    ended_by: int | None = None
    ended_at: datetime | None = None

    @property
    def standing(self) -> bool:
        """Agreed, and not ended before its time."""
        return self.agreed_at is not None and self.ended_at is None

    def holds(self, day: date) -> bool:
        """Whether it changes anything on a day or later."""
        return self.standing and (self.ends is None or day <= self.ends)

    @property
    def digest(self) -> str:
        """What the log knows it by: every word of it."""
        return content_digest({name: _stored(self)[name] for name in CONTENT})


CONTENT = (
    "kind",
    "wordlist",
    "word",
    "rule",
    "suggest",
    "within",
    "source",
    "verified",
    "starts_on",
    "ends_on",
    "reason",
)
"""The columns that say what an overlay does."""


def content_digest(columns: dict[str, object]) -> str:
    """The digest over the columns of CONTENT, whatever types a database gives them."""
    return digest_of({name: str(value) for name, value in columns.items()})


class Overlays:
    """Repository of `overlays`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, units: Sequence[int]) -> tuple[Overlay, ...]:
        """Everything these units ever had, oldest first."""
        query = select(overlays).where(overlays.c.unit_id.in_(list(units))).order_by(overlays.c.id)
        return tuple(_made(row) for row in self._connection.execute(query))

    def standing(self, line: Sequence[int], day: date) -> tuple[Overlay, ...]:
        """Those of a unit and of the units above it that hold on a day or will, oldest first."""
        query = (
            select(overlays)
            .where(
                overlays.c.unit_id.in_(list(line)),
                overlays.c.agreed_at.is_not(None),
                overlays.c.ended_at.is_(None),
            )
            .order_by(overlays.c.id)
        )
        made = (_made(row) for row in self._connection.execute(query))
        return tuple(one for one in made if one.holds(day))

    def get(self, overlay_id: int) -> Overlay | None:
        """The overlay of this id."""
        query = select(overlays).where(overlays.c.id == overlay_id)
        row = self._connection.execute(query).one_or_none()
        return _made(row) if row else None

    def next_id(self) -> int:
        """The number the next one gets."""
        return (self._connection.execute(select(func.max(overlays.c.id))).scalar() or 0) + 1

    def add(self, given: Overlay) -> Overlay:
        """Stores a new one under the next number, which it is returned with."""
        made = replace(given, id=self.next_id())
        self._connection.execute(insert(overlays).values(_stored(made)))
        return made

    def agree(self, overlay_id: int, by: int, now: datetime) -> None:
        """What was proposed holds from now on."""
        self._set(overlay_id, agreed_by=by, agreed_at=now)

    def end(self, overlay_id: int, by: int, now: datetime) -> None:
        """Ends it before its time, or declines what was proposed."""
        self._set(overlay_id, ended_by=by, ended_at=now)

    def _set(self, overlay_id: int, **values: object) -> None:
        self._connection.execute(
            update(overlays).where(overlays.c.id == overlay_id).values(**values)
        )


def _stored(one: Overlay) -> dict[str, object]:
    return {
        "id": one.id,
        "unit_id": one.unit,
        "kind": one.kind.value,
        "wordlist": one.wordlist,
        "word": one.word,
        "rule": one.rule,
        "suggest": json.dumps(one.suggest, ensure_ascii=False),
        "within": json.dumps(one.within, ensure_ascii=False),
        "source": one.source,
        "verified": int(one.verified),
        "starts_on": one.starts.isoformat() if one.starts else "",
        "ends_on": one.ends.isoformat() if one.ends else "",
        "reason": one.reason,
        "made_by": one.made_by,
        "at": one.at,
        "agreed_by": one.agreed_by,
        "agreed_at": one.agreed_at,
        "ended_by": one.ended_by,
        "ended_at": one.ended_at,
    }


def _made(row: Row[Any]) -> Overlay:
    try:
        return Overlay(
            id=row.id,
            unit=row.unit_id,
            kind=OverlayKind(row.kind),
            wordlist=row.wordlist,
            word=row.word,
            rule=row.rule,
            suggest=tuple(json.loads(row.suggest)),
            within=tuple(json.loads(row.within)),
            source=row.source,
            verified=bool(row.verified),
            starts=date.fromisoformat(row.starts_on) if row.starts_on else None,
            ends=date.fromisoformat(row.ends_on) if row.ends_on else None,
            reason=row.reason,
            made_by=row.made_by,
            at=row.at,
            agreed_by=row.agreed_by,
            agreed_at=row.agreed_at,
            ended_by=row.ended_by,
            ended_at=row.ended_at,
        )
    except (ValueError, TypeError):
        raise DamagedError(
            f"第{row.id}号单位调整读不懂，数据可能被改动，已停止使用；"
            "请运行 xianshen audit verify 核查。"
        ) from None
