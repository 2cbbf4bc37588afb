"""`xianshen audit`: is the log whole, and does everything stored agree with it; the log as a file.

An export kept elsewhere is the proof against a database put back whole to an earlier day, which
nothing inside the database can tell.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from service.clock import local_time
from service.commands import Command, CommandError
from service.commands._house import add_database_option, explained, settings_of
from service.office import open_store
from service.store import Store
from service.store.events import Entry

_SHOWN = 100
_HEADINGS = ("序号", "时间", "人员", "事项", "稿件", "内容", "前一条", "摘要")


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    verifying = actions.add_parser("verify", help="核验全部留痕和签字、发布记录，指出改动之处")
    verifying.add_argument(
        "--against", metavar="文件", help="再与早先导出的留痕（json）对照，能发现整库倒退"
    )
    add_database_option(verifying)
    exporting = actions.add_parser("export", help="导出全部留痕")
    exporting.add_argument("--output", metavar="文件", help="写到文件，默认标准输出")
    exporting.add_argument(
        "--format",
        choices=("json", "csv"),
        default="json",
        help="json：一行一条，可用于对照（默认）；csv：供 Excel 打开",
    )
    add_database_option(exporting)


def run(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    with explained():
        store = open_store(settings)
        try:
            if options.action == "verify":
                return _verify(store, options.against)
            return _export(store, options.output, csv_wanted=options.format == "csv")
        finally:
            store.close()


def _verify(store: Store, against: str | None) -> int:
    earlier = _read_export(Path(against)) if against else {}
    with store.read() as unit:
        problems = [str(flaw) for flaw in unit.audit()]
        head = unit.events.head()
        if earlier and not problems:
            now = {entry.seq: entry.hash for entry in unit.events.all()}
            problems = list(_differences(earlier, now))
    for problem in problems[:_SHOWN]:
        print(f"✗ {problem}")
    if len(problems) > _SHOWN:
        print(f"……另有 {len(problems) - _SHOWN} 处没有列出。")
    if problems:
        print(f"留痕不完整：发现 {len(problems)} 处问题，请保留现场并立即报告。")
        return 1
    if head is None:
        print("还没有留痕，没有可核验的。")
    else:
        print(f"留痕完整：共 {head.seq} 条，条条相扣，封印相符；签字和发布记录与留痕一致。")
        print(f"末条摘要 {head.hash}")
    return 0


def _differences(earlier: dict[int, str], now: dict[int, str]) -> Iterator[str]:
    for seq, hashed in sorted(earlier.items()):
        if seq not in now:
            yield f"第{seq}条留痕在早先导出的文件里有，现在没有：数据库被退回到了更早的状态。"
        elif now[seq] != hashed:
            yield f"第{seq}条留痕与早先导出的不是同一条：留痕被整段改写。"


def _read_export(path: Path) -> dict[int, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"文件 {path} 读不出来，请核对路径。") from None
    try:
        found = [json.loads(line) for line in lines if line]
        return {int(entry["seq"]): str(entry["hash"]) for entry in found}
    except (ValueError, KeyError, TypeError):
        raise CommandError(
            f"文件 {path} 不是 xianshen audit export 导出的 json，请核对文件。"
        ) from None


def _export(store: Store, output: str | None, *, csv_wanted: bool) -> int:
    with _opened(output, csv_wanted=csv_wanted) as file, store.read() as unit:
        try:
            entries = unit.events.all()
            count = _write_csv(file, entries) if csv_wanted else _write_json(file, entries)
        except ValueError:
            raise CommandError(
                "留痕里有读不懂的行，没有导出完；请先运行 xianshen audit verify 核查。"
            ) from None
    if output:
        print(f"已导出 {count} 条留痕到 {output}。")
    return 0


@contextmanager
def _opened(output: str | None, *, csv_wanted: bool) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    # Excel takes a file for UTF-8 only if it begins with the mark for it.
    encoding = "utf-8-sig" if csv_wanted else "utf-8"
    try:
        with Path(output).open("w", encoding=encoding, newline="") as file:
            yield file
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CommandError(f"不能写入 {output}（{reason}），请检查路径和权限。") from None


def _write_json(file: TextIO, entries: Iterable[Entry]) -> int:
    count = 0
    for entry in entries:
        row = {
            "seq": entry.seq,
            "at": entry.at.isoformat(timespec="microseconds"),
            "actor_id": entry.actor_id,
            "actor": entry.actor,
            "verb": entry.verb.value,
            "label": entry.verb.label,
            "draft": entry.draft,
            "detail": dict(entry.detail),
            "previous": entry.previous,
            "hash": entry.hash,
        }
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(file: TextIO, entries: Iterable[Entry]) -> int:
    writer = csv.writer(file)
    writer.writerow(_HEADINGS)
    count = 0
    for entry in entries:
        detail = "；".join(f"{name}={value}" for name, value in entry.detail)
        writer.writerow(
            [
                entry.seq,
                f"{local_time(entry.at):%Y-%m-%d %H:%M:%S}",
                entry.actor,
                entry.verb.label,
                entry.draft or "",
                detail,
                entry.previous,
                entry.hash,
            ]
        )
        count += 1
    return count


COMMAND = Command(name="audit", help="留痕：核验有无改动、导出", configure=configure, run=run)
