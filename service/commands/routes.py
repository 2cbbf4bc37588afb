"""`xianshen routes`: are the routes sound, what do they say, and which one would a text take."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from review.formats import UnreadableError
from review.model import Category, Document
from review.pipeline import review
from review.routes import ATTACHMENTS, BadRouteError, Plan, RouteBook, bare_plan, plan, unfilled
from review.staff import TOP, Unit
from review.step import Grade
from rules.routes import BOOKS, book_path, load_calendar, load_routes
from service.actions.route_plan import at_work, plan_for, staff_fault
from service.clock import day_of, local_time, wall_clock
from service.commands import Command, CommandError
from service.commands._house import add_database_option, explained, settings_of
from service.commands._ruleset import load_ruleset, load_settings
from service.commands._sources import find_sources, read_source
from service.office import open_office
from service.store import StoreError
from service.store.schema import version_of

_SOMEBODY = Unit(id=TOP, name="本单位", line=(TOP,))


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    checking = actions.add_parser("check", help="检查路线簿和日历，以及各步有没有人可签")
    checking.add_argument("file", nargs="?", metavar="文件", help="默认取 XIANSHEN_ROUTES 或自带的")
    add_database_option(checking)
    showing = actions.add_parser("show", help="按类别和级别列出全部路线")
    showing.add_argument(
        "book", nargs="?", metavar="文件或名称", help=f"文件，或自带的 {'、'.join(BOOKS)}"
    )
    trying = actions.add_parser("try", help="一篇稿件会走哪条路线，为什么")
    trying.add_argument("draft", metavar="稿件", help="稿件编号，或一个文件")
    trying.add_argument(
        "--category", choices=[one.value for one in Category], help="文件的类别，默认动态"
    )
    add_database_option(trying)


def run(options: argparse.Namespace) -> int:
    with _refused():
        match options.action:
            case "check":
                return _check(options)
            case "show":
                _show(_book(options.book))
                return 0
            case _:
                return _try(options)


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except BadRouteError as error:
        raise CommandError(str(error)) from error


def _book(given: str | None) -> RouteBook:
    path = load_settings().routes
    if given is not None:
        path = book_path(given) if given in BOOKS else Path(given)
    return load_routes(load_ruleset().library, path)


def _check(options: argparse.Namespace) -> int:
    book = _book(options.file)
    print(f"✓ {book.title}：{len(book.signings)} 种步骤，{len(book.triggers)} 条触发条件。")
    calendar = load_calendar(load_settings().calendar)
    year = day_of(wall_clock()).year
    if year in calendar.known:
        print(f"✓ 日历：已有 {'、'.join(map(str, sorted(calendar.known)))} 年的节假日。")
    else:
        print(f"！日历：没有 {year} 年的节假日，只把周末当作休息日；请补上。")
    return _check_staff(options, book)


def _check_staff(options: argparse.Namespace, book: RouteBook) -> int:
    settings = settings_of(options)
    try:
        present = version_of(settings.database_url) is not None
    except StoreError:
        present = False
    if not present:
        print("（还没有数据库，没有核对各步有没有人可签。）")
        return 0
    idle = 0
    with explained():
        office = open_office(settings, ruleset=load_ruleset(), platforms={})
        try:
            with office.read() as unit:
                people, units = at_work(office, unit), unit.units.known()
                closed = {one.unit.id for one in unit.units.all() if one.closed_at}
        finally:
            office.close()
    for one in units.values():
        if one.id in closed:
            continue
        for category in Category:
            for grade, made in _routes(book, category, one):
                if told := unfilled(made.route, one, people, ()):
                    idle += 1
                    print(f"✗ {one.name}·{category.label}·{grade}级：{told}")
                for fault in made.faults:
                    idle += 1
                    print(f"✗ {one.name}·{category.label}·{grade}级：{fault}")
    print("各步都有人可签。" if not idle else f"有 {idle} 处排不出人来。")
    return int(idle > 0)


def _routes(book: RouteBook, category: Category, unit: Unit) -> Iterator[tuple[Grade, Plan]]:
    for grade in Grade:
        yield grade, bare_plan(book, category, grade, unit, {unit.id: unit})


def _show(book: RouteBook) -> None:
    print(f"{book.title}（{book.keeper}）")
    for category, told in book.classes.items():
        print(f"\n{category.label}，起始 {told.grade} 级")
        for grade in Grade:
            steps = " → ".join(
                f"{book.signings[name].kind.label}（{book.signings[name].hours[grade]} 小时）"
                for name in told.signings[grade]
            )
            print(f"  {grade} {grade.label}：{steps}")
        if told.attachments:
            names = "、".join(ATTACHMENTS[name].label for name in told.attachments)
            print(f"  随附：{names}")
    print("\n触发条件")
    for trigger in book.triggers:
        does = [f"至少 {trigger.grade} 级"] if trigger.grade else []
        does += [f"加{book.signings[name].kind.label}" for name in trigger.adds]
        does += [f"随附{ATTACHMENTS[name].label}" for name in trigger.attachments]
        print(f"  {trigger.reason.rstrip('。')}：{'，'.join(does)}")


def _try(options: argparse.Namespace) -> int:
    if options.draft.isdigit():
        return _try_draft(options)
    try:
        source = next(iter(find_sources([options.draft])))
        document = read_source(source).document
    except UnreadableError as error:
        raise CommandError(str(error)) from error
    return _tell(_planned(document, options.category), "")


def _planned(document: Document, category: str | None) -> Plan:
    if category:
        facts = replace(document.facts, category=Category(category))
        document = replace(document, facts=facts)
    ruleset = load_ruleset()
    report = review(document, ruleset, day_of(wall_clock()))
    book = load_routes(ruleset.library, load_settings().routes)
    return plan(book, document, report, _SOMEBODY, {TOP: _SOMEBODY})


def _try_draft(options: argparse.Namespace) -> int:
    with explained():
        office = open_office(settings_of(options), ruleset=load_ruleset(), platforms={})
        try:
            with office.read() as unit:
                draft = unit.drafts.get(int(options.draft))
                if draft is None:
                    raise CommandError(f"没有编号为 {options.draft} 的稿件；请核对编号。")
                made = plan_for(office, unit, draft)
                return _tell(made, staff_fault(office, unit, draft, made))
        finally:
            office.close()


def _tell(made: Plan, staff: str) -> int:
    route = made.route
    print(f"{route.grade} 级（{route.grade.label}）")
    for reason in route.reasons:
        print(f"  因为{reason}")
    calendar = load_calendar(load_settings().calendar)
    due = wall_clock()
    for number, step in enumerate(route.steps, 1):
        due = calendar.after(due, step.hours)
        where = f"（{step.unit.name}）" if step.unit else ""
        print(
            f"  {number}. {step.kind.label}{where}：{step.role.label}，"
            f"最迟 {local_time(due):%Y-%m-%d %H:%M}。{step.reason}"
        )
    wanting = (*(f"缺{one}" for one in made.missing), *made.faults, *([staff] if staff else []))
    for sentence in wanting:
        print(f"  ！{sentence}")
    return int(bool(wanting))


COMMAND = Command(
    name="routes", help="审核路线：检查、列出、试一篇稿件", configure=configure, run=run
)
