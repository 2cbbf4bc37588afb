"""`xianshen batch`: checks an archive of published posts by two clocks, and reports."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from review.model import Gate, Severity
from service.batch.checker import Options
from service.batch.run import Order, Outcome, RunError, SourceError, carry_out
from service.batch.signed import from_packs, keep
from service.batch.sources import Source
from service.batch.sources.opening import DEFAULT_QUERY, open_source
from service.clock import day_of, wall_clock
from service.commands import Command, CommandError
from service.commands._ruleset import cache_folder, load_ruleset, load_settings

_CLOCKS = ("both", "published", "today")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="档案",
        help="文件夹、.jsonl、.csv、.parquet、.zip，或数据库地址（postgresql://… sqlite:///…）",
    )
    parser.add_argument("--out", required=True, metavar="目录", help="结果写到哪个目录")
    parser.add_argument(
        "--as-of",
        default="both",
        type=_clock,
        metavar="哪天",
        help="published 按发布当天、today 按今天、both 两者都查并区分（默认），或 YYYY-MM-DD",
    )
    parser.add_argument("--workers", type=_count, metavar="N", help="几个进程，默认有几核用几个")
    parser.add_argument(
        "--engine",
        choices=["local", "dask"],
        default="local",
        help="local 本机多进程（默认），dask 用 Dask 集群",
    )
    parser.add_argument(
        "--scheduler", default="", metavar="地址", help="Dask 调度器，如 tcp://host:8786"
    )
    parser.add_argument("--resume", action="store_true", help="接着做同一目录里中断的检查")
    parser.add_argument(
        "--baseline", metavar="文件", help="上一次的 findings.jsonl：其中已有的问题另外计数"
    )
    parser.add_argument(
        "--released",
        action="append",
        default=[],
        metavar="证据包",
        help="证据包（.zip）或放证据包的文件夹：按签发的文字比对，可重复",
    )
    parser.add_argument(
        "--query",
        default=DEFAULT_QUERY,
        metavar="SQL",
        help=f"读数据库用的查询，默认 {DEFAULT_QUERY}",
    )
    parser.add_argument(
        "--gate", action="append", choices=[gate.value for gate in Gate], help="只查这一关，可重复"
    )
    parser.add_argument(
        "--cache", metavar="文件", help="检查结果存到这个文件，下次内容和规则都没变的不再重查"
    )
    parser.add_argument(
        "--fail-on",
        choices=[*(each.value for each in Severity), "never"],
        default=Severity.BLOCK.value,
        help="从哪一级（新）问题起退出码为 1，默认 block",
    )
    parser.add_argument("--quiet", action="store_true", help="不显示进度")


def run(options: argparse.Namespace) -> int:
    settings = load_settings()
    ruleset = load_ruleset(options.gate and [Gate(gate) for gate in options.gate])
    sources, refused = _opened(options.sources, options.query)
    clock: str | date = options.as_of
    today = clock if isinstance(clock, date) else day_of(wall_clock())
    packs = [Path(path) for path in options.released]
    order = Order(
        sources=tuple(sources),
        out=Path(options.out),
        options=Options(
            cache_dir=str(cache_folder(os.environ, settings)),
            wordlists=tuple(str(folder.absolute()) for folder in settings.wordlists),
            gates=tuple(options.gate or ()),
            published=clock in {"both", "published"},
            today=None if clock == "published" else today,
            cache=options.cache or "",
        ),
        engine=options.engine,
        scheduler=options.scheduler,
        workers=options.workers or _cores(),
        resume=options.resume,
        baseline=Path(options.baseline) if options.baseline else None,
        keep_signed=(lambda work: keep(work, from_packs(packs))) if packs else None,
        quiet=options.quiet,
    )
    for message in refused:
        print(f"xianshen：{message}", file=sys.stderr)
    if not sources:
        return 2
    try:
        outcome = carry_out(order, ruleset)
    except (RunError, SourceError) as error:
        raise CommandError(str(error)) from error
    except KeyboardInterrupt:
        message = f"已停下；做完的部分都在「{options.out}」，加 --resume 接着做。"
        print(f"\nxianshen：{message}", file=sys.stderr)
        return 130
    if not options.quiet:
        print(_told(outcome, options.out))
    if not outcome.posts:
        raise CommandError("档案里没有一篇查成的稿件，不能视为检查过；请核对档案和 errors.jsonl。")
    if refused:
        return 2
    return int(options.fail_on != "never" and outcome.worst <= Severity(options.fail_on).rank)


def _opened(given: list[str], query: str) -> tuple[list[Source], list[str]]:
    """The sources that can be read, and why the others cannot: those are still checked."""
    opened: list[Source] = []
    refused: list[str] = []
    for each in given:
        try:
            opened.append(open_source(each, query))
        except SourceError as error:
            refused.append(str(error))
    return opened, refused


def _told(outcome: Outcome, out: str) -> str:
    bad = (
        f"，{outcome.errors} 条记录有毛病（{outcome.unchecked} 条没有查）" if outcome.errors else ""
    )
    return (
        f"查了 {outcome.posts} 篇，发现 {outcome.findings} 个问题{bad}。"
        f"报告在 {Path(out) / 'report.html'}。"
    )


def _clock(text: str) -> str | date:
    if text in _CLOCKS:
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"「{text}」不对，应为 published、today、both 或 2026-11-23 这样的日期"
        raise argparse.ArgumentTypeError(message) from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1024:
        message = f"「{text}」不对，应为 1 到 1024 的整数"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


COMMAND = Command(name="batch", help="批量检查已发布的存量稿件", configure=configure, run=run)
