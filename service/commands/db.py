"""`xianshen db`: the tables made and brought up to date, saved to a file and put back."""

from __future__ import annotations

import argparse
from pathlib import Path

from review.draft import SYSTEM
from service.clock import local_time, wall_clock
from service.commands import Command
from service.commands._house import add_database_option, explained, settings_of
from service.office import open_store
from service.settings import Settings
from service.store import migrate
from service.store.backup import back_up, restore
from service.store.deed import Deed
from service.store.schema import newest_version, version_of

_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    add_database_option(actions.add_parser("upgrade", help="建立数据库，或升级到程序的版本"))
    saving = actions.add_parser("backup", help="备份到一个文件；服务运行时也可以备份")
    saving.add_argument(
        "file", metavar="文件", nargs="?", help="默认 xianshen-日期-时间.zip，不覆盖已有文件"
    )
    add_database_option(saving)
    loading = actions.add_parser("restore", help="从备份恢复到空数据库，并核验留痕")
    loading.add_argument("file", metavar="文件", help="备份文件")
    add_database_option(loading)


def run(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    with explained():
        match options.action:
            case "upgrade":
                return _upgrade(settings)
            case "backup":
                return _back_up(settings, options.file)
            case _:
                return _restore(settings, Path(options.file))


def _upgrade(settings: Settings) -> int:
    before = version_of(settings.database_url)
    migrate(settings.database_url)
    newest = newest_version()
    if before == newest:
        print(f"数据库已是最新版本（{newest}），没有改动。")
    elif before is None:
        print(f"数据库已建立，版本 {newest}。")
    else:
        print(f"数据库已从版本 {before} 升级到 {newest}。")
    return 0


def _back_up(settings: Settings, given: str | None) -> int:
    store = open_store(settings)
    try:
        now = wall_clock()
        path = Path(given or f"xianshen-{local_time(now):%Y%m%d-%H%M%S}.zip")
        made = back_up(store, path, now)
        with store.write() as unit:
            detail = {"last_event": str(made.last_event), "rows": str(made.rows)}
            unit.events.record(Deed.BACKUP_MADE, SYSTEM, now, detail=detail)
    finally:
        store.close()
    print(f"已备份到 {path}：{made.rows} 行，留痕到第 {made.last_event} 条。")
    print(
        f"封印密钥不在备份里，请把 {settings.key_file} 和 {settings.release_keys} 另行保管，不要与备份放在一起。"
    )
    return 0


def _restore(settings: Settings, path: Path) -> int:
    made = restore(settings.database_url, path)
    print(f"已恢复 {made.rows} 行，留痕到第 {made.last_event} 条。")
    store = open_store(settings)
    try:
        with store.read() as unit:
            flaws = tuple(unit.audit())
    finally:
        store.close()
    for flaw in flaws[:_SHOWN]:
        print(f"✗ {flaw}")
    if flaws:
        print(f"恢复后的数据有 {len(flaws)} 处与封印不符，请核对备份的来源和封印密钥。")
        return 1
    print("核验通过：恢复的数据与留痕、封印相符。")
    return 0


COMMAND = Command(name="db", help="数据库：建立或升级、备份、恢复", configure=configure, run=run)
