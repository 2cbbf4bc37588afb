"""`xianshen doctor`: is this installation whole? Looks only; makes and mends nothing."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from review.example import faults
from review.formats import codes, ocr
from review.ruleset import Ruleset
from review.seals import fingerprint, public_of
from review.text import Segmenter
from service.actions.unit_gaps import gaps_of_house
from service.clock import day_of, local_time, wall_clock
from service.commands import Command, CommandError
from service.commands._health import calls_for_help, told
from service.commands._ruleset import cache_folder, load_ruleset, load_settings
from service.commands._sign_on import told_of_sign_on
from service.keys import complaints, pairs_in
from service.letters import open_post
from service.platforms import open_platforms
from service.reading import can_convert
from service.settings import Settings, SettingsError
from service.sign_on import SignOnError
from service.store import Store, StoreError, check_version
from service.store.engine import open_engines

_LEAST_FREE = 500 * 1024 * 1024
_KEY_BYTES = 32


class _FaultError(Exception):
    """What is wrong and what to do, in one Chinese sentence."""


@dataclass(slots=True)
class _Patient:
    """The installation under examination; each check leaves what later ones need."""

    settings: Settings
    store: Store | None = None
    key: bytes = b""
    ruleset: Ruleset | None = None


def configure(_parser: argparse.ArgumentParser) -> None:
    """Takes no options."""


def run(_options: argparse.Namespace) -> int:
    patient = _Patient(load_settings())
    ill = False
    for name, check in _CHECKS:
        try:
            print(f"✓ {name}：{check(patient)}")
        except (_FaultError, SettingsError, StoreError, SignOnError, CommandError) as error:
            print(f"✗ {name}：{error}")
            ill = True
        except Exception as error:  # noqa: BLE001  # a doctor reports whatever he meets
            print(f"✗ {name}：检查时出错（{type(error).__name__}），请把这一行交给维护人员。")
            ill = True
    if patient.store:
        patient.store.close()
    print("有问题，请按 ✗ 各行处理后再运行一次。" if ill else "一切正常。")
    return int(ill)


def _check_folder(patient: _Patient) -> str:
    folder = patient.settings.data_dir
    if not folder.is_dir():
        raise _FaultError(f"{folder} 不存在；请先运行 xianshen serve 或 xianshen db upgrade 建立。")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise _FaultError(f"{folder} 不能读写；请检查目录权限。")
    return str(folder.absolute())


def _check_database(patient: _Patient) -> str:
    url = patient.settings.database_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise _FaultError("数据库还没有建立；请先运行 xianshen db upgrade。")
    store = Store(open_engines(url), b"")
    check_version(store.engines)
    patient.store = store
    return f"{url.partition(':')[0]}，可以连接，表结构是最新版本"


def _check_key(patient: _Patient) -> str:
    path = patient.settings.key_file
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if patient.store and _begun(patient.store):
            raise _FaultError(f"{path} 不见了，留痕无法核验；请从保管处取回。") from None
        return "还没有，第一次启动时生成"
    except (OSError, UnicodeDecodeError):
        raise _FaultError(f"{path} 读不出来；请检查文件和权限。") from None
    try:
        patient.key = bytes.fromhex(text)
    except ValueError:
        raise _FaultError(f"{path} 内容不对；请从保管处恢复。") from None
    if len(patient.key) < _KEY_BYTES:
        raise _FaultError(f"{path} 内容太短；请从保管处恢复。")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise _FaultError(f"{path} 别的用户也能读；请用 chmod 600 收紧权限。")
    return str(path)


def _check_release_keys(patient: _Patient) -> str:
    folder = patient.settings.release_keys
    try:
        pairs = pairs_in(folder)
    except SettingsError as error:
        raise _FaultError(str(error)) from None
    for complaint in complaints(folder):
        raise _FaultError(complaint)
    if not pairs.publics:
        return "还没有，第一次启动时生成"
    use = fingerprint(public_of(pairs.signing)) if pairs.signing else "没有私钥，只能核验"
    return f"{folder}，公钥 {len(pairs.publics)} 把，现用 {use}"


def _begun(store: Store) -> bool:
    with store.read() as unit:
        return unit.events.head() is not None


def _check_chain(patient: _Patient) -> str:
    if patient.store is None:
        raise _FaultError("数据库不可用，没有检查；请先处理数据库一项。")
    with Store(patient.store.engines, patient.key).read() as unit:
        head = unit.events.head()
    if head is None:
        return "还没有留痕"
    if not head.sealed:
        raise _FaultError(
            f"链尾第 {head.seq} 条的封印不符；请运行 xianshen audit verify 找出改动之处。"
        )
    return f"链尾第 {head.seq} 条，封印相符（全链请用 xianshen audit verify 核验）"


def _check_units(patient: _Patient) -> str:
    if patient.store is None:
        raise _FaultError("数据库不可用，没有检查；请先处理数据库一项。")
    with patient.store.read() as unit:
        bureaus = unit.units.all()
        accounts = unit.people.list()
        now = wall_clock()
        alone = [
            bureau.unit.name
            for bureau in bureaus
            if bureau.closed_at is None and not unit.duty.on_duty(bureau.unit, now)
        ]
    gaps = gaps_of_house(bureaus, accounts)
    if gaps:
        raise _FaultError("".join(gaps))
    watched = f"；现在没有人值班的单位：{'、'.join(alone)}" if alone and accounts else ""
    return f"{len(bureaus)} 个单位，{len(accounts)} 人{watched}"


def _check_notices(patient: _Patient) -> str:
    if patient.store is None:
        raise _FaultError("数据库不可用，没有检查；请先处理数据库一项。")
    post = open_post(patient.settings)
    with patient.store.read() as unit:
        backlog = unit.letters.backlog()
    stuck = [
        f"{channel.label}有 {one.failed} 件没有发成、{one.waiting} 件还在等（最多已试 {one.tried} 次）"
        f"{f'：{one.trouble}' if one.trouble else '。'}"
        for channel, one in backlog.items()
        if one.failed or one.tried
    ]
    if stuck:
        raise _FaultError("".join(stuck))
    ways = [name for name, way in (("邮件", post.mail), ("网络通知", post.hook)) if way is not None]
    where = f"页面和{'、'.join(ways)}" if ways else "只在页面上（没有设置邮件服务器）"
    waiting = sum(one.waiting for one in backlog.values())
    return f"{where}；待发 {waiting} 件"


def _check_files(_patient: _Patient) -> str:
    parts = (
        ("二维码", codes.can_read(), "xianshen[images]"),
        ("图中文字和扫描件", ocr.can_read(), "xianshen[ocr]"),
        ("旧版 doc、wps、xls", can_convert(), "LibreOffice"),
    )
    return "；".join(
        f"{what}{'能读' if can else f'不读（可装 {how}）'}" for what, can, how in parts
    )


def _check_rules(patient: _Patient) -> str:
    ruleset = load_ruleset()
    patient.ruleset = ruleset
    found = [fault for rule in ruleset.rules for fault in faults(rule, ruleset)]
    if found:
        raise _FaultError(f"{len(found)} 个例子不符，如：{found[0]}请用 xianshen rules test 查看。")
    entries = sum(len(wordlist.entries) for wordlist in ruleset.library.values())
    return f"{len(ruleset.rules)} 条，正反例全部符合；词条 {entries} 个，版本 {ruleset.version}"


def _check_dictionary(patient: _Patient) -> str:
    folder = cache_folder(os.environ, patient.settings)
    if Segmenter(folder).edges("中华人民共和国") != [0, 7]:
        raise _FaultError("分词结果不对；请重新安装 jieba 0.42.1，并清空分词缓存目录。")
    if not os.access(folder, os.W_OK):
        raise _FaultError(f"缓存目录 {folder} 不能写，每次启动都会变慢；请检查权限。")
    return f"可用，缓存在 {folder}"


def _check_clock(patient: _Patient) -> str:
    now = wall_clock()
    if patient.ruleset:
        lists = patient.ruleset.library.values()
        newest = max((wordlist.reviewed for wordlist in lists), default=None)
        if newest and day_of(now) < newest:
            raise _FaultError(f"系统日期 {day_of(now)} 早于词库的通读日期 {newest}；请校准时间。")
    return f"北京时间 {local_time(now):%Y-%m-%d %H:%M}"


def _check_disk(patient: _Patient) -> str:
    folder = patient.settings.data_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE:
        raise _FaultError(f"{folder} 所在磁盘只剩 {free >> 20} MB；请清理出至少 500 MB。")
    return f"剩余 {free >> 30} GB" if free >> 30 else f"剩余 {free >> 20} MB"


def _check_platforms(patient: _Patient) -> str:
    try:
        platforms = open_platforms(patient.settings)
    except (SettingsError, ValueError) as error:
        raise _FaultError(str(error)) from None
    now = wall_clock()
    found = [(platform, platform.health(now)) for platform in platforms.values()]
    for platform in platforms.values():
        platform.close()
    sentence = "。".join(told(platform, health, now) for platform, health in found)
    if any(calls_for_help(health) for _, health in found):
        raise _FaultError(f"{sentence}。")
    return sentence


_CHECKS: tuple[tuple[str, Callable[[_Patient], str]], ...] = (
    ("数据目录", _check_folder),
    ("数据库", _check_database),
    ("封印密钥", _check_key),
    ("发布签名密钥", _check_release_keys),
    ("留痕", _check_chain),
    ("单位和人员", _check_units),
    ("提醒", _check_notices),
    ("规则", _check_rules),
    ("分词词典", _check_dictionary),
    ("读文件", _check_files),
    ("系统时间", _check_clock),
    ("磁盘空间", _check_disk),
    ("平台", _check_platforms),
    ("统一身份", lambda patient: told_of_sign_on(patient.settings)),
)

COMMAND = Command(
    name="doctor",
    help="体检：目录、数据库、密钥、规则、时间、磁盘、平台",
    configure=configure,
    run=run,
)
