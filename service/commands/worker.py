"""`xianshen worker`: the release worker alone, beside web processes that run without one."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from dataclasses import replace
from types import FrameType

from service.commands import Command, CommandError
from service.office import open_office
from service.settings import Settings, SettingsError
from service.store.errors import StoreError
from service.worker import Worker, work_once


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", metavar="URL", default="", help="数据库地址，默认取设置")
    parser.add_argument(
        "--once", action="store_true", help="只处理当前到期的发送和回读，处理完即退出"
    )


def _run(arguments: argparse.Namespace) -> int:
    try:
        settings = Settings.from_environ(os.environ)
        if arguments.database:
            settings = replace(settings, database_url=arguments.database)
        office = open_office(settings)
        if arguments.once:
            handled = work_once(office)
            print(f"已处理 {handled} 条发送或回读。", file=sys.stderr)
            return 0
        worker = Worker(office)
    except (SettingsError, StoreError, ValueError) as error:
        raise CommandError(str(error)) from error

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.ask_to_stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    print("发布工作进程已启动，按 Ctrl+C 停止。", file=sys.stderr)
    worker.run()
    print("发布工作进程已停止。", file=sys.stderr)
    return 0


COMMAND = Command(
    name="worker",
    help="单独运行发布工作进程：发送到期的稿件，并回读核对",
    configure=_configure,
    run=_run,
)
