"""`xianshen words import` and `export`: lists from and to tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from review.wordlist import BadWordlistError, Entry, Wordlist, parse_wordlist
from service.commands import CommandError
from service.commands._ruleset import load_ruleset, load_settings
from service.sheets import COLUMNS, Row
from service.sheets.changes import Changes, changes
from service.sheets.opening import BadTableError
from service.sheets.reading import read_table
from service.sheets.writing import rows_of, write_csv, write_toml, write_xlsx

_MOST_FAULTS = 50
_SHOWN = 8


def import_table(path: Path, to: str | None, *, dry_run: bool) -> int:
    """Writes the lists of a table, all or none; only tells what would change on a dry run."""
    target = _target(to)
    rows = _rows(path)
    names = dict.fromkeys(row["list"] for row in rows)
    written = {name: write_toml([row for row in rows if row["list"] == name]) for name in names}
    made: dict[str, Wordlist] = {}
    for name, text in written.items():
        try:
            made[name] = parse_wordlist(name, text)  # all of them before any is written
        except BadWordlistError as error:
            raise CommandError(str(error)) from error
    present = load_ruleset().library
    for name, wordlist in made.items():
        print(f"{name}（{wordlist.title}）：{_summary(present.get(name), wordlist)}")
    if dry_run:
        print("只是试算，没有写入；去掉 --dry-run 再运行一次即导入。")
        return 0
    for name, text in written.items():
        file = target / f"{name}.toml"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"「{file}」写不进去（{error.strerror}）；请核对路径。") from error
        print(f"✓ {file}：{len(made[name].entries)} 条")
    return 0


def export_table(name: str | None, output: str | None) -> int:
    """Writes one list, or all, as CSV or Excel."""
    library = load_ruleset().library
    if name is not None and name not in library:
        raise CommandError(f"没有词库「{name}」；可用的有：{'、'.join(sorted(library))}。")
    rows = rows_of(library[each] for each in sorted(library) if name in {None, each})
    if output is None:
        sys.stdout.write(write_csv(rows))
        return 0
    path = Path(output)
    try:
        if path.suffix.lower() == ".xlsx":
            path.write_bytes(write_xlsx(rows))
        else:  # Excel takes a CSV for GBK unless it begins with a byte order mark
            path.write_text(write_csv(rows), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise CommandError(f"「{output}」写不进去（{error.strerror}）；请核对路径。") from error
    print(f"已导出 {len(rows)} 个词条到 {output}。")
    return 0


def _target(to: str | None) -> Path:
    folders = load_settings().wordlists
    if to is None and not folders:
        message = "不知道写到哪里；请用 --to 指定词库文件夹，并把它写进 XIANSHEN_WORDLISTS。"
        raise CommandError(message)
    return Path(to) if to else folders[0]


def _rows(path: Path) -> Sequence[Row]:
    try:
        return read_table(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(f"「{path}」读不了（{error.strerror}）；请核对路径。") from error
    except BadTableError as error:
        for fault in error.faults[:_MOST_FAULTS]:
            print(f"✗ 「{path}」{fault}", file=sys.stderr)
        more = len(error.faults) - _MOST_FAULTS
        rest = f"（另有 {more} 处没有列出）" if more > 0 else ""
        message = f"「{path}」有 {len(error.faults)} 处不对{rest}，一条也没有导入；请改正后再试。"
        raise CommandError(message) from error


def _summary(before: Wordlist | None, after: Wordlist) -> str:
    found = changes(before, after)
    if found.none:
        return f"没有变化，{len(after.entries)} 条"
    new = "新词库，" if before is None else ""
    told = f"{new}新增 {len(found.added)}，修改 {len(found.changed)}，删除 {len(found.removed)}"
    return told + "".join(f"\n  {line}" for line in _lines(found))


def _lines(found: Changes) -> Iterable[str]:
    if found.of_list:
        keys: Mapping[str, str] = {"allow": "list_allow"}
        yield "改动 " + "、".join(COLUMNS[keys.get(name, name)] for name in found.of_list)
    if found.added:
        yield "＋ " + _words(found.added)
    for entry, names in found.changed[:_SHOWN]:
        yield f"～ {entry.word}：" + "、".join(COLUMNS[name] for name in names)
    if len(found.changed) > _SHOWN:
        yield f"～ 另有 {len(found.changed) - _SHOWN} 条修改"
    if found.removed:
        yield "－ " + _words(found.removed)


def _words(entries: Sequence[Entry]) -> str:
    shown = "、".join(entry.word for entry in entries[:_SHOWN])
    return shown + (f" 等 {len(entries)} 条" if len(entries) > _SHOWN else "")
