"""开设、变更、关停、注销: what units asked, and what was decided."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.model import digest_of
from review.register import Notice, Petition, PetitionKind, PetitionState
from service.store.errors import DamagedError
from service.store.people import People
from service.store.register import profile_read, profile_stored
from service.store.tables import petitions
from service.store.units import Units

_WAITING = [state.value for state in PetitionState if state.waits]


class Petitions:
    """Repository of `petitions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, petition_id: int) -> Petition | None:
        """The petition of this number."""
        query = select(petitions).where(petitions.c.id == petition_id)
        return next(iter(self._made(self._connection.execute(query).all())), None)

    def of(self, units: Collection[int], *, waiting: bool = False) -> tuple[Petition, ...]:
        """What these units asked, newest first; only what still waits for somebody."""
        query = select(petitions).where(petitions.c.unit_id.in_(list(units)))
        if waiting:
            query = query.where(petitions.c.state.in_(_WAITING))
        return self._made(self._connection.execute(query.order_by(petitions.c.id.desc())).all())

    def of_account(self, account_id: int) -> tuple[Petition, ...]:
        """What was asked about one account, newest first."""
        query = select(petitions).where(petitions.c.account_id == account_id)
        return self._made(self._connection.execute(query.order_by(petitions.c.id.desc())).all())

    def add(self, given: Petition) -> Petition:
        """Stores a new one under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(petitions.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(petitions).values(
                id=made.id, unit_id=made.unit.id, kind=made.kind.value, **_columns(made)
            )
        )
        return made

    def keep(self, given: Petition) -> None:
        """Stores what became of it."""
        self._connection.execute(
            update(petitions).where(petitions.c.id == given.id).values(**_columns(given))
        )

    def _made(self, rows: Sequence[Row[Any]]) -> tuple[Petition, ...]:
        if not rows:
            return ()
        units = Units(self._connection).known()
        people = {row.asked_by for row in rows} | {row.decided_by for row in rows if row.decided_by}
        known = People(self._connection).named(people)
        try:
            return tuple(
                Petition(
                    id=row.id,
                    unit=units[row.unit_id],
                    kind=PetitionKind(row.kind),
                    state=PetitionState(row.state),
                    account=row.account_id or 0,
                    before=profile_read(row.before),
                    after=profile_read(row.after),
                    reason=row.reason,
                    asked_by=known[row.asked_by],
                    at=row.at,
                    notice=_notice(row.notice),
                    opinion=row.opinion,
                    decided_by=known[row.decided_by] if row.decided_by else None,
                    decided_at=row.decided_at,
                    done_at=row.done_at,
                )
                for row in rows
            )
        except (KeyError, ValueError, TypeError):
            raise DamagedError(
                "账号申请的内容读不懂，数据可能被改动，已停止使用；"
                "请运行 xianshen audit verify 核查。"
            ) from None


def told_digest(kind: str, before: str, after: str, reason: str, notice: str) -> str:
    """What the log knows a petition's contents by, from the columns as stored."""
    return digest_of([kind, before, after, reason, notice])


def digest_of_petition(petition: Petition) -> str:
    """The same of a petition in hand."""
    stored = _columns(petition)
    return told_digest(
        petition.kind.value,
        str(stored["before"]),
        str(stored["after"]),
        petition.reason,
        str(stored["notice"]),
    )


def _columns(petition: Petition) -> dict[str, object]:
    notice = petition.notice
    told = {
        "url": notice.url,
        "starts": notice.starts.isoformat() if notice.starts else "",
        "ends": notice.ends.isoformat() if notice.ends else "",
        "export": notice.export,
        "kept_at": notice.kept_at,
    }
    return {
        "account_id": petition.account or None,
        "state": petition.state.value,
        "before": profile_stored(petition.before),
        "after": profile_stored(petition.after),
        "reason": petition.reason,
        "notice": json.dumps(told, ensure_ascii=False, sort_keys=True),
        "asked_by": petition.asked_by.id,
        "at": petition.at,
        "opinion": petition.opinion,
        "decided_by": petition.decided_by.id if petition.decided_by else None,
        "decided_at": petition.decided_at,
        "done_at": petition.done_at,
    }


def _notice(stored: str) -> Notice:
    told = json.loads(stored)
    return Notice(
        url=told["url"],
        starts=date.fromisoformat(told["starts"]) if told["starts"] else None,
        ends=date.fromisoformat(told["ends"]) if told["ends"] else None,
        export=told["export"],
        kept_at=told["kept_at"],
    )
