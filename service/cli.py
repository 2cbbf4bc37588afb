"""`xianshen`: finds the command asked for, imports that one only, and speaks Chinese when refusing.

Exit status: 0 done · 1 the command says no · 2 wrong usage or unreadable input · 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from service.commands import CommandError, command_names, find_command

PROGRAM = "xianshen"

# argparse's own sentences; each is asserted in tests, for they may change with Python.
_TRANSLATIONS = (
    (r"the following arguments are required: (.+)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}"),
    (r"argument (.+?): expected one argument", "参数 {0} 后面要有一个值"),
    (r"argument (.+?): expected at least one argument", "参数 {0} 后面至少要有一个值"),
    (r"argument (.+?): expected \d+ arguments?", "参数 {0} 后面的值个数不对"),
    (r"argument (.+?): ignored explicit argument (.+)", "参数 {0} 不带值，却给了 {1}"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        "参数 {0} 不能是 {1}，可用的有：{2}",
    ),
    (r"argument (.+?): not allowed with argument (.+)", "参数 {0} 不能与 {1} 同时使用"),
    (r"argument (.+?): invalid .+? value: (.+)", "参数 {0} 的值 {1} 不对"),
    (r"argument (.+?): (.*[一-鿿].*)", "参数 {0}：{1}"),
    (r"one of the arguments (.+) is required", "下列参数必须给出一个：{0}"),
    (r"ambiguous option: (.+?) could match (.+)", "参数 {0} 不完整，可能是：{1}"),
)


def say_in_chinese(message: str) -> str:
    """One of argparse's sentences in Chinese; unknown ones are handed through."""
    for english, chinese in _TRANSLATIONS:
        found = re.fullmatch(english, message, re.DOTALL)
        if found:
            return chinese.format(*found.groups())
    return message


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        return re.sub(r"(?m)^(参数|选项):$", r"\1：", super().format_help())


class Parser(argparse.ArgumentParser):
    """argparse, speaking Chinese. Parsers of sub-commands made by `add_subparsers` are too."""

    def __init__(
        self,
        prog: str | None = None,
        *,
        help: str | None = None,  # noqa: A002  # argparse hands it through under this name
        description: str | None = None,
        epilog: str | None = None,
    ) -> None:
        super().__init__(
            prog=prog,
            description=description or help,
            epilog=epilog,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明后退出")

    def error(self, message: str) -> NoReturn:
        hint = f"用 {self.prog} --help 查看用法"
        self.exit(2, f"{self.prog}：{say_in_chinese(message)}；{hint}。\n")


def product_version() -> str:
    """The version of the installed package; `0` when run from a bare tree without installing."""
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "0"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status."""
    _use_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(words)
    except SystemExit as end:  # argparse ends this way, having said why
        return end.code if isinstance(end.code, int) else 2
    except CommandError as error:
        sys.stderr.write(f"{PROGRAM}：{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write(f"{PROGRAM}：已中断。\n")
        return 130
    except BrokenPipeError:
        # The reader (head, less) went away; nothing more can be said, not even at exit.
        with Path(os.devnull).open("wb") as sink:
            os.dup2(sink.fileno(), sys.stdout.fileno())
        return 141
    except Exception as error:
        if os.environ.get("XIANSHEN_DEBUG"):
            raise
        sys.stderr.write(
            f"{PROGRAM}：程序内部出错（{type(error).__name__}），本次没有完成；"
            "请用 xianshen doctor 检查环境，或设 XIANSHEN_DEBUG=1 重试后把输出交给维护人员。\n"
        )
        return 2


def _dispatch(words: list[str]) -> int:
    if words and words[0] in {"-V", "--version"}:
        sys.stdout.write(f"{PROGRAM} {product_version()}\n")
        return 0
    if not words or words[0] in {"-h", "--help", "help"}:
        sys.stdout.write(_overview())
        return 0 if words else 2
    if words[0] not in command_names():
        known = "、".join(command_names())
        raise CommandError(f"没有「{words[0]}」这个命令；可用的命令有：{known}。")
    command = find_command(words[0])
    parser = Parser(f"{PROGRAM} {command.name}", help=command.help)
    command.configure(parser)
    return command.run(parser.parse_args(words[1:]))


def _overview() -> str:
    names = command_names()
    width = max(map(len, names), default=0)
    lines = [f"  {name.ljust(width)}  {_help_of(name)}" for name in names]
    return "\n".join(
        [
            f"用法：{PROGRAM} 命令 [参数…]",
            "",
            "先审：政务新媒体先审后发。",
            "",
            "命令：",
            *lines,
            "",
            f"用 {PROGRAM} 命令 --help 查看一个命令的用法，用 {PROGRAM} --version 查看版本。",
            "",
        ]
    )


def _help_of(name: str) -> str:
    try:
        return find_command(name).help
    except ImportError as error:
        return f"（不可用：缺少 {error.name}，请重新安装先审）"


def _use_utf8() -> None:
    r"""Chinese Windows consoles default to GBK, in which many characters of a finding don't exist.

    A lone surrogate (a file name that isn't UTF-8) is written as \udcXX, valid in JSON too.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
