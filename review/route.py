"""分级分类审核: which signatures a piece needs, why, and in what time.

Three reviews always; the grade decides how soon and what each reviewer is told to look at.
No national rule sets hours for a step: those here are the house's own defaults.
"""

from __future__ import annotations

from review.draft import Grade, Role, Route, Step, StepKind
from review.model import AiUse, Category, Document, Gate, Report, Severity
from review.settling import blocks

_BY_CATEGORY = {
    Category.NEWS: Grade.A,
    Category.NOTICE: Grade.A,
    Category.SERVICE: Grade.A,
    Category.REPOST: Grade.A,
    Category.RECRUITMENT: Grade.A,
    Category.POLICY_DOCUMENT: Grade.B,
    Category.INTERPRETATION: Grade.B,
    Category.LEADER_ACTIVITY: Grade.B,
    Category.HIGHER_AUTHORITY: Grade.B,
    Category.PUBLIC_LIST: Grade.B,
    Category.EMERGENCY: Grade.C,
}
_HOURS = {Grade.A: (8, 16, 24), Grade.B: (4, 8, 16), Grade.C: (1, 1, 2)}
_GRAVE_GATES = frozenset({Gate.POLITICAL, Gate.CONFIDENTIALITY})


def route(document: Document, report: Report) -> Route:
    """The signatures this text needs with these findings; always first, second, final.

    Raises ValueError if the report is about another text.
    """
    if report.document != document.digest:
        raise ValueError("the report is about another document")
    grounds = tuple(_grounds(document, report))
    grade = max(grade for grade, _ in grounds)
    first, second, final = _HOURS[grade]
    return Route(
        grade=grade,
        reasons=tuple(reason for _, reason in grounds),
        steps=(
            Step(
                kind=StepKind.FIRST,
                role=Role.FIRST,
                reason="核对文字、事实、稿源和声明事项。",
                hours=first,
            ),
            Step(
                kind=StepKind.SECOND,
                role=Role.SECOND,
                reason=_second_reason(report),
                hours=second,
            ),
            *_secrecy(report, second),
            Step(
                kind=StepKind.FINAL,
                role=Role.FINAL,
                reason=f"把握政治方向和社会效果，决定是否签发（{grade}级，{grade.label}）。",
                hours=final,
            ),
        ),
    )


def _secrecy(report: Report, hours: int) -> list[Step]:
    """保密审查, where a confidentiality finding is to stand: its reviewer must endorse each."""
    waived = sum(finding.gate is Gate.CONFIDENTIALITY for finding in blocks(report))
    if not waived:
        return []
    reason = f"逐项回答五项保密问答，并逐条认可保密关申请豁免的{waived}处拦截。"
    return [Step(kind=StepKind.SECRECY, role=Role.SECRECY, reason=reason, hours=hours)]


def _grounds(document: Document, report: Report) -> list[tuple[Grade, str]]:
    category = document.facts.category
    grade = _BY_CATEGORY[category]
    grounds = [(grade, f"类别为{category.label}，按{grade}级（{grade.label}）审核。")]
    if document.facts.ai_use is not AiUse.NONE:
        ai_use = document.facts.ai_use.label
        grounds.append((Grade.B, f"作者声明人工智能使用情况为{ai_use}，至少按B级审核。"))
    for gate in report.gates:
        blocks = sum(finding.severity is Severity.BLOCK for finding in gate.findings)
        warns = sum(finding.severity is Severity.WARN for finding in gate.findings)
        if blocks:
            grade = Grade.C if gate.gate in _GRAVE_GATES else Grade.B
            grounds.append(
                (
                    grade,
                    f"{gate.gate.label}有{blocks}处拦截以书面理由豁免，至少按{grade}级审核。",
                )
            )
        elif warns and gate.gate in _GRAVE_GATES:
            grounds.append((Grade.B, f"{gate.gate.label}有{warns}处核对项，至少按B级审核。"))
    return grounds


def _second_reason(report: Report) -> str:
    open_gates = "、".join(
        gate.gate.label
        for gate in report.gates
        if any(finding.severity is not Severity.HINT for finding in gate.findings)
    )
    told = f"重点复核{open_gates}中保留的问题。" if open_gates else ""
    return f"核对发布依据、政策法律和涉密情形。{told}"
