"""The report for a terminal: gate by gate, what is alike together, its first few places shown."""

from __future__ import annotations

from collections import Counter

from review.model import Basis, Finding, GateResult, Severity, Verdict
from review.output.run import (
    Judged,
    Places,
    Run,
    describe_suggestions,
    label_field,
    make_visible,
)

SHOWN = 3
_CONTEXT = 14
_LONGEST = 40
_BLANKS = {
    "{word}": "（词条）",
    "{suggest}": "（规范写法）",
    "{source}": "（来源）",
    "{note}": "（说明）",
}
_COLOURS = {"block": "1;31", "warn": "33", "hint": "36", "pass": "32"}


def render_text(run: Run, *, colour: bool = False) -> str:
    """The whole run; `colour` adds ANSI sequences and is for terminals only.

    Control characters of a text are spelled out, so that no text can steer the terminal.
    """
    paint = _Paint(on=colour)
    lines: list[str] = []
    for judged in run.judged:
        lines += [*_document(judged, paint), ""]
    lines.append(_summary(run, paint))
    return "\n".join(lines) + "\n"


class _Paint:
    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text


def _document(judged: Judged, paint: _Paint) -> list[str]:
    report, places = judged.report, Places(judged.document, judged.places)
    verdict = paint(f"【{report.verdict.label}】", _COLOURS[report.verdict])
    lines = [f"{verdict} {make_visible(judged.path)}（按 {report.as_of} 有效的规则）"]
    lines += [f"  注意：{make_visible(notice)}" for notice in judged.notices]
    for gate in report.gates:
        lines += _gate(gate, places, paint)
    return lines


def _gate(gate: GateResult, places: Places, paint: _Paint) -> list[str]:
    found = f"{len(gate.findings)} 处" if gate.findings else "未发现问题"
    if not gate.rules:
        found = "没有检查"
    lines = [paint(f"  {gate.gate.label}：{gate.rules} 条规则，{found}", "1")]
    groups: dict[str, list[Finding]] = {}
    for finding in gate.findings:
        groups.setdefault(finding.rule, []).append(finding)
    for group in sorted(groups.values(), key=lambda group: min(f.severity.rank for f in group)):
        lines += _group(group, places, paint)
    lines += [
        paint(f"    规则 {failure.rule} 运行出错（{failure.error}），本关没有查完，", "1;31")
        + "不能视为通过；请报告维护人员。"
        for failure in gate.failures
    ]
    return lines


def _group(group: list[Finding], places: Places, paint: _Paint) -> list[str]:
    first = min(group, key=lambda finding: finding.severity.rank)
    label = paint(f"[{first.severity.label}]", _COLOURS[first.severity])
    lines = [f"    {label} {first.rule} {first.name}"]
    messages = {finding.message for finding in group}
    if len(messages) == 1:
        lines[0] += f"：{make_visible(first.message)}"
    for finding in group[:SHOWN]:
        where = _where(finding, places)
        advice = make_visible(describe_suggestions(finding.suggestions))
        lines.append(f"      {where}  {_quote(finding, places, paint)}  {advice}".rstrip())
        if len(messages) > 1:
            lines.append(f"        {make_visible(finding.message)}")
    if rest := group[SHOWN:]:
        shown = "、".join(_where(finding, places) for finding in rest[:8])
        lines.append(f"      另有 {len(rest)} 处同类：{shown}{'……' if rest[8:] else ''}")
    bases = list(dict.fromkeys(basis for finding in group for basis in finding.basis))
    if bases:
        lines.append(f"      依据：{'；'.join(describe_basis(basis) for basis in bases[:3])}")
    return lines


def _where(finding: Finding, places: Places) -> str:
    span = finding.span
    if named := places.name(span):
        return named
    line, column = places.locate(span.field, span.start)
    place = f"{line}:{column}"
    return place if span.field == "body" else f"{label_field(span.field)} {place}"


def _quote(finding: Finding, places: Places, paint: _Paint) -> str:
    before, after = places.around(finding.span, _CONTEXT)
    words = places.quote(finding.span)
    if len(words) > _LONGEST:
        words = words[: _LONGEST // 2] + "……" + words[-_LONGEST // 4 :]
    marked = make_visible(words).replace("\u00a0", "‹U+00A0›")
    painted = paint(f"【{marked}】", _COLOURS[finding.severity])
    return f"{_plain(before)}{painted}{_plain(after)}"


def _plain(text: str) -> str:
    return make_visible(text).replace("\u00a0", " ")


def describe_basis(basis: Basis) -> str:
    """《title》clause（date）; titles within the title stand in 〈〉."""
    inner = basis.title.replace("《", "〈").replace("》", "〉")
    title = basis.title if basis.title.startswith("《") else f"《{inner}》"
    day = f"（{basis.date}）" if basis.date else ""
    return f"{title}{basis.clause}{day}"


def describe_message(message: str) -> str:
    """A rule's message where no entry fills its blanks: {suggest} reads （规范写法）."""
    for blank, words in _BLANKS.items():
        message = message.replace(blank, words)
    return message


def _summary(run: Run, paint: _Paint) -> str:
    verdicts = Counter(judged.report.verdict for judged in run.judged)
    counts = "，".join(
        paint(f"{verdict.label} {verdicts[verdict]} 份", _COLOURS[verdict])
        for verdict in reversed(Verdict)
        if verdicts[verdict]
    )
    severities = Counter(
        finding.severity for judged in run.judged for finding in judged.report.findings
    )
    total = sum(severities.values())
    kinds = "、".join(f"{severity.label} {severities[severity]}" for severity in Severity)
    found = f"问题 {total} 处（{kinds}）" if total else "没有发现问题"
    unread = f"；另有 {len(run.unread)} 份没有读成" if run.unread else ""
    head = f"共检查 {len(run.judged)} 份"
    return f"{head}：{counts}；{found}{unread}。" if run.judged else f"{head}{unread}。"
