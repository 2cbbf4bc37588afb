"""`xianshen rules`: the rules there are, one rule's whole page, every example run, and the score."""

from __future__ import annotations

import argparse
import json
import sys

from review.example import faults
from review.model import Gate
from review.output.run import label_field
from review.output.text import describe_basis, describe_message
from review.rule import Rule
from review.ruleset import Ruleset
from service.commands import Command, CommandError
from service.commands._ruleset import load_ruleset
from service.commands._score import configure_score, score
from service.edge.rulebook import good_examples, told_by_file


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    listing = actions.add_parser("list", help="列出规则")
    listing.add_argument("--gate", choices=[gate.value for gate in Gate], help="只列这一关")
    listing.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")
    showing = actions.add_parser("show", help="显示一条规则的全部内容")
    showing.add_argument("id", metavar="编号", help="规则编号，如 CON101")
    actions.add_parser("test", help="把每条规则的正例和反例都查一遍")
    configure_score(actions.add_parser("score", help="量一量查得多全、误标多少"))


def run(options: argparse.Namespace) -> int:
    if options.action == "show":
        return _show(load_ruleset(), options.id)
    if options.action == "test":
        return _test(load_ruleset())
    if options.action == "score":
        return score(options)
    ruleset = load_ruleset([Gate(options.gate)] if options.gate else None)
    if options.format == "json":
        print(json.dumps([_record(rule) for rule in ruleset.rules], ensure_ascii=False, indent=2))
        return 0
    for gate in Gate:
        rules = [rule for rule in ruleset.rules if rule.gate is gate]
        if rules:
            print(f"{gate.label}（{len(rules)} 条）")
        for rule in rules:
            print(f"  {rule.id}  [{rule.severity.label}] {rule.name}")
    print(f"共 {len(ruleset.rules)} 条，版本 {ruleset.version}。")
    return 0


def _show(ruleset: Ruleset, wanted: str) -> int:
    rule = next((rule for rule in ruleset.rules if rule.id == wanted.upper()), None)
    if rule is None:
        raise CommandError(f"没有编号为「{wanted}」的规则；请用 xianshen rules list 查看编号。")
    print(f"{rule.id} {rule.name}\n")
    print(f"关：{rule.gate.label}    级别：{rule.severity.label}")
    print(f"提示语：{describe_message(rule.message)}")
    print("依据：" + "；".join(describe_basis(basis) for basis in rule.basis))
    print("检查范围：" + "、".join(label_field(field) for field in rule.fields))
    if rule.valid_from or rule.valid_to:
        print(f"有效期：{rule.valid_from or '不限'} 至 {rule.valid_to or '今'}")
    for name in rule.check.lists:
        wordlist = ruleset.library[name]
        print(
            f"词库：{name}（{wordlist.title}，{len(wordlist.entries)} 条，{wordlist.keeper}维护）"
        )
    if document := told_by_file(rule):
        print(f"\n{document}")
    print("\n反例（【】内应当命中）：")
    for bad in rule.bad:
        title = f"标题：{bad.title}；" if bad.title else ""
        marks = "" if bad.marks == "【】" else f"（此例用{bad.marks}标出）"
        print(f"  · {title}{bad.text}{marks}")
    print("正例（不应命中）：")
    for example in good_examples(rule):
        title = f"标题：{example.title}；" if example.title else ""
        print(f"  · {title}{example.text}")
    return 0


def _test(ruleset: Ruleset) -> int:
    found = [fault for rule in ruleset.rules for fault in faults(rule, ruleset)]
    for fault in found:
        print(f"✗ {fault}", file=sys.stderr)
    count = sum(len(rule.bad) + len(rule.good) for rule in ruleset.rules)
    outcome = f"{len(found)} 个不符" if found else "全部符合"
    print(f"{len(ruleset.rules)} 条规则，{count} 个例子，{outcome}。")
    return int(bool(found))


def _record(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "gate": str(rule.gate),
        "severity": str(rule.severity),
        "message": rule.message,
        "basis": [
            {
                "title": basis.title,
                "clause": basis.clause,
                "date": basis.date.isoformat() if basis.date else None,
            }
            for basis in rule.basis
        ],
        "lists": list(rule.check.lists),
        "fields": list(rule.fields),
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "examples": {"bad": len(rule.bad), "good": len(rule.good)},
    }


COMMAND = Command(name="rules", help="查看规则，运行规则的正反例", configure=configure, run=run)
