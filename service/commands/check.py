"""`xianshen check`: judges files, folders or standard input. Needs no database and no network."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from review.fidelity import with_deviations
from review.formats import Format, Read, UnreadableError
from review.model import Document, Gate, Report, Severity
from review.output import (
    Judged,
    Run,
    Unread,
    render_html,
    render_json,
    render_sarif,
    render_text,
)
from review.output.xlsx import render_xlsx
from review.pipeline import review
from review.ruleset import Ruleset
from service.clock import day_of, wall_clock
from service.commands import Command, CommandError
from service.commands._give_back import GiveBack, write_whole
from service.commands._ruleset import load_ruleset
from service.commands._sources import Source, find_sources, load_source, read_source
from service.reading import read_file


def configure(parser: argparse.ArgumentParser) -> None:
    formats = ["auto", *(each.value for each in Format)]
    parser.add_argument(
        "paths", nargs="+", metavar="路径", help="文件、文件夹（含下级），或 - 表示标准输入"
    )
    parser.add_argument(
        "--format",
        choices=["text", "json", "sarif", "html", "xlsx"],
        default="text",
        help="输出格式：text（默认）、json、sarif、html、xlsx（问题清单，须写明 --output）",
    )
    parser.add_argument(
        "--as-of",
        type=parse_day,
        metavar="YYYY-MM-DD",
        help="按哪一天有效的规则检查，默认今天",
    )
    parser.add_argument(
        "--input-format",
        choices=formats,
        default="auto",
        help="输入格式，默认 auto（按内容识别）",
    )
    parser.add_argument(
        "--gate",
        action="append",
        choices=[gate.value for gate in Gate],
        help="只查这一关，可重复： " + "， ".join(f"{gate} {gate.label}" for gate in Gate),
    )
    parser.add_argument(
        "--fail-on",
        choices=[*(each.value for each in Severity), "never"],
        default=Severity.BLOCK.value,
        help="从哪一级问题起退出码为 1，默认 block；never 表示不因问题而失败",
    )
    parser.add_argument(
        "--official",
        metavar="通稿文件",
        help="与统一发布的通稿逐字比对，列出数字、日期、人名职务、排列顺序和文字上的每一处不同",
    )
    parser.add_argument(
        "--overlay", metavar="文件", help="加上这个单位的词库调整（从词库页导出的 .toml）"
    )
    parser.add_argument("--output", metavar="文件", help="写到文件，默认写到标准输出")
    parser.add_argument(
        "--annotate",
        metavar="文件夹",
        help="把 docx、pdf 原样另存到这里，问题写成批注，标在原词上",
    )
    parser.add_argument(
        "--track-changes", action="store_true", help="与 --annotate 同用：有唯一改法的写成修订"
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="列出一定不改变意思的改法（标点、空格、全半角和确定的错字，引文和名称不动）",
    )
    parser.add_argument(
        "--fix-unsafe", action="store_true", help="列出所有有唯一改法的，须逐处看过"
    )
    parser.add_argument(
        "--write", action="store_true", help="与 --fix 同用：写进文件（docx 写成修订）"
    )


def run(options: argparse.Namespace) -> int:
    ruleset = load_ruleset(options.gate and [Gate(gate) for gate in options.gate])
    as_of = options.as_of or day_of(wall_clock())
    if options.overlay:
        # the laws of overlays are the house's: only here is its database imported
        from service.commands._overlay import with_overlay  # noqa: PLC0415  # the database only for overlays

        ruleset = with_overlay(ruleset, Path(options.overlay), as_of)
    official = _official(options.official)
    back = GiveBack(
        folder=Path(options.annotate) if options.annotate else None,
        changes=options.track_changes,
        fixing=options.fix or options.fix_unsafe,
        unsafe=options.fix_unsafe,
        write=options.write,
    )
    _check_together(options, back)
    judged: list[Judged] = []
    unread: list[Unread] = []
    for source in find_sources(options.paths):
        try:
            data = load_source(source)
            read = read_file(source.name, data, input_format=options.input_format)
            one = _judge(source, read, ruleset, as_of, official)
            judged.append(back.give(source, data, read, one, ruleset))
        except UnreadableError as error:
            unread.append(Unread(path=source.name, message=str(error)))
            print(f"xianshen：{error}", file=sys.stderr)
    result = Run(ruleset=ruleset, judged=tuple(judged), unread=tuple(unread))
    if options.format == "xlsx":
        write_whole(Path(options.output), render_xlsx(result))
    else:
        _write(_render(result, options.format, to_file=bool(options.output)), options.output)
    if unread:
        return 2
    return int(any(fails(each.report, options.fail_on) for each in judged))


def _check_together(options: argparse.Namespace, back: GiveBack) -> None:
    if options.format == "xlsx" and not options.output:
        raise CommandError("xlsx 清单不能显示在终端；请用 --output 写明文件名。")
    if options.write and not back.fixing:
        raise CommandError("--write 要与 --fix 或 --fix-unsafe 同用。")
    if options.track_changes and not options.annotate:
        raise CommandError("--track-changes 要与 --annotate 同用。")
    if back.fixing and options.format != "text" and not options.output:
        raise CommandError("--fix 的改动列在标准输出；其他格式的报告请用 --output 写到文件。")


def fails(report: Report, threshold: str) -> bool:
    """Whether a report is at or above a severity; a rule that failed always is."""
    if threshold == "never":
        return False
    if report.failures:
        return True
    ranks = [finding.severity.rank for finding in report.findings]
    return min(ranks, default=3) <= Severity(threshold).rank


def parse_day(text: str) -> date:
    """A date given as an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"日期「{text}」不对，应写成 2026-11-23 这样"
        raise argparse.ArgumentTypeError(message) from None


def _official(path: str | None) -> Document | None:
    """The official text drafts are held against; without it none may pass for compared."""
    if path is None:
        return None
    try:
        return read_source(Source(path, Path(path)), "auto").document
    except UnreadableError as error:
        raise CommandError(f"通稿读不了，没有检查：{error}") from error


def _judge(
    source: Source, read: Read, ruleset: Ruleset, as_of: date, official: Document | None
) -> Judged:
    report = review(read.document, ruleset, as_of)
    notices = read.notices
    if official is not None:
        report = with_deviations(report, read.document, official)
        notices = (*notices, "已与通稿逐字比对，不同之处列在政策关。")
    return Judged(
        path=source.name,
        document=read.document,
        report=report,
        format=read.format,
        notices=notices,
        places=read.places,
    )


def _render(result: Run, output_format: str, *, to_file: bool) -> str:
    if output_format == "text":
        colour = not to_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return render_text(result, colour=colour)
    return {"json": render_json, "sarif": render_sarif, "html": render_html}[output_format](result)


def _write(text: str, output: str | None) -> None:
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        with Path(output).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as f:
            f.write(text)
    except OSError as error:
        message = f"结果写不进「{output}」（{error.strerror}）；请核对路径和权限。"
        raise CommandError(message) from error


COMMAND = Command(
    name="check", help="检查文稿：文件、文件夹或标准输入", configure=configure, run=run
)
