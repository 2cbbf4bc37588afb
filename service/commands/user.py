"""`xianshen user`: people and their passwords, from the machine the service runs on.

Passwords are typed at a prompt or come on standard input: an argument would stand in the shell's
history and in the list of processes.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping
from typing import TextIO

from review.draft import Person, Role, Unit
from review.staff import TOP
from service.actions.add_person import add_person
from service.actions.disable_person import disable_person
from service.actions.enable_person import enable_person
from service.actions.set_password import set_password
from service.actions.set_roles import set_roles
from service.commands import Command, CommandError
from service.commands._house import add_database_option, explained, opened_house, settings_of
from service.commands._units import find_unit, units_of_house
from service.office import Office
from service.store import make_if_missing

_ROLES = {role.value: role for role in Role} | {role.label: role for role in Role}
_KNOWN = "、".join(f"{role.value}（{role.label}）" for role in Role)


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    adding = actions.add_parser("add", help="新增人员；数据库还没有建时一并建好")
    _add_login(adding)
    adding.add_argument("--name", metavar="姓名", required=True, help="真实姓名，审签和留痕里用它")
    _add_roles(adding)
    _add_unit(adding, "在哪个单位任职")
    _add_password(adding)
    changing = actions.add_parser("passwd", help="重设密码，并退出该账号的所有登录")
    _add_login(changing)
    _add_password(changing)
    _add_login(actions.add_parser("disable", help="停用账号；签过的字仍然有效"))
    _add_login(actions.add_parser("enable", help="恢复停用的账号"))
    setting = actions.add_parser("roles", help="改为恰好这些角色（只动给出的单位和账号）")
    _add_login(setting)
    _add_roles(setting)
    _add_unit(setting, "哪个单位的角色")
    setting.add_argument("--platform", metavar="平台", default="", help="只管这个平台上的账号")
    listing = actions.add_parser("list", help="列出全部人员")
    listing.add_argument("--unit", metavar="单位", default="", help="只列这个单位的人员")
    add_database_option(listing)


def _add_login(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="账号", help="登录用的账号，如 zhangsan")
    add_database_option(parser)


def _add_roles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role",
        metavar="角色",
        dest="roles",
        action="append",
        required=True,
        help=f"可给多次：{_KNOWN}",
    )


def _add_unit(parser: argparse.ArgumentParser, told: str) -> None:
    parser.add_argument(
        "--unit", metavar="单位", default=str(TOP), help=f"{told}：名称或编号，默认最上级单位"
    )


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin", action="store_true", help="从标准输入读密码（一行），不提示"
    )


def run(options: argparse.Namespace) -> int:
    settings = settings_of(options)
    if options.action == "add":
        with explained():
            make_if_missing(settings.database_url)
    with opened_house(settings) as office:
        match options.action:
            case "add":
                _add(office, options)
            case "passwd":
                person = _find(office, options.login)
                password = _password(from_stdin=options.password_stdin)
                set_password(office, None, person.id, password=password)
                print(f"{person.name}（{person.login}）的密码已重设，其所有登录已退出。")
            case "disable":
                person = disable_person(office, None, _find(office, options.login).id)
                print(f"{person.name}（{person.login}）已停用。")
            case "enable":
                person = enable_person(office, None, _find(office, options.login).id)
                print(f"{person.name}（{person.login}）已恢复。")
            case "roles":
                found = _find(office, options.login)
                person = set_roles(
                    office,
                    None,
                    found.id,
                    _roles(options.roles),
                    unit_id=find_unit(office, options.unit).unit.id,
                    platform=options.platform,
                )
                told = _labels(person, units_of_house(office))
                print(f"{person.name}（{person.login}）的角色现为：{told}。")
            case _:
                _list(office, options.unit)
    return 0


def _add(office: Office, options: argparse.Namespace) -> None:
    roles = _roles(options.roles)
    password = _password(from_stdin=options.password_stdin)
    person = add_person(
        office,
        None,
        login=options.login,
        name=options.name,
        roles=roles,
        password=password,
        unit_id=find_unit(office, options.unit).unit.id,
    )
    told = _labels(person, units_of_house(office))
    print(f"已新增{person.name}（{person.login}），角色：{told}。")


def _list(office: Office, named: str) -> None:
    only = find_unit(office, named).unit.id if named else 0
    units = units_of_house(office)
    with office.read() as unit:
        accounts = [
            one
            for one in unit.people.list()
            if not only or any(grant.unit == only for grant in one.person.grants)
        ]
    if not accounts:
        print("还没有人员；请用 xianshen user add 新增。")
    for account in accounts:
        state = "停用" if account.disabled_at else "在用"
        told = _labels(account.person, units)
        print(f"{account.person.login}\t{account.person.name}\t{state}\t{told}")


def _find(office: Office, login: str) -> Person:
    with office.read() as unit:
        account = unit.people.find(login.strip().lower())
    if account is None:
        raise CommandError(f"没有账号“{login}”，请用 xianshen user list 查看全部账号。")
    return account.person


def _roles(given: list[str]) -> frozenset[Role]:
    unknown = [name for name in given if name not in _ROLES]
    if unknown:
        raise CommandError(f"没有“{unknown[0]}”这个角色，可用的有：{_KNOWN}。")
    return frozenset(_ROLES[name] for name in given)


def _labels(person: Person, units: Mapping[int, Unit]) -> str:
    # In the topmost unit, which may be the only one, the bare role.
    order = list(Role)
    held = sorted(person.grants, key=lambda one: (one.unit, order.index(one.role), one.platform))
    return "、".join(
        grant.role.label
        + (f"@{units[grant.unit].name}" if grant.unit != TOP else "")
        + (f"/{grant.platform}" if grant.platform else "")
        for grant in held
    )


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return _line(sys.stdin)
    if not sys.stdin.isatty():
        raise CommandError("这里不能提示输入密码，请加 --password-stdin 并从标准输入给出密码。")
    try:
        password = getpass.getpass("密码：")
        again = getpass.getpass("再输一次：")
    except EOFError:
        raise CommandError("没有输入密码，什么也没有改。") from None
    if password != again:
        raise CommandError("两次输入的密码不一样，什么也没有改；请重新运行。")
    return password


def _line(stream: TextIO) -> str:
    try:
        password = stream.readline().rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandError("标准输入给出的密码不是 UTF-8 文字，请改正后重试。") from None
    if not password:
        raise CommandError("标准输入里没有密码，请给出一行密码。")
    return password


COMMAND = Command(
    name="user", help="人员：新增、停用、恢复、改角色、重设密码", configure=configure, run=run
)
