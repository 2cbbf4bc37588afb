"""`xianshen words`: are the lists sound, what would a word hit, lists to and from tables."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import rules
from review.formats import UnreadableError
from review.output.run import make_visible
from review.rule import Good
from review.ruleset import Ruleset
from review.text import Label, Segmenter, Text, fold_literal
from review.wordlist import BadWordlistError, Wordlist, parse_wordlist
from service.commands import Command, CommandError
from service.commands._ruleset import cache_folder, load_ruleset, load_settings
from service.commands._sources import find_sources, read_source
from service.commands._words_tables import export_table, import_table
from service.commands._words_trial import try_entry

_SHOWN = 5
_LABELS: dict[Label, str] = {
    "aligned": "独立成词",
    "contained": "在更长的词里",
    "crossing": "跨在两个词上（不会报）",
}


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    actions.add_parser("check", help="检查所有词库是否合格")
    trying = actions.add_parser("try", help="试一个词会命中什么")
    trying.add_argument("word", metavar="词", help="要试的词")
    trying.add_argument(
        "--archive",
        metavar="文件夹或索引",
        help="在这些旧稿里试，或在 xianshen archive 建的索引里试；默认在规则自带的正例里试",
    )
    trying.add_argument(
        "--list", metavar="词库", help="假如加进这个词库：存档里会新增哪些标记（要用索引）"
    )
    trying.add_argument("--suggest", metavar="建议", default="", help="加进词库时的改法")
    importing = actions.add_parser("import", help="从表格导入词库（.csv 或 .xlsx）")
    importing.add_argument("file", metavar="文件", help="表格文件")
    importing.add_argument(
        "--to", metavar="文件夹", help="写到哪个词库文件夹，默认取 XIANSHEN_WORDLISTS 的第一个"
    )
    importing.add_argument("--dry-run", action="store_true", help="只说明会改动什么，不写入")
    exporting = actions.add_parser("export", help="把词库导出成表格")
    exporting.add_argument("--list", metavar="词库", help="只导出一个，如 policy/renamed_organs")
    exporting.add_argument("--output", metavar="文件", help="写到 .csv 或 .xlsx，默认标准输出")


def run(options: argparse.Namespace) -> int:
    if options.action == "check":
        return _check()
    if options.action == "try":
        if options.list:
            return try_entry(options.word, options.list, options.suggest, options.archive)
        if options.archive and Path(options.archive).is_file():
            message = (
                f"「{options.archive}」是文件；查索引里哪些稿件出现这个词用 xianshen archive find，"
                "试加进词库请再写 --list 词库。"
            )
            raise CommandError(message)
        return _try(options.word, options.archive)
    if options.action == "import":
        return import_table(Path(options.file), options.to, dry_run=options.dry_run)
    return export_table(options.list, options.output)


def _check() -> int:
    bad = 0
    total = 0
    for name, path in _files():
        try:
            wordlist = parse_wordlist(name, path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            print(f"✗ {path}：不是 UTF-8 编码，请另存为 UTF-8。", file=sys.stderr)
            bad += 1
            continue
        except BadWordlistError as error:
            print(f"✗ {error}", file=sys.stderr)
            bad += 1
            continue
        total += len(wordlist.entries)
        print(f"✓ {name}  {wordlist.title}，{len(wordlist.entries)} 条{_remarks(wordlist)}")
    print(f"共 {total} 个词条，{f'{bad} 个词库不合格' if bad else '词库全部合格'}。")
    return int(bad > 0)


def _remarks(wordlist: Wordlist) -> str:
    unverified = sum(not entry.verified for entry in wordlist.entries)
    seen = Counter((entry.word, entry.valid_from, entry.valid_to) for entry in wordlist.entries)
    twice = [word for (word, _, _), count in seen.items() if count > 1]
    remarks = f"，其中 {unverified} 条未核实（只提示）" if unverified else ""
    return remarks + (f"；重复：{'、'.join(twice[:_SHOWN])}" if twice else "")


def _files() -> Iterator[tuple[str, Path]]:
    for folder in (rules.WORDLISTS, *load_settings().wordlists):
        for path in sorted(folder.glob("*/*.toml")):
            yield f"{path.parent.name}/{path.stem}", path


def _try(word: str, archive: str | None) -> int:
    folded = fold_literal(word)
    if not folded:
        raise CommandError("要试的词是空的；请写出一个词，如 xianshen words try 国土资源部。")
    ruleset = load_ruleset()
    _tell_known(folded, ruleset)
    segmenter = Segmenter(cache_folder(os.environ, load_settings()))
    texts = _archive(archive) if archive else _good_examples(ruleset)
    counts: Counter[Label] = Counter()
    shown: dict[Label, list[str]] = {label: [] for label in _LABELS}
    read = 0
    for name, body in texts:
        read += 1
        text = Text("body", body, segmenter)
        at = text.folded.find(folded)
        while at >= 0:
            label = text.edges(at, at + len(folded))
            counts[label] += 1
            if len(shown[label]) < _SHOWN:
                shown[label].append(f"{name}：{_quote(text, at, at + len(folded))}")
            at = text.folded.find(folded, at + len(folded))
    where = f"「{archive}」的" if archive else "规则自带正例的"
    print(f"在{where} {read} 篇文字中命中 {sum(counts.values())} 次。")
    for label, title in _LABELS.items():
        if counts[label]:
            print(f"  {title} {counts[label]} 次")
            print("".join(f"    {line}\n" for line in shown[label]), end="")
    return 0


def _tell_known(folded: str, ruleset: Ruleset) -> None:
    for name, wordlist in sorted(ruleset.library.items()):
        for entry in wordlist.entries:
            listed = fold_literal(entry.word)
            if listed == folded:
                print(f"已在词库 {name}：{entry.word}（{entry.source}）")
            elif folded in map(fold_literal, (*entry.allow, *wordlist.allow)):
                print(f"词库 {name} 把它列为放行短语（词条「{entry.word}」）")
            elif len(listed) > 1 and listed in folded:
                print(f"词库 {name} 的「{entry.word}」是它的一部分")


def _quote(text: Text, start: int, end: int) -> str:
    span = text.span(start, end)
    before = text.submitted[max(0, span.start - 12) : span.start].splitlines()[-1:]
    after = text.submitted[span.end : span.end + 12].splitlines()[:1]
    words = text.submitted[span.start : span.end]
    return make_visible(f"{''.join(before)}【{words}】{''.join(after)}")


def _archive(folder: str) -> Iterator[tuple[str, str]]:
    for source in find_sources([folder]):
        try:
            document = read_source(source).document
        except UnreadableError as error:
            print(f"xianshen：{error}", file=sys.stderr)
            continue
        yield source.name, f"{document.title}\n{document.body}"


def _good_examples(ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    for rule in ruleset.rules:
        for good in rule.good:
            yield rule.id, good.text if isinstance(good, Good) else good


COMMAND = Command(name="words", help="检查词库，试一个词，导入导出", configure=configure, run=run)
