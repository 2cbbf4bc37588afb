"""摸底名单: a table of accounts somebody found, one a row, to what the survey compares."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from review.register import Block, Found, Profile, plain_name, tidy_profile
from service.sheets.opening import BadTableError, open_workbook
from service.sheets.reading import cell_text, decoded

_MOST: Final = 5000
_MOST_FAULTS: Final = 30
_HEADINGS_WITHIN: Final = 5
_HEADINGS: Final = {
    "平台": "platform",
    "账号所在平台": "platform",
    "账号名称": "name",
    "名称": "name",
    "账号id": "account_id",
    "账号id值": "account_id",
    "微信号": "wechat_id",
    "原始id": "original_id",
    "账号地址": "address",
    "地址": "address",
    "网址": "address",
    "最近更新": "updated",
    "最近更新时间": "updated",
    "最后更新时间": "updated",
}
_WECHAT: Final = frozenset({"微信", "微信公众号", "公众号", "微信公众平台"})
_WEIBO: Final = frozenset({"微博", "新浪微博", "新浪"})
_APP: Final = frozenset({"app", "app客户端", "客户端", "移动客户端"})


@dataclass(frozen=True, slots=True)
class _Table:
    rows: Sequence[Sequence[str]]
    first: int
    names: Sequence[str]


def read_found(name: str, data: bytes) -> list[Found]:
    """The accounts of an .xlsx or .csv list. BadTableError names every fault by row and column."""
    if name.lower().endswith((".xlsx", ".xlsm")) or data.startswith(b"PK\x03\x04"):
        workbook = open_workbook(data)
        try:
            sheet = workbook.worksheets[0]
            rows = [
                [cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)
            ]
        finally:
            workbook.close()
    else:
        rows = list(csv.reader(io.StringIO(decoded(data), newline="")))
    table = _headed(rows)
    found, faults = [], []
    for number, cells in enumerate(table.rows[table.first :], table.first + 1):
        if not any(cell.strip() for cell in cells):
            continue
        made, wrong = _found(number, dict(zip(table.names, cells, strict=False)))
        faults += wrong
        if made is not None:
            found.append(made)
    if faults:
        more = len(faults) - _MOST_FAULTS
        told = faults[:_MOST_FAULTS] + ([f"另有{more}处问题。"] if more > 0 else [])
        raise BadTableError(*told)
    if len(found) > _MOST:
        raise BadTableError(f"名单有{len(found)}个账号，一次最多{_MOST}个，请分几次导入。")
    return found


def _headed(rows: Sequence[Sequence[str]]) -> _Table:
    for number, cells in enumerate(rows[:_HEADINGS_WITHIN]):
        names = [_HEADINGS.get(plain_name(cell), "") for cell in cells]
        if {"platform", "name"} <= set(names):
            return _Table(rows, number + 1, names)
    raise BadTableError(
        "没有找到表头：前5行里要有“平台”和“账号名称”两栏（还可以有账号ID、账号地址、最近更新时间）。"
    )


def _found(number: int, values: dict[str, str]) -> tuple[Found | None, list[str]]:
    platform, name = values.get("platform", "").strip(), values.get("name", "").strip()
    faults = [
        f"第{number}行“{label}”没有填，请补上。"
        for label, value in (("平台", platform), ("账号名称", name))
        if not value
    ]
    plain = tidy_profile(Profile(block=Block.OTHER, opened=values.get("updated", ""))).opened
    updated = None
    if plain and plain != "无":
        try:
            updated = date.fromisoformat(plain)
        except ValueError:
            typed = values["updated"].strip()[:20]
            faults.append(
                f"第{number}行“最近更新时间”（{typed}）不是日期，应写成 2026-11-23，请改正。"
            )
    if faults:
        return None, faults
    kind = plain_name(platform)
    block = Block.OTHER
    for known, of_kind in ((_WECHAT, Block.WECHAT), (_WEIBO, Block.WEIBO), (_APP, Block.APP)):
        if kind in known:
            block = of_kind
    profile = Profile(
        block=block,
        platform=platform,
        name=name,
        **{
            field: values.get(field, "").strip()
            for field in ("account_id", "wechat_id", "original_id", "address")
        },
    )
    return Found(profile=tidy_profile(profile), updated=updated), []
