"""`xianshen unit`: the tree of units, from the machine the service runs on."""

from __future__ import annotations

import argparse

from review.staff import TOP
from service.actions.add_unit import add_unit
from service.actions.change_unit import change_unit
from service.actions.close_unit import close_unit
from service.actions.reopen_unit import reopen_unit
from service.actions.unit_facts import UnitFacts
from service.actions.unit_gaps import gaps_of
from service.commands import Command, CommandError
from service.commands._house import add_database_option, opened_house, settings_of
from service.commands._units import find_unit
from service.office import Office


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    add_database_option(actions.add_parser("list", help="列出全部单位，和各自还缺什么"))
    adding = actions.add_parser("add", help="设立单位")
    adding.add_argument("name", metavar="名称", help="单位名称")
    adding.add_argument("--under", metavar="上级", default=str(TOP), help="上级单位的名称或编号")
    adding.add_argument("--leader", metavar="账号", required=True, help="分管负责人的账号")
    add_database_option(adding)
    changing = actions.add_parser("change", help="改名称、上级或分管负责人")
    changing.add_argument("unit", metavar="单位", help="单位的名称或编号")
    changing.add_argument("--name", metavar="名称", help="新的名称")
    changing.add_argument("--under", metavar="上级", help="新的上级单位")
    changing.add_argument("--leader", metavar="账号", help="新的分管负责人")
    add_database_option(changing)
    for action, told in (("close", "停用单位；已在路上的稿件照常办完"), ("reopen", "恢复单位")):
        closing = actions.add_parser(action, help=told)
        closing.add_argument("unit", metavar="单位", help="单位的名称或编号")
        add_database_option(closing)


def run(options: argparse.Namespace) -> int:
    with opened_house(settings_of(options)) as office:
        match options.action:
            case "add":
                facts = UnitFacts(
                    name=options.name,
                    parent=find_unit(office, options.under).unit.id,
                    supervisor=_leader(office, options.leader),
                )
                made = add_unit(office, None, facts)
                print(f"已设立{made.name}，编号 {made.id}。")
            case "change":
                _change(office, options)
            case "close":
                bureau = find_unit(office, options.unit)
                close_unit(office, None, bureau.unit.id)
                print(f"{bureau.unit.name}已停用。")
            case "reopen":
                bureau = find_unit(office, options.unit)
                reopen_unit(office, None, bureau.unit.id)
                print(f"{bureau.unit.name}已恢复。")
            case _:
                _list(office)
    return 0


def _change(office: Office, options: argparse.Namespace) -> None:
    bureau = find_unit(office, options.unit)
    if not (options.name or options.under or options.leader):
        raise CommandError("没有说改什么；请给出 --name、--under 或 --leader。")
    leader = _leader(office, options.leader) if options.leader else bureau.supervisor
    if leader is None:
        raise CommandError(f"{bureau.unit.name}还没有分管负责人；请用 --leader 一并指定。")
    under = find_unit(office, options.under).unit.id if options.under else bureau.unit.parent
    facts = UnitFacts(name=options.name or bureau.unit.name, parent=under or TOP, supervisor=leader)
    change_unit(office, None, bureau.unit.id, facts)
    print(f"{facts.name}已修改。")


def _list(office: Office) -> None:
    with office.read() as unit:
        bureaus = unit.units.all()
        accounts = unit.people.list()
    names = {one.person.id: one.person.name for one in accounts}
    for bureau in bureaus:
        indent = "  " * (len(bureau.unit.line) - 1)
        state = "停用" if bureau.closed_at else "在用"
        leader = names.get(bureau.supervisor or 0, "未指定")
        print(f"{bureau.unit.id}\t{indent}{bureau.unit.name}\t{state}\t分管负责人：{leader}")
        for gap in gaps_of(bureau, accounts):
            print(f"\t{indent}  ！{gap}")


def _leader(office: Office, login: str) -> int:
    with office.read() as unit:
        account = unit.people.find(login.strip().lower())
    if account is None:
        raise CommandError(f"没有账号“{login}”，请用 xianshen user list 查看全部账号。")
    return account.person.id


COMMAND = Command(
    name="unit", help="单位：列出、设立、修改、停用、恢复", configure=configure, run=run
)
