"""逐项处理: waivers asked for by the author, endorsed by name by whoever has to stand for them.

A waiver of a `block` is the author's request. The final signer endorses it, in the confidentiality
gate the secrecy reviewer; unendorsed, no draft is approved.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from review.clearance import finding_of, written_reason
from review.draft import Answer, Draft, Person, Route, Step, StepKind, Waiver
from review.model import Finding, Gate, Report, Severity, digest_of
from review.refusal import NotAllowedError, Refusal
from review.request import Answering, Moved, Submission, Waiving
from review.secrecy import MARKINGS, Reply, affirmed, unanswered
from review.telling import told_of


def competent(waiver: Waiver) -> StepKind:
    """The step whose signer stands for a waiver: rule ids begin with the letters of their gate."""
    grave = waiver.rule.startswith(Gate.CONFIDENTIALITY.prefix)
    return StepKind.SECRECY if grave else StepKind.FINAL


def needs_secrecy(report: Report, waivers: Collection[Waiver]) -> bool:
    """Whether a text may only go out with a secrecy signature: a confidentiality `block` stands."""
    waived = {waiver.finding for waiver in waivers}
    return any(
        finding.key in waived and finding.gate is Gate.CONFIDENTIALITY for finding in blocks(report)
    )


def blocks(report: Report) -> tuple[Finding, ...]:
    """The findings that let nothing through as it is."""
    return tuple(one for one in report.findings if one.severity is Severity.BLOCK)


def awaiting(draft: Draft) -> tuple[Waiver, ...]:
    """The waivers that whoever signs the waiting step has to endorse, in the order of the text."""
    step = draft.current_step
    if step is None:
        return ()
    mine = [waiver for waiver in draft.waivers if competent(waiver) is step.kind]
    return tuple(sorted(mine, key=lambda waiver: (waiver.span, waiver.rule)))


def waived(draft: Draft, request: Waiving, actor: Person, now: datetime) -> Moved:
    """The draft with one more waiver asked for."""
    finding = finding_of(draft, request.report, request.finding, Severity.BLOCK)
    if finding.rule in MARKINGS:
        raise _marked_error("豁免")
    waiver = Waiver(
        finding=finding.key,
        rule=finding.rule,
        span=finding.span,
        document=draft.document,
        person=actor,
        reason=written_reason(request.reason, "豁免"),
        at=now,
    )
    kept = tuple(other for other in draft.waivers if other.finding != waiver.finding)
    after = replace(draft, waivers=(*kept, waiver))
    moved = told_of(after, request, actor, now, **_told(waiver, request))
    return replace(moved, waiver=waiver)


def answered(draft: Draft, request: Answering, actor: Person, now: datetime) -> Moved:
    """The draft with one more `warn` answered."""
    finding = finding_of(draft, request.report, request.finding, Severity.WARN)
    answer = Answer(
        finding=finding.key,
        rule=finding.rule,
        span=finding.span,
        document=draft.document,
        person=actor,
        reason=written_reason(request.reason, "保留"),
        at=now,
    )
    kept = tuple(other for other in draft.answers if other.finding != answer.finding)
    after = replace(draft, answers=(*kept, answer))
    moved = told_of(after, request, actor, now, **_told(answer, request))
    return replace(moved, answer=answer)


def _told(settled: Waiver | Answer, request: Waiving | Answering) -> dict[str, str]:
    """What the log tells of it; the words of the reason only by digest."""
    told = {"finding": settled.finding, "reason": digest_of(settled.reason)}
    return told | ({"fingerprint": request.fingerprint} if request.fingerprint else {})


def check_submittable(draft: Draft, request: Submission) -> None:
    """NotAllowedError if the route leaves out the secrecy review this text needs, or if the author
    left a question open or answered one with yes.
    """
    if any(finding.rule in MARKINGS for finding in blocks(request.report)):
        raise _marked_error("送审")
    if needs_secrecy(request.report, draft.waivers) and not _has_secrecy(request.route):
        sentence = (
            "文字里有申请豁免的保密关拦截项，审核路线里却没有保密审查这一步，不能送审；"
            "请改掉这些内容，或请管理员在审核路线里加上保密审查。"
        )
        raise NotAllowedError(Refusal.SECRECY, sentence)
    if request.replies:
        _check_all_answered(request.replies, "送审")
        if yes := affirmed(request.replies):
            names = "、".join(question.label for question in yes)
            sentence = f"您在保密自查里答了“有”（{names}），不能送审；请先删去有关内容。"
            raise NotAllowedError(Refusal.SECRECY, sentence)


def check_signature(draft: Draft, replies: Sequence[Reply], endorsed: Collection[str]) -> None:
    """NotAllowedError unless the signature holds all that its step asks for, and nothing else."""
    step = draft.current_step
    if step is None:
        return
    if step.asks_questions:
        _check_all_answered(replies, "签字")
        if yes := affirmed(replies):
            names = "、".join(question.label for question in yes)
            sentence = f"您对“{names}”答了“有”，不能同意；请写明理由退回修改。"
            raise NotAllowedError(Refusal.SECRECY, sentence)
    elif replies:
        sentence = f"这一步是{step.kind.label}，五项保密问答由保密审查人员作答；请刷新页面。"
        raise NotAllowedError(Refusal.SECRECY, sentence)
    _check_endorsed(draft, step, endorsed)


def replies_at(draft: Draft, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """The answers a decision that is no 同意 keeps: those given at the secrecy step."""
    step = draft.current_step
    asked = step is not None and step.asks_questions
    return replies if asked and _once_each(replies) else ()


def _check_endorsed(draft: Draft, step: Step, endorsed: Collection[str]) -> None:
    asked = awaiting(draft)
    if missing := [waiver for waiver in asked if waiver.finding not in endorsed]:
        keys = "、".join(waiver.finding for waiver in missing[:5])
        more = f"等{len(missing)}处" if len(missing) > 5 else ""
        sentence = (
            f"作者申请豁免的{len(asked)}处拦截项里还有{len(missing)}处您没有逐条认可"
            f"（{keys}{more}），不能签字；请逐条核对勾选，不认可的请退回。"
        )
        raise NotAllowedError(Refusal.UNENDORSED, sentence)
    if set(endorsed) - {waiver.finding for waiver in asked}:
        sentence = f"认可的条目里有不归{step.kind.label}认可的，请刷新页面后逐条核对。"
        raise NotAllowedError(Refusal.UNENDORSED, sentence)
    last = draft.route is not None and draft.step == draft.route.ahead - 1
    signed_for = {key for sign_off in draft.sign_offs for key in sign_off.endorsed} | set(endorsed)
    if last and any(waiver.finding not in signed_for for waiver in draft.waivers):
        sentence = (
            "还有申请豁免的拦截项没有经过有权的人认可（审核路线里缺保密审查或终审），不能签发；"
            "请退回后重新送审。"
        )
        raise NotAllowedError(Refusal.UNENDORSED, sentence)


def _check_all_answered(replies: Sequence[Reply], action: str) -> None:
    if open_ := unanswered(replies):
        names = "、".join(question.label for question in open_)
        sentence = f"五项保密问答须逐项作答，还差{len(open_)}项（{names}），不能{action}。"
        raise NotAllowedError(Refusal.SECRECY, sentence)


def _marked_error(action: str) -> NotAllowedError:
    sentence = (
        f"带国家秘密标志的文字不得进入本系统，不能{action}；"
        "请停止编辑，按保密规定报本单位保密机构处理。"
    )
    return NotAllowedError(Refusal.MARKED, sentence)


def _once_each(replies: Sequence[Reply]) -> bool:
    return len({reply.question for reply in replies}) == len(replies)


def _has_secrecy(route: Route) -> bool:
    return any(step.kind is StepKind.SECRECY for step in route.steps[: route.ahead])
