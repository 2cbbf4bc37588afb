"""`xianshen keys`: the keys that releases are signed with. None of them is in the database.

Rotating makes a new pair and destroys the old private key; what it signed is verified by its
public key, which is kept. Public keys are for everybody: with them a release of ours is known.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from review.draft import SYSTEM
from review.seals import fingerprint, public_of
from service.clock import wall_clock
from service.commands import Command, CommandError
from service.commands._house import add_database_option, explained, settings_of
from service.keys import new_pair, pairs_in
from service.office import open_store
from service.settings import Settings
from service.store.deed import Deed


def _configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    actions.add_parser("show", help="列出各把公钥的指纹，标出现用的一把；不显示私钥")
    actions.add_parser("new", help="生成第一对密钥（第一次启动时也会自动生成）")
    rotating = actions.add_parser("rotate", help="换一对新密钥：旧私钥销毁，旧公钥留下核验旧发布单")
    add_database_option(rotating)
    exporting = actions.add_parser("public", help="导出全部公钥，交给要核验发布单的人")
    exporting.add_argument("--output", metavar="文件", type=Path, help="写到文件，默认标准输出")


def _run(options: argparse.Namespace) -> int:
    settings = settings_of(options) if options.action == "rotate" else _settings()
    with explained():
        match options.action:
            case "show":
                return _show(settings)
            case "new":
                return _new(settings)
            case "rotate":
                return _rotate(settings)
            case _:
                return _export(settings, options.output)


def _settings() -> Settings:
    return settings_of(argparse.Namespace(database=""))


def _show(settings: Settings) -> int:
    pairs = pairs_in(settings.release_keys)
    if not pairs.publics:
        print(f"{settings.release_keys} 里还没有密钥；第一次启动时生成，或运行 xianshen keys new。")
        return 1
    current = public_of(pairs.signing) if pairs.signing else b""
    for public in pairs.publics:
        print(f"{fingerprint(public)}  {'现用' if public == current else '只用于核验'}")
    if not pairs.signing:
        print("这台机器上没有私钥：只能核验，不能封存发布。")
    return 0


def _new(settings: Settings) -> int:
    if pairs_in(settings.release_keys).publics:
        raise CommandError("已经有密钥了，没有生成；要更换请运行 xianshen keys rotate。")
    new_pair(settings.release_keys, first=True)
    return _show(settings)


def _rotate(settings: Settings) -> int:
    store = open_store(settings)
    try:
        before = pairs_in(settings.release_keys)
        new_pair(settings.release_keys)
        made = public_of(pairs_in(settings.release_keys).signing)
        detail = {"public": fingerprint(made)}
        if before.signing:
            detail["before"] = fingerprint(public_of(before.signing))
        with store.write() as unit:
            unit.events.record(Deed.KEYS_ROTATED, SYSTEM, wall_clock(), detail=detail)
    finally:
        store.close()
    print(f"已换用新密钥 {fingerprint(made)}。请重启网页服务和发布工作进程，并备份密钥目录。")
    return 0


def _export(settings: Settings, output: Path | None) -> int:
    publics = pairs_in(settings.release_keys).publics
    if not publics:
        raise CommandError("还没有密钥，没有可导出的公钥；请先运行 xianshen keys new。")
    text = "".join(f"{public.hex()}  {fingerprint(public)}\n" for public in publics)
    if output is None:
        print(text, end="")
        return 0
    try:
        output.write_text(text, encoding="ascii")
    except OSError:
        raise CommandError(f"不能写入文件 {output}，请检查路径和权限。") from None
    print(f"已把 {len(publics)} 把公钥写到 {output}。")
    return 0


COMMAND = Command(
    name="keys",
    help="发布单签名密钥：查看、生成、更换、导出公钥",
    configure=_configure,
    run=_run,
)
