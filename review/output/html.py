"""The report as one page to keep or to send: no script, nothing loaded, everything escaped."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from review.model import Finding, GateResult
from review.output.run import (
    Judged,
    Places,
    Run,
    describe_suggestions,
    label_field,
    make_visible,
)
from review.output.text import describe_basis

_STYLE = """
body{font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.25rem;border-top:2px solid #ccc;padding-top:1rem;margin-top:2.5rem}
h3{font-size:1.05rem;margin:1.2rem 0 .3rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #ccc;padding:1rem;background:#fafafa}
.text dt{font-weight:bold}.text dd{margin:0 0 .6rem}
mark{color:inherit;padding:0 .1em;text-decoration:underline 2px}
.block{background:#ffd9d6;text-decoration-color:#b3261e}
.warn{background:#ffefc2;text-decoration-color:#8a5a00}
.hint{background:#dcebff;text-decoration-color:#1f5fa8}
.tag{display:inline-block;border-radius:.2rem;padding:0 .4em;font-size:.85em;text-decoration:none}
.pass{background:#d8f3dc}li{margin:.5rem 0}.basis,.where{color:#555;font-size:.9em}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2rem .7rem;text-align:left}
@media print{body{max-width:none;margin:0}}
"""


def render_html(run: Run) -> str:
    """All documents of a run, each with its marked text and its findings gate by gate."""
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="robots" content="noindex">\n',
        f"<title>先审检查报告</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n",
        "<h1>先审检查报告</h1>\n",
        f"<p>规则版本 {escape(run.ruleset.version)}，共 {len(run.ruleset.rules)} 条；",
        f"规则摘要 <code>{escape(run.ruleset.digest)}</code></p>\n",
    ]
    parts += [_document(judged, number) for number, judged in enumerate(run.judged)]
    if run.unread:
        parts.append("<h2>没有读成的文件</h2>\n<ul>\n")
        parts += [
            f"<li>{_seen(unread.path)}：{_seen(unread.message)}</li>\n" for unread in run.unread
        ]
        parts.append("</ul>\n")
    parts.append("</body>\n</html>\n")
    return "".join(parts)


def _document(judged: Judged, number: int) -> str:
    report, places = judged.report, Places(judged.document, judged.places)
    anchors = {finding.key: f"d{number}f{at}" for at, finding in enumerate(report.findings)}
    verdict = report.verdict
    parts = [
        f"<h2>{_seen(judged.path)} ",
        f'<span class="tag {verdict}">{escape(verdict.label)}</span></h2>\n',
        f"<p>按 {report.as_of} 有效的规则检查。稿件摘要 <code>{escape(report.document)}</code></p>\n",
    ]
    parts += [f"<p>注意：{_seen(notice)}</p>\n" for notice in judged.notices]
    parts.append("<table>\n<tr><th>关</th><th>规则</th><th>问题</th><th>出错</th></tr>\n")
    parts += [
        f"<tr><td>{gate.gate.label}</td><td>{gate.rules}</td><td>{len(gate.findings)}</td>"
        f"<td>{len(gate.failures)}</td></tr>\n"
        for gate in report.gates
    ]
    parts.append("</table>\n")
    parts += [_gate(gate, places, anchors) for gate in report.gates]
    parts.append(_text(judged, anchors))
    return "".join(parts)


def _gate(gate: GateResult, places: Places, anchors: dict[str, str]) -> str:
    if not gate.findings and not gate.failures:
        return ""
    parts = [f"<h3>{gate.gate.label}</h3>\n<ul>\n"]
    parts += [_finding(finding, places, anchors[finding.key]) for finding in gate.findings]
    parts += [
        f"<li>规则 {escape(failure.rule)} 运行出错（{escape(failure.error)}），"
        "本关没有查完，不能视为通过。</li>\n"
        for failure in gate.failures
    ]
    return "".join((*parts, "</ul>\n"))


def _finding(finding: Finding, places: Places, anchor: str) -> str:
    span = finding.span
    line, column = places.locate(span.field, span.start)
    named = places.name(span) or f"{label_field(span.field)}第 {line} 行第 {column} 字"
    before, after = places.around(span, 16)
    advice = describe_suggestions(finding.suggestions)
    bases = "；".join(describe_basis(basis) for basis in finding.basis)
    basis = f'<br><span class="basis">依据：{_seen(bases)}</span>' if bases else ""
    return (
        f'<li><span class="tag {finding.severity}">{finding.severity.label}</span> '
        f"{escape(finding.rule)} {escape(finding.name)}：{_seen(finding.message)}"
        f"{'<strong>' + _seen(advice) + '</strong>' if advice else ''}<br>\n"
        f'<a href="#{anchor}" class="where">{_seen(named)}</a> '
        f'{_seen(before)}<mark class="{finding.severity}">{_seen(places.quote(span))}</mark>'
        f"{_seen(after)}{basis}</li>\n"
    )


def _text(judged: Judged, anchors: dict[str, str]) -> str:
    by_field: dict[str, list[Finding]] = {}
    for finding in judged.report.findings:
        by_field.setdefault(finding.span.field, []).append(finding)
    parts = ['<h3>全文</h3>\n<dl class="text">\n']
    for field, text in judged.document.fields():
        # The source of a page is shown only where something was found in it.
        if text and (field in by_field or not field.startswith(("markup", "link"))):
            parts.append(f"<dt>{label_field(field)}</dt>\n<dd>")
            parts.append(_marked(text, by_field.get(field, []), anchors))
            parts.append("</dd>\n")
    return "".join((*parts, "</dl>\n"))


def _marked(text: str, findings: list[Finding], anchors: dict[str, str]) -> str:
    """The text with every stretch that some finding covers marked as its gravest one."""
    cuts = sorted({0, len(text), *(at for f in findings for at in (f.span.start, f.span.end))})
    opening = sorted(findings, key=lambda finding: finding.span.start)
    parts: list[str] = []
    covering: list[Finding] = []
    following = 0
    for start, end in pairwise(cuts):
        covering = [finding for finding in covering if finding.span.end > start]
        while following < len(opening) and opening[following].span.start == start:
            finding = opening[following]
            parts.append(f'<span id="{anchors[finding.key]}"></span>')
            if finding.span.end > start:
                covering.append(finding)
            following += 1
        piece = escape(text[start:end])
        if covering:
            worst = min(covering, key=lambda finding: finding.severity.rank)
            title = "；".join(f"{f.rule} {f.name}" for f in covering)
            piece = f'<mark class="{worst.severity}" title="{escape(title)}">{piece}</mark>'
        parts.append(piece)
    return "".join(parts)


def _seen(text: str) -> str:
    return escape(make_visible(text))
