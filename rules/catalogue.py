"""The page that lists every rule, made from the rules themselves (rules/INDEX.md)."""

from __future__ import annotations

from review.model import Gate
from review.ruleset import Ruleset

_HEAD = """# 规则目录

本页由规则文件自动生成（`make index`），请勿手改。每条规则是 `rules/<关>/` 下的一个文件，
文件里的反例和正例就是它的测试。完整说明：`xianshen rules show 编号`。
"""


def index_page(ruleset: Ruleset) -> str:
    """The whole page, in Markdown."""
    parts = [_HEAD, f"共 {len(ruleset.rules)} 条规则，{len(ruleset.library)} 个词库。\n"]
    for gate in Gate:
        rules = [rule for rule in ruleset.rules if rule.gate is gate]
        parts.append(f"## {gate.label}（{gate.prefix}，{len(rules)} 条）\n")
        parts.append("| 编号 | 查什么 | 级别 | 依据 | 词库 |\n| --- | --- | --- | --- | --- |")
        for rule in rules:
            basis = "；".join(f"{each.title}{each.clause}" for each in rule.basis)
            lists = "、".join(f"`{name}`" for name in rule.check.lists) or "—"
            parts.append(
                f"| {rule.id} | {rule.name} | {rule.severity.label} | {basis or '—'} | {lists} |"
            )
        parts.append("")
    return "\n".join(parts)
