"""What still stands between a text and the people who are to sign it.

A failed rule, a blocking finding nobody waived, a `warn` nobody answered.
"""

from __future__ import annotations

from dataclasses import dataclass

from review.draft import Draft
from review.model import Finding, Report, Severity
from review.refusal import NotAllowedError, Refusal

SHORTEST_REASON = 4
"""Characters a written reason has at the least, blanks at either end not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacles:
    """The findings still to be dealt with, and the rules that failed."""

    failures: tuple[str, ...]
    unwaived: tuple[Finding, ...]
    unanswered: tuple[Finding, ...]


def obstacles(draft: Draft, report: Report) -> Obstacles:
    """What keeps this draft, judged by this report of its text, from being submitted."""
    waived = {waiver.finding for waiver in draft.waivers}
    answered = {answer.finding for answer in draft.answers}
    return Obstacles(
        failures=tuple(failure.rule for failure in report.failures),
        unwaived=tuple(
            finding
            for finding in report.findings
            if finding.severity is Severity.BLOCK and finding.key not in waived
        ),
        unanswered=tuple(
            finding
            for finding in report.findings
            if finding.severity is Severity.WARN and finding.key not in answered | waived
        ),
    )


def check_report(draft: Draft, report: Report) -> None:
    """NotAllowedError unless the report is about the draft's present text."""
    if report.document != draft.document:
        sentence = "检查报告对应的不是当前这一版文字，请重新检查后再操作。"
        raise NotAllowedError(Refusal.REPORT, sentence)


def check_no_failure(report: Report) -> None:
    """NotAllowedError if any rule failed: nobody knows what it would have found."""
    if report.failures:
        rules = "、".join(sorted({failure.rule for failure in report.failures}))
        sentence = f"规则{rules}运行出错，检查不完整，不能继续；请联系管理员修复后重新检查。"
        raise NotAllowedError(Refusal.FAILURES, sentence)


def check_waived(draft: Draft, report: Report) -> None:
    """NotAllowedError if a blocking finding has no written waiver."""
    open_ = obstacles(draft, report).unwaived
    if open_:
        sentence = (
            f"还有{len(open_)}处“拦截”问题未处理（{_names(open_)}），请修改文字或写明理由豁免。"
        )
        raise NotAllowedError(Refusal.UNWAIVED, sentence)


def check_answered(draft: Draft, report: Report) -> None:
    """NotAllowedError if a `warn` has neither been answered nor gone."""
    open_ = obstacles(draft, report).unanswered
    if open_:
        sentence = (
            f"还有{len(open_)}处“核对”问题未答复（{_names(open_)}），请修改文字或写明保留的理由。"
        )
        raise NotAllowedError(Refusal.UNANSWERED, sentence)


def finding_of(draft: Draft, report: Report, key: str, severity: Severity) -> Finding:
    """The finding of this key, if it is of this severity. Raises NotAllowedError, saying why."""
    check_report(draft, report)
    same = [finding for finding in report.findings if finding.key == key]
    if not same:
        sentence = "这一版文字里已没有这处问题，请刷新页面查看最新检查报告。"
        raise NotAllowedError(Refusal.NO_FINDING, sentence)
    for finding in same:
        if finding.severity is severity:
            return finding
    finding = same[0]
    cure = {
        Severity.BLOCK: "须修改文字或写明理由豁免",
        Severity.WARN: "须修改文字或写明保留的理由",
        Severity.HINT: "仅供参考，不必处理",
    }[finding.severity]
    sentence = f"“{finding.name}”属于“{finding.severity.label}”级问题，{cure}。"
    raise NotAllowedError(Refusal.SEVERITY, sentence)


def written_reason(typed: str, action: str) -> str:
    """What was typed, blanks at its ends gone. NotAllowedError if that is no reason at all."""
    reason = typed.strip()
    if len(reason) < SHORTEST_REASON:
        sentence = f"{action}须写明理由，至少{SHORTEST_REASON}个字，请补充后再提交。"
        raise NotAllowedError(Refusal.REASON, sentence)
    return reason


def _names(findings: tuple[Finding, ...]) -> str:
    names = list(dict.fromkeys(finding.name for finding in findings))
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")  # enough to go on
