"""What Weibo's error codes mean and what we do about each: one table.

Codes: open.weibo.com/wiki/Error_code and the pages of the calls, read 2026-11; 21xxx (tokens)
from developers' reports only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.platforms.platform import Again


@dataclass(frozen=True, slots=True)
class Meaning:
    """One sentence for people, and when trying once more makes sense by itself.

    `unknown`: the text may be out all the same.
    """

    sentence: str
    again: Again = Again.NEVER
    unknown: bool = False


NOT_THERE = 20101

_TOKEN = "微博授权已失效，请管理员重新授权并更新 XIANSHEN_WEIBO_ACCESS_TOKEN。"  # noqa: S105  # a sentence
_BUG = "微博认为请求的格式不对，请把错误码交给系统维护人员。"
_RATE = "微博接口调用过于频繁，稍后自动再试。"
_SIMILAR = "微博认为内容与已发的相同或相似，可能先前已经发出，稍后自动查询。"

MEANINGS: Mapping[int, Meaning] = MappingProxyType(
    {
        10001: Meaning(
            "微博系统出错，不清楚是否已经发出，稍后自动查询。", Again.SOON, unknown=True
        ),
        10002: Meaning("微博接口暂停服务，稍后自动再试。", Again.SOON),
        10003: Meaning(
            "微博系统出错，不清楚是否已经发出，稍后自动查询。", Again.SOON, unknown=True
        ),
        10004: Meaning("本机地址不在微博应用的 IP 白名单内，请管理员到开放平台添加。"),
        10008: Meaning(_BUG),
        10009: Meaning("微博系统繁忙，稍后自动再试。", Again.SOON),
        10010: Meaning(
            "微博处理超时，不清楚是否已经发出，稍后自动查询。", Again.SOON, unknown=True
        ),
        10014: Meaning(
            "这个微博应用没有调用该接口的权限，请管理员到开放平台申请，或到微博人工处理。"
        ),
        10016: Meaning(_BUG),
        10017: Meaning("微博应用没有绑定网站域名，请管理员在开放平台的“安全域名”里绑定。"),
        10018: Meaning("微博认为图片过大，请换用较小的图片。"),
        10022: Meaning(_RATE, Again.MINUTE),
        10023: Meaning(_RATE, Again.MINUTE),
        10024: Meaning(_RATE, Again.MINUTE),
        20012: Meaning("微博认为文字过长，请缩短微博短文后重新送审。"),
        20016: Meaning("微博认为发得太多，明天自动再试。", Again.TOMORROW),
        20017: Meaning(_SIMILAR, Again.SOON, unknown=True),
        20019: Meaning(_SIMILAR, Again.SOON, unknown=True),
        20032: Meaning("微博已收下，一两分钟后才显示，稍后自动查询。", Again.MINUTE, unknown=True),
        20101: Meaning("微博上没有这条微博，可能已被删除，请到微博核实。"),
        21314: Meaning(_TOKEN),
        21315: Meaning(_TOKEN),
        21316: Meaning(_TOKEN),
        21317: Meaning(_TOKEN),
        21327: Meaning(_TOKEN),
        21332: Meaning(_TOKEN),
    }
)


def meaning_of(code: int) -> Meaning:
    """The table's row, or an honest one for a code that is not in it."""
    unknown = Meaning(f"微博返回了未登记的错误码 {code}，请把错误码交给系统维护人员。")
    return MEANINGS.get(code, unknown)
