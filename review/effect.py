"""What a permitted move makes of a draft. Only `flow.move` calls it, having asked MOVES first.

Every law that needs the findings, the signatures or a written reason is kept here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from review.chain import chain_is_complete, shape_fault
from review.clearance import (
    check_answered,
    check_no_failure,
    check_report,
    check_waived,
    written_reason,
)
from review.draft import Decision, Draft, Person, Role, Route, SignOff, State
from review.model import digest_of
from review.refusal import NotAllowedError, Refusal
from review.request import (
    Answering,
    Confirmation,
    Correction,
    Countersignature,
    Declaration,
    Edit,
    Moved,
    Objection,
    Recall,
    Recheck,
    Rejection,
    ReleaseOrder,
    Request,
    SendingBack,
    Signature,
    Submission,
    Waiving,
    Withdrawal,
)
from review.secrecy import told as told_replies
from review.settling import answered, check_signature, check_submittable, replies_at, waived
from review.telling import remarked, told_of


def effect(draft: Draft, request: Request, actor: Person, now: datetime, target: State) -> Moved:  # noqa: C901, PLR0911, PLR0912  # one branch per request
    """The draft in its target state with what the request changes. Raises NotAllowedError."""
    match request:
        case Edit():
            return _edited(draft, request, actor, now)
        case Recheck():
            check_report(draft, request.report)
            after = replace(draft, report=request.report.digest)
            return told_of(after, request, actor, now)
        case Waiving():
            return waived(draft, request, actor, now)
        case Answering():
            return answered(draft, request, actor, now)
        case Submission():
            return _submitted(draft, request, actor, now, target)
        case Recall():
            return told_of(_taken_back(draft, target), request, actor, now)
        case Signature():
            return _signed(draft, request, actor, now, target)
        case SendingBack() | Rejection():
            return _turned_down(draft, request, actor, now, target)
        case ReleaseOrder():
            return _released(draft, request, actor, now, target)
        case Confirmation():
            return _confirmed(draft, request, actor, now, target)
        case Declaration():
            reason = written_reason(request.reason, "列为突发应急")
            return remarked(draft, request, actor, now, reason)
        case Countersignature() | Objection():
            return _countersigned(draft, request, actor, now)
        case Withdrawal():
            reason = written_reason(request.reason, "撤稿")
            return remarked(replace(draft, state=target), request, actor, now, reason)
        case Correction():
            after = replace(draft, state=target)
            return told_of(after, request, actor, now, by=str(request.by))
        case _:
            assert_never(request)


def _edited(draft: Draft, request: Edit, actor: Person, now: datetime) -> Moved:
    if request.report.document == draft.document:
        raise NotAllowedError(Refusal.EMPTY, "文字没有变化，未产生新的版本。")
    after = replace(
        draft,
        title=request.title,
        version=draft.version + 1,
        last_editor=actor,
        document=request.report.document,
        report=request.report.digest,
        waivers=(),
        answers=(),
    )
    fixed = {"fixed": digest_of(sorted(request.fixed))} if request.fixed else {}
    return told_of(after, request, actor, now, **fixed)


def _submitted(
    draft: Draft, request: Submission, actor: Person, now: datetime, target: State
) -> Moved:
    check_report(draft, request.report)
    check_no_failure(request.report)
    check_waived(draft, request.report)
    check_answered(draft, request.report)
    _check_route(request.route)
    check_submittable(draft, request)
    after = replace(
        draft,
        state=target,
        round=draft.round + 1,
        step=0,
        report=request.report.digest,
        route=request.route,
        sign_offs=(),
        replies=request.replies,
    )
    more = {"replies": told_replies(request.replies)} if request.replies else {}
    if request.route.emergency:
        more["ahead"] = str(request.route.ahead)
    if request.renderings:
        shown = sorted(request.renderings.items())
        more["renderings"] = ",".join(f"{platform}={digest}" for platform, digest in shown)
    return told_of(after, request, actor, now, grade=request.route.grade.value, **more)


def _check_route(route: Route) -> None:
    if sentence := shape_fault(route):
        raise NotAllowedError(Refusal.ROUTE, sentence)


def _taken_back(draft: Draft, target: State) -> Draft:
    return replace(draft, state=target, step=None, route=None, sign_offs=(), replies=())


def _sign_off(
    draft: Draft, decision: Decision, opinion: str, actor: Person, now: datetime
) -> SignOff:
    at = draft.waits_at
    if at is None:
        raise NotAllowedError(Refusal.STATE, "稿件现在没有等待签字的步骤，请刷新页面。")
    step = draft.current_step
    grant = actor.grant_for(step.role, draft.signing_unit) if step else None
    return SignOff(
        round=draft.round,
        step=at,
        person=actor,
        document=draft.document,
        report=draft.report,
        decision=decision,
        opinion=opinion,
        at=now,
        on_behalf=grant.lent_by if grant else None,
    )


def _told_of(sign_off: SignOff) -> dict[str, str]:
    """What the log tells of a decision; the words themselves only by digest."""
    told = {"step": str(sign_off.step), "opinion": digest_of(sign_off.opinion)}
    if sign_off.on_behalf:
        told["on_behalf"] = str(sign_off.on_behalf.id)
    if sign_off.replies:
        told["replies"] = told_replies(sign_off.replies)
    if sign_off.endorsed:
        told["endorsed"] = ",".join(sorted(sign_off.endorsed))
    return told


def _signed(draft: Draft, request: Signature, actor: Person, now: datetime, target: State) -> Moved:
    sign_off = _sign_off(draft, Decision.PASS, request.opinion.strip(), actor, now)
    check_signature(draft, request.replies, request.endorsed)
    endorsed = tuple(sorted(set(request.endorsed)))
    sign_off = replace(sign_off, replies=request.replies, endorsed=endorsed)
    after = replace(
        draft,
        state=target,
        step=sign_off.step + 1 if target is draft.state else None,
        sign_offs=(*draft.sign_offs, sign_off),
    )
    moved = told_of(after, request, actor, now, **_told_of(sign_off))
    return replace(moved, sign_off=sign_off)


def _countersigned(
    draft: Draft, request: Countersignature | Objection, actor: Person, now: datetime
) -> Moved:
    if isinstance(request, Objection):
        reason = written_reason(request.reason, "补签不同意")
        sign_off = _sign_off(draft, Decision.REJECT, reason, actor, now)
    else:
        sign_off = _sign_off(draft, Decision.PASS, request.opinion.strip(), actor, now)
        check_signature(draft, request.replies, ())
        sign_off = replace(sign_off, replies=request.replies)
    after = replace(draft, sign_offs=(*draft.sign_offs, sign_off))
    moved = told_of(after, request, actor, now, **_told_of(sign_off))
    return replace(moved, sign_off=sign_off)


def _turned_down(
    draft: Draft,
    request: SendingBack | Rejection,
    actor: Person,
    now: datetime,
    target: State,
) -> Moved:
    back = isinstance(request, SendingBack)
    reason = written_reason(request.reason, "退回" if back else "退稿")
    after = _taken_back(draft, target) if back else replace(draft, state=target, step=None)
    if draft.step is None:
        return remarked(after, request, actor, now, reason)
    decision = Decision.SEND_BACK if back else Decision.REJECT
    sign_off = _sign_off(draft, decision, reason, actor, now)
    if isinstance(request, SendingBack):
        sign_off = replace(sign_off, replies=replies_at(draft, request.replies))
    else:
        after = replace(after, sign_offs=(*draft.sign_offs, sign_off))
    moved = told_of(after, request, actor, now, **_told_of(sign_off))
    return replace(moved, sign_off=sign_off)


def _released(
    draft: Draft, request: ReleaseOrder, actor: Person, now: datetime, target: State
) -> Moved:
    if not chain_is_complete(draft):
        sentence = "三审签字不完整或签的不是这一版文字，不能发布；请退回后重新送审。"
        raise NotAllowedError(Refusal.CHAIN, sentence)
    if not request.platforms:
        raise NotAllowedError(Refusal.PLATFORMS, "没有选择发布平台，请至少选一个。")
    for platform in request.platforms:
        if not actor.holds(Role.PUBLISHER, draft.unit, platform):
            sentence = f"您没有在“{platform}”发布的权限，请改选平台或联系管理员。"
            raise NotAllowedError(Refusal.ROLE, sentence)
    check_report(draft, request.report)
    check_no_failure(request.report)
    check_waived(draft, request.report)
    after = replace(draft, state=target)
    return told_of(after, request, actor, now, platforms=",".join(request.platforms))


def _confirmed(
    draft: Draft, request: Confirmation, actor: Person, now: datetime, target: State
) -> Moved:
    if not any(request.postings.values()):
        sentence = "还没有任何平台确认发布成功，不能记为已发布。"
        raise NotAllowedError(Refusal.POSTINGS, sentence)
    told = ",".join(
        f"{platform}={'out' if out else 'refused'}"
        for platform, out in sorted(request.postings.items())
    )
    return told_of(replace(draft, state=target), request, actor, now, postings=told)
