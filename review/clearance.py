"""What still stands between a text and the people who are to sign it.

A failed rule, a blocking finding nobody waived, a `warn` nobody answered.
"""

from __future__ import annotations

from dataclasses import dataclass

from review.draft import Draft
from review.model import Finding, Report, Severity
from review.refusal import NotAllowedError, Refusal


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


def _names(findings: tuple[Finding, ...]) -> str:
    names = list(dict.fromkeys(finding.name for finding in findings))
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")  # enough to go on
