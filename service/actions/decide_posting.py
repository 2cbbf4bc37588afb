"""人工判定: a person decides about a posting that the machine cannot bring on by itself."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from review.draft import Draft, Person, Role, State
from review.model import digest_of
from review.refusal import NotAllowedError, Refusal
from review.release import PostingState
from service.actions.desk import found_draft, seated, words
from service.actions.errors import InvalidError, MissingError
from service.actions.settle_release import settle_release
from service.platforms import Can
from service.store.deed import Deed
from service.store.postings import PostingRecord, Reading
from service.store.unit import UnitOfWork

if TYPE_CHECKING:
    from service.office import Office

SHORTEST_EVIDENCE = 4
"""Characters that what somebody saw takes at the least to be written down."""


class PostingDecision(StrEnum):
    """What may be decided; each needs written evidence."""

    RESEND = "resend"
    IS_OUT = "is_out"
    GIVE_UP = "give_up"

    @property
    def label(self) -> str:
        return {
            "resend": "确认没有发出，重新发送",
            "is_out": "确认已经发出",
            "give_up": "不再发送",
        }[self]


def decide_posting(  # a decision has a who, what, why and where
    office: Office,
    actor: Person,
    key: str,
    *,
    decision: PostingDecision,
    evidence: str,
    url: str = "",
) -> PostingRecord:
    """The posting after the decision, which is kept with its evidence and becomes an Event.

    `evidence`: what the person saw, in their words. `url`: where it stands, needed for IS_OUT.
    Raises MissingError, InvalidError for missing evidence or address, NotAllowedError where the
    machine is still at work or the person may not decide.
    """
    evidence, url = words(evidence, "判定依据"), url.strip()
    with office.write() as unit:
        try:
            posting = unit.postings.get(key)
        except KeyError:
            raise MissingError("找不到这条发送记录，请从发布页面重新进入。") from None
        draft = found_draft(unit, posting.draft)
        decider = seated(unit, actor, office.now())
        now = office.now()
        _check_actor(draft, decider)
        _check_posting(posting, draft, decision)
        _check_words(decision, evidence, url)
        platform = office.platforms.get(posting.platform)
        by_hand = platform is not None and Can.MANUAL in platform.can
        if decision is PostingDecision.IS_OUT and platform is not None:
            complaint = platform.address_complaint(url)
            if complaint:
                raise InvalidError(complaint)
        unit.postings.decide(
            key,
            _STATES[decision],
            run_at=now if decision is PostingDecision.RESEND else None,
            closed_at=None if decision is PostingDecision.RESEND else now,
            url=url if decision is PostingDecision.IS_OUT else posting.url,
            # What was published by hand is read back by plan, like anything else.
            reading=Reading.MANUAL
            if decision is PostingDecision.IS_OUT and not by_hand
            else Reading.UNREAD,
            message=f"{decider.name}判定：{decision.label}。依据：{evidence}",
        )
        unit.events.record(
            Deed.POSTING_DECIDED,
            decider,
            now,
            draft=posting.draft,
            detail={
                "posting": key,
                "platform": posting.platform,
                "decision": decision.value,
                "before": posting.state.value,
                "evidence": digest_of(evidence),
            },
        )
        if decision is PostingDecision.GIVE_UP:
            _give_up_dependents(unit, posting, decider, now)
        if decision is not PostingDecision.RESEND:
            settle_release(unit, posting.release, now)
        return unit.postings.get(key)


_STATES = {
    PostingDecision.RESEND: PostingState.PLANNED,
    PostingDecision.IS_OUT: PostingState.CONFIRMED,
    PostingDecision.GIVE_UP: PostingState.REFUSED,
}


def _give_up_dependents(
    unit: UnitOfWork, given_up: PostingRecord, actor: Person, now: datetime
) -> None:
    """What was to point at a posting that will never be out can't go out either."""
    gone = {given_up.platform}
    for other in unit.postings.of(given_up.release):
        # In the order of the plan, so that what depends on a dependent is reached as well.
        if other.closed_at is not None or gone.isdisjoint(other.depends_on):
            continue
        gone.add(other.platform)
        unit.postings.decide(
            other.key,
            PostingState.REFUSED,
            run_at=None,
            closed_at=now,
            url="",
            reading=Reading.UNREAD,
            message=f"所依赖的平台（{given_up.platform}）已由{actor.name}判定不再发送，本平台随之不再发送。",
        )
        unit.events.record(
            Deed.POSTING_DECIDED,
            actor,
            now,
            draft=other.draft,
            detail={
                "posting": other.key,
                "platform": other.platform,
                "decision": PostingDecision.GIVE_UP.value,
                "before": other.state.value,
                "because": given_up.key,
            },
        )


def _check_actor(draft: Draft, actor: Person) -> None:
    if not actor.holds(Role.PUBLISHER, draft.unit):
        raise NotAllowedError(Refusal.ROLE, "判定发送结果需要“发布”角色，请联系管理员。")
    if actor.id in (draft.author.id, draft.last_editor.id):
        sentence = "这篇稿件是您自己写或改的，须由另一位发布人员判定。"
        raise NotAllowedError(Refusal.OWN_TEXT, sentence)


def _check_posting(posting: PostingRecord, draft: Draft, decision: PostingDecision) -> None:
    if posting.closed_at is not None:
        sentence = f"这条发送已有结论（{posting.state.label}），不需要判定；请刷新页面。"
        raise NotAllowedError(Refusal.POSTINGS, sentence)
    if not posting.needs_person:
        sentence = "系统还在自动发送或查询，暂不能人工判定；请稍后刷新页面查看结果。"
        raise NotAllowedError(Refusal.POSTINGS, sentence)
    if decision is PostingDecision.RESEND and draft.state is not State.RELEASING:
        sentence = f"稿件{draft.state.label}，不能再发送；请确认是否已发出，或选择不再发送。"
        raise NotAllowedError(Refusal.STATE, sentence)


def _check_words(decision: PostingDecision, evidence: str, url: str) -> None:
    if len(evidence) < SHORTEST_EVIDENCE:
        raise InvalidError(
            f"请写明判定依据（至少 {SHORTEST_EVIDENCE} 个字），如在平台后台看到了什么。"
        )
    if decision is not PostingDecision.IS_OUT:
        return
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InvalidError("请填写已发布页面的网址（http:// 或 https:// 开头），以便核对。")
