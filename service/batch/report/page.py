"""report.html: one file, nothing loaded from anywhere; the list reads without script, filters with it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from review.archive import Kind
from review.model import Gate, Severity
from review.output.run import describe_suggestions, label_field, make_visible
from service.batch.report.charts import bars, legend, months
from service.batch.tally import Tally

_MOST_ROWS = 15
_NO_ACCOUNT = "（没有写明账号）"
_KINDS = (Kind.TAMPERED, Kind.THEN, Kind.OUTDATED, Kind.UNTOLD)


def render(tally: Tally, about: Mapping[str, str]) -> Iterator[str]:
    """The page in pieces. `about`: what the run was of, label and words."""
    told, shown = tally.told(), tally.shown()
    script = _asset("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="robots" content="noindex">\n<title>存量检查报告</title>\n'
    yield f"<style>{_asset('report.css')}</style>\n</head>\n<body>\n<main>\n"
    yield "<h1>存量检查报告</h1>\n"
    yield "".join(
        f'<p class="about">{escape(label)}：{_seen(words)}</p>\n' for label, words in about.items()
    )
    yield _summary(told)
    yield f'<h2>分布</h2>\n<p>{legend()}</p>\n<div class="charts">\n{_charts(told)}</div>\n'
    yield _tables(told)
    yield "<h2>问题</h2>\n"
    if len(shown) < told["findings"]:
        yield (
            f"<p>共 {told['findings']} 个问题，本页列出 {len(shown)} 个：每条规则若干个，疑似篡改和"
            "拦截级在前；全部问题在 findings.jsonl，前 20 万个也在 report.xlsx。</p>\n"
        )
    yield _form(shown)
    yield '<ol id="findings">\n'
    for row in shown:
        yield _finding(row)
    yield "</ol>\n</main>\n"
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _summary(told: Mapping[str, Any]) -> str:
    cards = "".join(
        f'<div class="card {kind}"><span>{kind.label}</span>'
        f"<strong>{told['kinds'][kind]['findings']}</strong>"
        f'涉及 {told["kinds"][kind]["posts"]} 篇<br><span class="about">{kind.meaning}</span></div>\n'
        for kind in _KINDS
        if kind is not Kind.UNTOLD or told["kinds"][kind]["findings"]
    )
    notes = [
        (told["errors"], "{} 条记录有毛病，见 errors.jsonl"),
        (told["unchecked"], "其中 {} 条没有检查，不能视为通过"),
        (told["undated"], "{} 篇没有可用的发布日期"),
        (told["duplicates"], "{} 条编号重复"),
        (told["departed_from_signed"], "{} 篇与签发的文字不一致"),
        (told["posts_with_failed_rules"], "{} 篇有规则运行出错，没有查完"),
        (told["known_from_baseline"], "{} 个问题在上一次检查中已有"),
    ]
    said = "；".join(sentence.format(count) for count, sentence in notes if count)
    return (
        f"<p>检查 {told['posts']} 篇、{told['characters']} 字，发现问题 {told['findings']} 个。"
        f"{said + '。' if said else ''}</p>\n"
        f'<div class="cards">\n{cards}</div>\n'
    )


def _charts(told: Mapping[str, Any]) -> str:
    gates: dict[str, dict[str, int]] = {str(gate): {} for gate in Gate}
    for row in told["rules"]:
        counts = gates[row["gate"]]
        counts[row["kind"]] = counts.get(row["kind"], 0) + row["findings"]
    by_account = [
        (row["account"] or _NO_ACCOUNT, row)
        for row in told["accounts"][:_MOST_ROWS]
        if any(row.get(kind) for kind in _KINDS)
    ]
    by_month = [(row["month"], row) for row in told["months"] if row["month"]]
    return (
        bars("各关问题", [(Gate(gate).label, counts) for gate, counts in gates.items()])
        + bars("问题最多的账号", by_account)
        + months("按发布月份（各性质涉及的篇数）", by_month)
    )


def _tables(told: Mapping[str, Any]) -> str:
    rules = "".join(
        f"<tr><td>{escape(row['rule'])}</td><td>{_seen(row['name'])}</td>"
        f"<td>{Gate(row['gate']).label}</td><td>{Kind(row['kind']).label}</td>"
        f'<td class="n">{row["findings"]}</td></tr>\n'
        for row in told["rules"]
    )
    accounts = "".join(
        f"<tr><td>{_seen(row['account'] or _NO_ACCOUNT)}</td>"
        f'<td class="n">{row.get("posts", 0)}</td>'
        + "".join(f'<td class="n">{row.get(kind, 0)}</td>' for kind in _KINDS)
        + "</tr>\n"
        for row in told["accounts"][:500]
    )
    kinds = "".join(f"<th>{kind.label}</th>" for kind in _KINDS)
    return (
        '<details><summary>按规则列表</summary><div class="scroll" tabindex="0"><table><tr><th>规则</th>'
        f"<th>名称</th><th>关</th><th>性质</th><th>问题</th></tr>\n{rules}</table></div></details>\n"
        '<details><summary>按账号列表</summary><div class="scroll" tabindex="0"><table><tr><th>账号</th>'
        f"<th>篇数</th>{kinds}</tr>\n{accounts}</table></div></details>\n"
    )


def _form(shown: Sequence[Mapping[str, Any]]) -> str:
    there = {name: {row[name] for row in shown} for name in ("kind", "severity", "gate")}
    rules = {row["rule"]: f"{row['rule']} {row['name']}" for row in shown}
    accounts = sorted({row["account"] for row in shown})
    choices: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "kind": ("性质", [(kind, kind.label) for kind in _KINDS if kind in there["kind"]]),
        "severity": ("级别", [(one, one.label) for one in Severity if one in there["severity"]]),
        "gate": ("关", [(gate, gate.label) for gate in Gate if gate in there["gate"]]),
        "rule": ("规则", sorted(rules.items())),
        "account": ("账号", [(name or _NO_ACCOUNT, name or _NO_ACCOUNT) for name in accounts]),
    }
    selects = "".join(
        f'<label>{label}<select name="{name}"><option value="">全部</option>'
        + "".join(
            f'<option value="{escape(value)}">{_seen(words)}</option>' for value, words in options
        )
        + "</select></label>\n"
        for name, (label, options) in choices.items()
    )
    return (
        f'<form id="filter" hidden>\n{selects}<label>含有文字<input name="words" type="search"></label>\n'
        '<button type="reset">全部列出</button>\n<output id="told"></output>\n</form>\n'
    )


def _finding(row: Mapping[str, Any]) -> str:
    kind = Kind(row["kind"])
    where = "　".join(
        part
        for part in (
            row["account"] or _NO_ACCOUNT,
            row["published_at"] or "发布日期不明",
            f"编号 {row['id']}",
            f"{label_field(row['field'])}第 {row['line']} 行第 {row['column']} 字",
            row["record"],
            row["url"],
        )
        if part
    )
    bases = "；".join(
        f"《{basis['title']}》{basis['clause']}" if basis["clause"] else f"《{basis['title']}》"
        for basis in row["basis"]
    )
    data = {
        "kind": row["kind"],
        "severity": row["severity"],
        "gate": row["gate"],
        "rule": row["rule"],
        "account": row["account"] or _NO_ACCOUNT,
    }
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    advice = describe_suggestions(tuple(row["suggestions"]))
    return (
        f'<li{attributes}><span class="tag {kind}">{kind.label}</span> '
        f'<span class="severity">{Severity(row["severity"]).label}</span> '
        f"<strong>{escape(row['rule'])} {_seen(row['name'])}</strong>"
        f"{'　（上次已有）' if row['known'] else ''}\n"
        f'<div class="context">{_seen(row["before"])}<mark>{_seen(row["text"])}</mark>'
        f"{_seen(row['after'])}</div>\n"
        f"<div>{_seen(row['message'])}{_seen(advice)}</div>\n"
        f'<div class="where">{_seen(where)}</div>\n'
        f"{f'<div class=basis>依据：{_seen(bases)}</div>' if bases else ''}</li>\n"
    )


def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _seen(text: str) -> str:
    return escape(make_visible(text))
