"""`xianshen serve`: the web service with its release worker, in one process."""

from __future__ import annotations

import argparse
import os
import signal
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import uvicorn

from review.ruleset import BadRuleError
from review.wordlist import BadWordlistError
from service.app import create_app
from service.commands import Command, CommandError
from service.demo import DemoPerson, add_demo
from service.office import Office, open_office
from service.settings import Settings, SettingsError
from service.store import StoreError, migrate
from service.worker import Worker

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="", help="监听地址，默认 127.0.0.1（只限本机）")
    parser.add_argument("--port", type=int, default=None, help="端口，默认 8000")
    parser.add_argument("--database", metavar="URL", default="", help="数据库地址，默认取设置")
    parser.add_argument("--demo", action="store_true", help="建立各角色的演示账号和几篇演示稿件")


def _run(arguments: argparse.Namespace) -> int:
    try:
        settings = _settings(arguments)
        migrate(settings.database_url)
        office = open_office(settings)
    except (SettingsError, StoreError, BadRuleError, BadWordlistError) as error:
        raise CommandError(str(error)) from error
    try:
        _check_head(office)
        return _serve(office, demo=bool(arguments.demo))
    finally:
        office.close()


def _check_head(office: Office) -> None:
    # Every verb would be refused, one after the other: better said once, before the door opens.
    with office.read() as unit:
        head = unit.events.head()
    if head and not head.sealed:
        raise CommandError(
            f"留痕末条的封印不符，服务没有启动：密钥文件 {office.settings.key_file} "
            "不是这个数据库的，或留痕被改动；请换回原来的密钥，或运行 xianshen audit verify 核查。"
        )


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = Settings.from_environ(os.environ)
    return replace(
        settings,
        host=arguments.host or settings.host,
        port=settings.port if arguments.port is None else arguments.port,
        database_url=arguments.database or settings.database_url,
    )


def _serve(office: Office, *, demo: bool) -> int:
    settings = office.settings
    listener = _listen(settings)
    host, port = settings.host, listener.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if demo:
        _tell_demo(add_demo(office))
    if settings.host not in _LOOPBACK and not settings.secure_cookies:
        _say(
            "注意：服务对其他电脑开放，而登录凭据未限定加密传输；"
            "请在前面加 HTTPS 代理并设置 XIANSHEN_SECURE_COOKIES=1。"
        )
    _say(f"先审已启动：{address}，按 Ctrl+C 停止。")
    worker = Worker(office)
    worker.start()
    server = _Server(
        uvicorn.Config(
            create_app(office),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=10,
        )
    )
    try:
        server.run(sockets=[listener])
    finally:
        _say("正在停止，等手头的发送办完……")
        if not worker.stop():
            _say("有一条发送还没有结果；下次启动后会先向平台查询，不会重发。")
    return 0


class _Server(uvicorn.Server):
    """uvicorn sends itself the signal again once it is done, which would cut off the worker."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {
            number: signal.signal(number, self.handle_exit)
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise CommandError(
            f"不能在 {settings.host} 的 {settings.port} 端口上监听（端口已被占用或地址不可用）；"
            "请用 --port 换一个端口，或先停掉占用它的程序。"
        ) from error
    return listener


def _tell_demo(people: Sequence[DemoPerson]) -> None:
    if not people:
        _say(
            "库里已有人员，没有再建演示账号；密码只在建立时显示，忘了可用 xianshen user passwd 重设。"
        )
        return
    _say("已建立演示账号和几篇演示稿件。密码只显示这一次，请记下：")
    for one in people:
        roles = "、".join(role.label for role in one.person.roles)
        _say(f"  {roles}\t{one.person.login}\t{one.password}\t{one.person.name}")
    _say("演示账号只供试用；正式使用请换一个数据目录，用 xianshen user add 建立真实账号。")


def _say(sentence: str) -> None:
    print(sentence, flush=True)


COMMAND = Command(name="serve", help="启动网页服务和发布工作线程", configure=_configure, run=_run)
