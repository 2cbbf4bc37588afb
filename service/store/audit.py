"""核验: reads every row that matters and says which was altered, removed or inserted.

First the log by itself: numbers, hashes, seals, the sealed head. Then what the log tells of
against what the tables hold: a signature nobody logged, a logged one that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, String, select, type_coerce

from service.store.events import FIRST, hash_of, same_seal, seal_of
from service.store.tables import event_head, events


class Damage(StrEnum):
    """What was done to the log or to what it vouches for."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"

    @property
    def label(self) -> str:
        return {"altered": "被改动", "removed": "被删除", "inserted": "非程序写入"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing found wrong. `where` names the row: an entry's number or a table's key."""

    damage: Damage
    where: str
    sentence: str

    def __str__(self) -> str:
        """The sentence, as pages and the command line show it."""
        return self.sentence


def flaws_of_log(connection: Connection, key: bytes) -> Iterator[Flaw]:
    """Every flaw of the log itself, in order of the entries."""
    expected, previous = 1, FIRST
    for row in connection.execute(_raw()):
        if row.seq > expected:
            yield _removed(expected, row.seq - 1)
        genuine = same_seal(row.seal, seal_of(key, "event", row.seq, row.hash))
        whole = _hash(row) == row.hash
        if not genuine:
            yield Flaw(
                damage=Damage.INSERTED,
                where=str(row.seq),
                sentence=f"第{row.seq}条留痕的封印不符：这一条是后来写入或改写的。",
            )
        elif not whole:
            yield Flaw(
                damage=Damage.ALTERED,
                where=str(row.seq),
                sentence=f"第{row.seq}条留痕的内容与其摘要不符：这一条被改动过。",
            )
        elif row.previous != previous and row.seq == expected:
            yield Flaw(
                damage=Damage.ALTERED,
                where=str(row.seq - 1),
                sentence=f"第{row.seq}条留痕所记的前一条与现存的第{row.seq - 1}条不是同一条。",
            )
        expected, previous = row.seq + 1, row.hash
    yield from _flaws_of_head(connection, key, last=expected - 1, last_hash=previous)


def _flaws_of_head(
    connection: Connection, key: bytes, *, last: int, last_hash: str
) -> Iterator[Flaw]:
    head = connection.execute(select(event_head)).one_or_none()
    if head is None:
        if last:
            sentence = "留痕末条标记不见了：末尾若干条可能被删除。"
            yield Flaw(damage=Damage.REMOVED, where="末条标记", sentence=sentence)
        return
    if not same_seal(head.seal, seal_of(key, "head", head.seq, head.hash)):
        sentence = "留痕末条标记的封印不符：它被改动过，或封印密钥不是这个数据库的。"
        yield Flaw(damage=Damage.ALTERED, where="末条标记", sentence=sentence)
    elif head.seq > last:
        yield _removed(last + 1, head.seq)
    elif head.seq < last:
        for seq in range(head.seq + 1, last + 1):
            sentence = f"第{seq}条留痕在末条标记（第{head.seq}条）之后：它不是程序写入的。"
            yield Flaw(damage=Damage.INSERTED, where=str(seq), sentence=sentence)
    elif head.hash != last_hash:
        sentence = f"末条（第{last}条）留痕与末条标记所记不是同一条：它被改写过。"
        yield Flaw(damage=Damage.ALTERED, where=str(last), sentence=sentence)


def _removed(first: int, last: int) -> Flaw:
    numbers = f"第{first}条" if first == last else f"第{first}至{last}条"
    where = str(first) if first == last else f"{first}-{last}"
    return Flaw(
        damage=Damage.REMOVED, where=where, sentence=f"{numbers}留痕不见了：被删除或改了编号。"
    )


def _raw() -> Select[Any]:
    # The moment as stored: what somebody wrote there may be no moment at all.
    columns = [column for column in events.c if column.name != "at"]
    return select(*columns, type_coerce(events.c.at, String).label("at")).order_by(events.c.seq)


def _hash(row: Row[Any]) -> str:
    try:
        return hash_of(
            seq=row.seq,
            at=row.at,
            actor_id=row.actor_id,
            actor=row.actor,
            verb=row.verb,
            draft=row.draft_id,
            detail=row.detail,
            previous=row.previous,
        )
    except TypeError:  # SQLite stores bytes where text should be, if told to
        return ""
