"""`xianshen rules score`: how much the rules find, and how much they wrongly mark."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import rules
from review.model import Gate
from review.ruleset import Ruleset
from review.scoring.passages import BadPassageError, Passage, read_passages
from review.scoring.sentences import BadSetError, Pair, read_pairs
from service.clock import day_of, wall_clock
from service.commands import CommandError
from service.commands._ruleset import load_ruleset
from service.commands._score_figures import (
    Table,
    clean_figures,
    hosts,
    injection_figures,
    passage_figures,
    sentence_figures,
)
from service.commands._score_page import page, sections

TYPO_RULES = ("TXT103", "TXT106")
_PASSAGES = Path(__file__).parents[2] / "tests" / "accuracy"


def configure_score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gate", choices=[gate.value for gate in Gate], help="只测这一关")
    parser.add_argument("--passages", metavar="目录", type=Path, help="标注段落（每关一个 .toml）")
    parser.add_argument("--corpus", metavar="目录", type=Path, help="干净文章（.txt，一行一段）")
    parser.add_argument(
        "--corpus-day",
        metavar="名称=日期",
        type=_named_day,
        action="append",
        default=[],
        help="某一份干净文章按哪一天判断，如 pd98=1998-06-01",
    )
    parser.add_argument(
        "--csc", metavar="文件", type=Path, nargs="+", default=[], help="纠错句集（.jsonl）"
    )
    parser.add_argument(
        "--typo-rules",
        metavar="编号",
        type=lambda text: tuple(text.upper().split(",")),
        help=f"哪些规则算错别字规则，默认 {','.join(TYPO_RULES)}",
    )
    parser.add_argument(
        "--injections",
        metavar="次数",
        type=_count,
        default=100,
        help="每种注错各试多少次，0 为不试",
    )
    parser.add_argument("--as-of", metavar="日期", type=_day, help="按哪一天判断，默认今天")
    parser.add_argument("--misses", action="store_true", help="逐条列出漏标和误标")
    parser.add_argument("--write", action="store_true", help="写入 rules/SCORES.md")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，请写成 2026-11-23") from error


def _named_day(text: str) -> tuple[str, date]:
    name, equals, day = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"「{text}」应写成 名称=日期，如 pd98=1998-06-01")
    return name, _day(day)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"「{text}」应是不小于 0 的整数")
    return int(text)


def score(options: argparse.Namespace) -> int:
    """Measure, print, and write if asked to. Raises CommandError for anything that can't be read."""
    if options.write and options.gate:
        raise CommandError("只测一关的结果不写入 SCORES.md；请去掉 --gate 或 --write。")
    gates = [Gate(options.gate)] if options.gate else list(Gate)
    as_of = options.as_of or day_of(wall_clock())
    passages = _passages(options.passages, gates)
    corpora = _corpora(options.corpus) if options.corpus else {}
    days = dict(options.corpus_day)
    if unknown := sorted(set(days) - set(corpora)):
        raise CommandError(f"--corpus-day 里的「{unknown[0]}」不在 --corpus 目录中。")
    sets = {path.stem: _pairs(path) for path in options.csc}
    ruleset = load_ruleset(gates if options.gate else None)
    typos = _typo_rules(options.typo_rules, ruleset, needed=bool(sets))
    figures: Table = {
        "schema": "xianshen.scores/1",
        "as_of": as_of.isoformat(),
        "ruleset": {
            "version": ruleset.version,
            "digest": ruleset.digest,
            "rules": len(ruleset.rules),
        },
        "passages": passage_figures(passages, ruleset),
    }
    if corpora:
        figures["clean"] = clean_figures(corpora, ruleset, as_of, days, typos)
    if options.injections:
        texts = [text for name, lines in corpora.items() if name not in days for text in lines]
        texts = texts or [each.document.body for each in passages if not each.dirty]
        figures["injection"] = {
            "source": "corpus" if corpora else "passages",
            **injection_figures(hosts(texts), ruleset, as_of, gates, options.injections),
        }
    if sets:
        figures["csc"] = sentence_figures(sets, ruleset, as_of, typos)
    if options.write:
        _write(figures)
    if options.format == "json":
        print(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        print("\n".join(sections(figures, speed=True, misses=options.misses).values()))
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"「{path}」读不出来：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"「{path}」不是 UTF-8 编码，请另存为 UTF-8。") from error


def _passages(folder: Path | None, gates: Sequence[Gate]) -> list[Passage]:
    if folder is None and not _PASSAGES.is_dir():
        raise CommandError(
            "没有标注段落：安装包里不带 tests/accuracy；请在源码目录中运行，或用 --passages 指定。"
        )
    folder = folder or _PASSAGES
    if not folder.is_dir():
        raise CommandError(f"「{folder}」不是目录；--passages 应是放标注段落的目录。")
    passages: list[Passage] = []
    for gate in gates:
        path = folder / f"{gate}.toml"
        if not path.exists():
            continue
        try:
            passages += read_passages(gate, _read(path))
        except BadPassageError as error:
            raise CommandError(f"{path.name}：{error}") from error
    if not passages:
        wanted = "、".join(f"{gate}.toml" for gate in gates)
        raise CommandError(f"「{folder}」里没有标注段落，应有 {wanted}。")
    return passages


def _corpora(folder: Path) -> dict[str, list[str]]:
    if not folder.is_dir():
        raise CommandError(f"「{folder}」不是目录；--corpus 应是放 .txt 的目录。")
    corpora = {path.stem: _read(path).splitlines() for path in sorted(folder.glob("*.txt"))}
    if not any(text.strip() for lines in corpora.values() for text in lines):
        raise CommandError(f"「{folder}」里没有可用的 .txt 文件。")
    return corpora


def _pairs(path: Path) -> tuple[Pair, ...]:
    try:
        return read_pairs(_read(path))
    except BadSetError as error:
        raise CommandError(f"「{path}」{error}") from error


def _typo_rules(
    named: tuple[str, ...] | None, ruleset: Ruleset, *, needed: bool
) -> tuple[str, ...]:
    known = {rule.id for rule in ruleset.rules}
    if named and (unknown := [rule for rule in named if rule not in known]):
        raise CommandError(f"没有编号为「{unknown[0]}」的规则；请用 xianshen rules list 查看编号。")
    typos = named or tuple(rule for rule in TYPO_RULES if rule in known)
    if needed and not typos:
        raise CommandError(
            "这一关没有错别字规则，--csc 测不了；请去掉 --gate 或用 --typo-rules 指定。"
        )
    return typos


def _write(figures: Mapping[str, object]) -> None:
    path = Path(rules.__file__).with_name("SCORES.md")
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(page(figures, before), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"「{path}」写不进去：{error.strerror}。") from error
