"""`xianshen check`: judges files, folders or standard input. Needs no database and no network."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from review.formats import EXTENSIONS, MAX_BYTES, Format, UnreadableError, read_document
from review.model import Gate, Report, Severity
from review.output import (
    Judged,
    Run,
    Unread,
    render_html,
    render_json,
    render_sarif,
    render_text,
)
from review.pipeline import review
from review.ruleset import Ruleset
from service.clock import day_of, wall_clock
from service.commands import Command, CommandError
from service.commands._ruleset import load_ruleset

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class _Source:
    """One input still to be read; `failure` if it is known already that it can't be."""

    name: str
    path: Path | None = None
    failure: str = ""


def configure(parser: argparse.ArgumentParser) -> None:
    formats = ["auto", *Format]
    parser.add_argument(
        "paths", nargs="+", metavar="路径", help="文件、文件夹（含下级），或 - 表示标准输入"
    )
    parser.add_argument(
        "--format",
        choices=["text", "json", "sarif", "html"],
        default="text",
        help="输出格式：text（默认）、json、sarif、html",
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
        choices=list(Gate),
        help="只查这一关，可重复：" + "、".join(f"{gate}（{gate.label}）" for gate in Gate),
    )
    parser.add_argument(
        "--fail-on",
        choices=[*Severity, "never"],
        default=Severity.BLOCK,
        help="从哪一级问题起退出码为 1，默认 block；never 表示不因问题而失败",
    )
    parser.add_argument("--output", metavar="文件", help="写到文件，默认写到标准输出")


def run(options: argparse.Namespace) -> int:
    ruleset = load_ruleset(options.gate and [Gate(gate) for gate in options.gate])
    as_of = options.as_of or day_of(wall_clock())
    judged: list[Judged] = []
    unread: list[Unread] = []
    for source in find_sources(options.paths):
        try:
            judged.append(_judge(source, options.input_format, ruleset, as_of))
        except UnreadableError as error:
            unread.append(Unread(path=source.name, message=str(error)))
            print(f"xianshen：{error}", file=sys.stderr)
    result = Run(ruleset=ruleset, judged=tuple(judged), unread=tuple(unread))
    _write(_render(result, options.format, to_file=bool(options.output)), options.output)
    if unread:
        return 2
    return int(any(fails(each.report, options.fail_on) for each in judged))


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


def find_sources(paths: Sequence[str]) -> Iterator[_Source]:
    """Every input the arguments stand for, folders walked in order of names.

    Hidden files and folders and Word's lock files (~$…) are left out; other files of kinds not
    read are counted aloud, so that nobody takes them for checked.
    """
    for given in paths:
        path = Path(given)
        if given == STANDARD_INPUT:
            yield _Source("<标准输入>")
        elif path.is_dir():
            yield from _walk(given, path)
        else:
            yield _Source(given, path)


def _walk(given: str, folder: Path) -> Iterator[_Source]:
    left_out: Counter[str] = Counter()
    failures: list[_Source] = []
    found = False

    def refuse(error: OSError) -> None:
        name = str(error.filename or given)
        failures.append(_Source(name, failure=f"文件夹「{name}」打不开；请检查权限。"))

    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith((".", "~$")):
                continue
            ending = Path(name).suffix.lower()
            if ending in EXTENSIONS:
                found = True
                path = Path(root) / name
                yield _Source(str(path), path)
            else:
                left_out[ending or "无扩展名"] += 1
    yield from failures
    if left_out:
        kinds = "、".join(f"{ending} {count} 个" for ending, count in sorted(left_out.items()))
        print(f"xianshen：文件夹「{given}」中有不能检查的文件，已跳过：{kinds}。", file=sys.stderr)
    if not found and not failures:
        known = "、".join(EXTENSIONS)
        yield _Source(
            given, failure=f"文件夹「{given}」里没有可检查的文件（{known}）；请核对路径。"
        )


def _judge(source: _Source, input_format: str, ruleset: Ruleset, as_of: date) -> Judged:
    if source.failure:
        raise UnreadableError(source.failure)
    read = read_document(source.name, _load(source), input_format=input_format)
    return Judged(
        path=source.name,
        document=read.document,
        report=review(read.document, ruleset, as_of),
        format=read.format,
        notices=read.notices,
    )


def _load(source: _Source) -> bytes:
    if source.path is None:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with source.path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        reason = "不存在；请核对路径"
    except PermissionError:
        reason = "没有权限读取；请检查文件权限"
    except (OSError, ValueError) as error:
        reason = f"读取失败（{getattr(error, 'strerror', None) or '路径不合法'}）；请核对路径"
    raise UnreadableError(f"文件「{source.name}」{reason}。")


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
