"""开设、变更、关停、注销: PETITION_MOVES, the one table of how an account's petition goes its way.

Basis: 粤办函〔2019〕90号 and the office's own measure (SEED-17 to SEED-20). Laws: the host unit asks,
the unit above it decides; nobody decides what they asked for; a closing is announced first; what
is deleted was exported first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from review.register.form import Profile
from review.staff import Person, Unit


class PetitionKind(StrEnum):
    OPEN = "open"
    CHANGE = "change"
    CLOSE = "close"
    DEREGISTER = "deregister"

    @property
    def label(self) -> str:
        return {"open": "开设", "change": "变更", "close": "关停", "deregister": "注销"}[self]

    @property
    def announced(self) -> bool:
        """Whether readers are told on the platform before it is carried out."""
        return self in {PetitionKind.CLOSE, PetitionKind.DEREGISTER}


class PetitionState(StrEnum):
    ASKED = "asked"
    RETURNED = "returned"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"
    DONE = "done"

    @property
    def label(self) -> str:
        return {
            "asked": "待审批",
            "returned": "已退回",
            "granted": "已批准，待办理",
            "refused": "不予批准",
            "dropped": "已撤回",
            "done": "已办结",
        }[self]

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do something."""
        return self in {PetitionState.ASKED, PetitionState.RETURNED, PetitionState.GRANTED}


class PetitionAction(StrEnum):
    GRANT = "grant"
    RETURN = "return"
    REFUSE = "refuse"
    ASK_AGAIN = "ask_again"
    DROP = "drop"
    CARRY_OUT = "carry_out"

    @property
    def label(self) -> str:
        return {
            "grant": "批准",
            "return": "退回补正",
            "refuse": "不予批准",
            "ask_again": "重新申请",
            "drop": "撤回申请",
            "carry_out": "办结",
        }[self]


class PetitionBy(StrEnum):
    """host: who writes for the account's unit or keeps it · authority: final signer or keeper of a
    unit above it, and nobody who asked.
    """

    HOST = "host"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionMove:
    target: PetitionState
    by: PetitionBy


PETITION_MOVES: Mapping[tuple[PetitionState, PetitionAction], PetitionMove] = MappingProxyType(
    {
        (PetitionState.ASKED, PetitionAction.GRANT): PetitionMove(
            target=PetitionState.GRANTED, by=PetitionBy.AUTHORITY
        ),
        (PetitionState.ASKED, PetitionAction.RETURN): PetitionMove(
            target=PetitionState.RETURNED, by=PetitionBy.AUTHORITY
        ),
        (PetitionState.ASKED, PetitionAction.REFUSE): PetitionMove(
            target=PetitionState.REFUSED, by=PetitionBy.AUTHORITY
        ),
        (PetitionState.ASKED, PetitionAction.DROP): PetitionMove(
            target=PetitionState.DROPPED, by=PetitionBy.HOST
        ),
        (PetitionState.RETURNED, PetitionAction.ASK_AGAIN): PetitionMove(
            target=PetitionState.ASKED, by=PetitionBy.HOST
        ),
        (PetitionState.RETURNED, PetitionAction.DROP): PetitionMove(
            target=PetitionState.DROPPED, by=PetitionBy.HOST
        ),
        (PetitionState.GRANTED, PetitionAction.CARRY_OUT): PetitionMove(
            target=PetitionState.DONE, by=PetitionBy.HOST
        ),
        (PetitionState.GRANTED, PetitionAction.DROP): PetitionMove(
            target=PetitionState.DROPPED, by=PetitionBy.HOST
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """停更公告: where it stands and on which days, both included. `export`: the digest of what was
    exported before deletion, and `kept_at` where it is kept.
    """

    url: str = ""
    starts: date | None = None
    ends: date | None = None
    export: str = ""
    kept_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition:
    """申请. `before` and `after`: the account as it was and as it shall be; `account` 0 if new.

    `asked_by` is whoever asked last; `decided_by` who granted, returned or refused it.
    """

    id: int
    unit: Unit
    kind: PetitionKind
    state: PetitionState
    account: int
    before: Profile | None
    after: Profile | None
    reason: str
    asked_by: Person
    at: datetime
    notice: Notice = field(default_factory=Notice)
    opinion: str = ""
    decided_by: Person | None = None
    decided_at: datetime | None = None
    done_at: datetime | None = None
