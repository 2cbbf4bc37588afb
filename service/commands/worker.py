"""`xianshen worker`: the release worker alone, beside web processes that run without one.

It judges no text, so it starts without loading the rules.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from types import FrameType

from service.commands import Command
from service.commands._house import add_database_option, explained, opened_house, settings_of
from service.platforms import Platform, open_platforms
from service.worker import Worker, tell_once, work_once


def _configure(parser: argparse.ArgumentParser) -> None:
    add_database_option(parser)
    parser.add_argument(
        "--once", action="store_true", help="只处理当前到期的发送和回读，处理完即退出"
    )


def _run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments)
    with opened_house(settings) as opened, explained():
        office = replace(opened, platforms=open_platforms(settings))
        if arguments.once:
            _say(f"已处理 {work_once(office)} 条发送或回读，{tell_once(office)} 项提醒。")
            return 0
        worker = Worker(office)

        def stop(_number: int, _frame: FrameType | None) -> None:
            worker.ask_to_stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        _say(f"发布工作进程已启动，接入平台：{_labels(office.platforms)}；按 Ctrl+C 停止。")
        worker.run()
        _say("发布工作进程已停止。")
    return 0


def _labels(platforms: Mapping[str, Platform]) -> str:
    return "、".join(platform.label for platform in platforms.values()) or "无"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


COMMAND = Command(
    name="worker",
    help="单独运行发布工作进程：发送到期的稿件，并回读核对",
    configure=_configure,
    run=_run,
)
