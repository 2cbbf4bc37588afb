"""提醒: what each person was told and has read, where they want to be told, and what of it is sent."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from service.store.tables import addresses, notice_choices, notice_head, notices, people


class NoticeKind(StrEnum):
    """Stored as it stands here; a value once used is never given another meaning."""

    ARRIVED = "arrived"
    SOON = "soon"
    DUE = "due"
    ESCALATED = "escalated"
    OWED = "owed"
    OBJECTED = "objected"
    RETURNED = "returned"
    APPROVED = "approved"
    OUT = "out"
    COMMENTED = "commented"
    TROUBLE = "trouble"
    DIGEST = "digest"

    @property
    def label(self) -> str:
        return {
            "arrived": "稿件到我这一步",
            "soon": "快到时限",
            "due": "到了时限",
            "escalated": "逾期上报",
            "owed": "应急发布等我补签",
            "objected": "补签不同意",
            "returned": "我的稿件被退回",
            "approved": "稿件已签发",
            "out": "稿件已发布或撤稿",
            "commented": "我的稿件有批注",
            "trouble": "发布后发现异常",
            "digest": "每日摘要",
        }[self]

    @property
    def mailed(self) -> bool:
        """Whether it is sent by mail unless somebody wants it otherwise."""
        return self not in {NoticeKind.ARRIVED, NoticeKind.COMMENTED, NoticeKind.OUT}


class Where(StrEnum):
    """Where a person is told."""

    PAGE = "page"
    MAIL = "mail"

    @property
    def label(self) -> str:
        return {"page": "页面", "mail": "邮件"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing one person was told. `detail`: numbers, times and names of steps; no draft's words."""

    id: int
    key: str
    person: int
    kind: NoticeKind
    draft: int | None
    detail: Mapping[str, str]
    at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What one person wants where; what they did not choose is as everybody has it."""

    mail: str
    wanted: Mapping[tuple[NoticeKind, Where], bool]

    def wants(self, kind: NoticeKind, where: Where) -> bool:
        """Whether to tell them of this there."""
        usual = where is Where.PAGE or kind.mailed
        return self.wanted.get((kind, where), usual)


NOTHING_CHOSEN = Choices(mail="", wanted={})


class Notices:
    """Repository of `notices`, `notice_choices`, `addresses` and `notice_head`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(  # everything that is known of a notice
        self,
        key: str,
        person: int,
        kind: NoticeKind,
        now: datetime,
        *,
        draft: int | None,
        detail: Mapping[str, str],
        shown: bool,
    ) -> int | None:
        """The number of the new notice; None if this person was told under this key before."""
        before = select(notices.c.id).where(notices.c.key == key, notices.c.person_id == person)
        if self._connection.execute(before).first() is not None:
            return None
        number = (self._connection.execute(select(func.max(notices.c.id))).scalar() or 0) + 1
        told = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self._connection.execute(
            insert(notices).values(
                id=number,
                key=key,
                person_id=person,
                kind=kind.value,
                draft_id=draft,
                detail=told,
                shown=int(shown),
                at=now,
            )
        )
        return number

    def get(self, number: int) -> Notice | None:
        """The notice of this number."""
        row = self._connection.execute(select(notices).where(notices.c.id == number)).one_or_none()
        return _notice(row) if row else None

    def unread(self, person: int, most: int = 100) -> int:
        """How many this person has not read, counted no further than `most`."""
        found = (
            select(notices.c.id)
            .where(notices.c.person_id == person, notices.c.read_at.is_(None), notices.c.shown == 1)
            .limit(most)
        )
        return self._connection.execute(
            select(func.count()).select_from(found.subquery())
        ).scalar_one()

    def of(
        self, person: int, *, before: int | None = None, unread: bool = False, limit: int = 50
    ) -> tuple[Notice, ...]:
        """What this person was told in the page, newest first, from before a number."""
        query = (
            select(notices)
            .where(notices.c.person_id == person, notices.c.shown == 1)
            .order_by(notices.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            query = query.where(notices.c.id < before)
        if unread:
            query = query.where(notices.c.read_at.is_(None))
        return tuple(_notice(row) for row in self._connection.execute(query))

    def read(self, person: int, now: datetime, numbers: Collection[int] | None = None) -> None:
        """These of this person's notices are read now; without numbers all of them."""
        query = update(notices).where(notices.c.person_id == person, notices.c.read_at.is_(None))
        if numbers is not None:
            query = query.where(notices.c.id.in_(numbers))
        self._connection.execute(query.values(read_at=now))

    def choices(self, people: Sequence[int]) -> Mapping[int, Choices]:
        """What these people want where; all of them are there."""
        mails = {
            row.person_id: row.mail
            for row in self._connection.execute(
                select(addresses).where(addresses.c.person_id.in_(people))
            )
        }
        wanted: dict[int, dict[tuple[NoticeKind, Where], bool]] = {}
        for row in self._connection.execute(
            select(notice_choices).where(notice_choices.c.person_id.in_(people))
        ):
            place = (NoticeKind(row.kind), Where(row.channel))
            wanted.setdefault(row.person_id, {})[place] = bool(row.wanted)
        return {one: Choices(mail=mails.get(one, ""), wanted=wanted.get(one, {})) for one in people}

    def choose(self, person: int, kind: NoticeKind, where: Where, *, wanted: bool) -> None:
        """Whether this person wants to be told of this there."""
        place = (
            notice_choices.c.person_id == person,
            notice_choices.c.kind == kind.value,
            notice_choices.c.channel == where.value,
        )
        done = self._connection.execute(
            update(notice_choices).where(*place).values(wanted=int(wanted))
        )
        if not done.rowcount:
            self._connection.execute(
                insert(notice_choices).values(
                    person_id=person, kind=kind.value, channel=where.value, wanted=int(wanted)
                )
            )

    def set_mail(self, person: int, mail: str) -> None:
        """Where this person's mail goes; "" for nowhere."""
        self._address(person, mail=mail)

    def told_under(self, key: str) -> tuple[int, ...]:
        """Everybody who was told under a key."""
        query = select(notices.c.person_id).where(notices.c.key == key).order_by(notices.c.id)
        return tuple(self._connection.execute(query).scalars())

    def lack_digest(self, day: str) -> frozenset[int]:
        """Whose last digest was before this day."""
        query = (
            select(people.c.id)
            .outerjoin(addresses, addresses.c.person_id == people.c.id)
            .where(people.c.disabled_at.is_(None), func.coalesce(addresses.c.digest_day, "") < day)
        )
        return frozenset(self._connection.execute(query).scalars())

    def set_digest_day(self, person: int, day: str) -> None:
        """They had it on this day."""
        self._address(person, digest_day=day)

    def head(self) -> int | None:
        """The number of the last log entry people were told of; None before the first."""
        return self._connection.execute(select(notice_head.c.seq)).scalar()

    def set_head(self, seq: int) -> None:
        """Everything up to this entry has been told."""
        done = self._connection.execute(update(notice_head).values(seq=seq))
        if not done.rowcount:
            self._connection.execute(insert(notice_head).values(id=1, seq=seq))

    def _address(self, person: int, **values: str) -> None:
        done = self._connection.execute(
            update(addresses).where(addresses.c.person_id == person).values(**values)
        )
        if not done.rowcount:
            row = {"mail": "", "digest_day": "", **values}
            self._connection.execute(insert(addresses).values(person_id=person, **row))


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        key=row.key,
        person=row.person_id,
        kind=NoticeKind(row.kind),
        draft=row.draft_id,
        detail=json.loads(row.detail),
        at=row.at,
        read_at=row.read_at,
    )
