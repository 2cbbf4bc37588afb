"""撤下: what was out when its text was withdrawn is taken down, platform by platform.

A way of its own beside the sending: nobody signs anew for it, and a platform that cannot be
reached holds up no other. What no program can take down a person does, and says so.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from review.draft import SYSTEM, Person, Role
from review.model import digest_of
from review.refusal import NotAllowedError, Refusal
from service.actions.delivery_pauses import pause_after
from service.actions.desk import found_draft, seated, words
from service.actions.errors import InvalidError, MissingError
from service.platforms import BY_HAND, Can, PlatformError, Receipt, RefusedError
from service.store.deed import Deed
from service.store.postings import PostingRecord
from service.store.takedowns import Takedown, TakedownState

if TYPE_CHECKING:
    from service.office import Office
    from service.store.unit import UnitOfWork

SHORTEST_EVIDENCE = 4
MAY_DECIDE = (Role.FINAL, Role.PUBLISHER, Role.ADMIN)
"""Whoever is at hand may say that a text is down: nobody gains by a withdrawn text that stays."""


class TakedownDecision(StrEnum):
    """What a person may say of a posting that is to be taken down."""

    GONE = "gone"
    AGAIN = "again"
    LEFT = "left"

    @property
    def label(self) -> str:
        return {
            "gone": "已在平台上撤下",
            "again": "请系统再撤一次",
            "left": "撤不下来，留作记录",
        }[self]


def plan_takedown(unit: UnitOfWork, posting: PostingRecord, actor: Person, now: datetime) -> None:
    """The posting, out of a withdrawn text, is to be taken down. Part of what found it so."""
    if unit.takedowns.plan(posting.key, actor, now):
        _record(
            unit, Deed.TAKEDOWN_PLANNED, posting.key, posting.platform, posting.draft, actor, now
        )


def take_down_due(office: Office) -> int:
    """Works off every takedown that is due; returns how many were tried."""
    made = 0
    while _take_down_next(office):
        made += 1
    return made


def _take_down_next(office: Office) -> bool:
    now = office.now()
    with office.write() as unit:
        claimed = unit.takedowns.claim(now)
    if claimed is None:
        return False
    try:
        reference = _withdrawn(office, claimed)
    except PlatformError as error:
        _keep_failure(office, claimed, error)
    except Exception as error:  # noqa: BLE001  # one broken connector must not stop the others
        sentence = f"平台连接程序出错（{type(error).__name__}），请到平台后台核对是否已撤下。"
        _keep_failure(office, claimed, RefusedError(sentence, code=type(error).__name__))
    else:
        _keep_gone(office, claimed, reference)
    return True


def _withdrawn(office: Office, claimed: Takedown) -> str:
    """The platform's reference, if it gave one. Raises what the connector raises."""
    platform = office.platforms.get(claimed.platform)
    if platform is None:
        sentence = f"平台“{claimed.platform}”没有接入，请到平台后台撤下后在发布页面登记。"
        raise RefusedError(sentence)
    if Can.WITHDRAW not in platform.can or not claimed.handle:
        sentence = f"{platform.label}不能由系统撤下，请到平台后台撤下后在发布页面登记。"
        raise RefusedError(sentence, code=BY_HAND)
    return platform.withdraw(Receipt(handle=claimed.handle, url=claimed.url))


def _keep_gone(office: Office, claimed: Takedown, reference: str) -> None:
    now = office.now()
    with office.write() as unit:
        if unit.takedowns.settle(
            claimed, TakedownState.GONE, run_at=None, closed_at=now, reference=reference
        ):
            state = TakedownState.GONE.value
            _tell(unit, Deed.TAKEDOWN_DONE, claimed, SYSTEM, now, state=state, reference=reference)


def _keep_failure(office: Office, claimed: Takedown, error: PlatformError) -> None:
    now = office.now()
    run_at = pause_after(claimed.attempts, error.again, now)
    message = error.sentence
    if run_at is None and error.again != "never":
        message += f"（已自动尝试 {claimed.attempts} 次，请人工处理。）"
    with office.write() as unit:
        if unit.takedowns.settle(
            claimed,
            TakedownState.STANDS,
            run_at=run_at,
            closed_at=None,
            reference=error.reference,
            code=error.code,
            message=message,
        ) and (run_at is None or claimed.attempts == 1):
            _tell(unit, Deed.TAKEDOWN_FAILED, claimed, SYSTEM, now, code=error.code)


def decide_takedown(
    office: Office, actor: Person, posting: str, *, decision: TakedownDecision, evidence: str
) -> Takedown:
    """The takedown after a person's word. Raises MissingError, InvalidError, NotAllowedError."""
    evidence = words(evidence, "判定依据")
    with office.write() as unit:
        found = unit.takedowns.get(posting)
        if found is None:
            raise MissingError("找不到这条撤下记录，请从发布页面重新进入。")
        decider = seated(unit, actor, office.now())
        now = office.now()
        draft = found_draft(unit, found.draft)
        if not decider.holds_any(MAY_DECIDE, draft.unit):
            sentence = "登记撤下结果需要“终审”“发布”或“管理员”角色，请联系管理员。"
            raise NotAllowedError(Refusal.ROLE, sentence)
        if found.closed_at is not None:
            sentence = f"这一条已有结论（{found.state.label}），不需要再登记；请刷新页面。"
            raise NotAllowedError(Refusal.POSTINGS, sentence)
        if len(evidence) < SHORTEST_EVIDENCE:
            raise InvalidError(
                f"请写明判定依据（至少 {SHORTEST_EVIDENCE} 个字），如在平台后台看到了什么。"
            )
        again = decision is TakedownDecision.AGAIN
        state = TakedownState.PLANNED if again else TakedownState(decision.value)
        unit.takedowns.settle(
            found,
            state,
            run_at=now if again else None,
            closed_at=None if again else now,
            code=found.code,
            message=f"{decider.name}登记：{decision.label}。依据：{evidence}",
        )
        told = "open" if again else state.value
        _tell(
            unit,
            Deed.TAKEDOWN_DECIDED,
            found,
            decider,
            now,
            state=told,
            evidence=digest_of(evidence),
        )
        settled = unit.takedowns.get(posting)
        return settled or found


def _tell(
    unit: UnitOfWork, deed: Deed, one: Takedown, actor: Person, now: datetime, **more: str
) -> None:
    _record(unit, deed, one.posting, one.platform, one.draft, actor, now, **more)


def _record(  # a deed has a who, what, where and when
    unit: UnitOfWork,
    deed: Deed,
    posting: str,
    platform: str,
    draft: int,
    actor: Person,
    now: datetime,
    **more: str,
) -> None:
    detail = {"posting": posting, "platform": platform, **more}
    unit.events.record(
        deed,
        actor,
        now,
        draft=draft,
        detail={name: value for name, value in detail.items() if value},
    )
