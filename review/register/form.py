"""登记表: its header and its four blocks, field by field in the form's own order."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Block(StrEnum):
    """The four tables of the form."""

    WECHAT = "wechat"
    WEIBO = "weibo"
    APP = "app"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "wechat": "微信",
            "weibo": "微博",
            "app": "APP客户端",
            "other": "其他新媒体号",
        }[self]


class Level(StrEnum):
    """What kind of body a unit is: who shall open accounts, who may, and who in principle not."""

    CITY = "city"
    CITY_DEPARTMENT = "city_department"
    COUNTY = "county"
    COUNTY_DEPARTMENT = "county_department"
    TOWNSHIP = "township"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "city": "市级政府",
            "city_department": "市直部门",
            "county": "县级政府",
            "county_department": "县直部门",
            "township": "乡镇（街道）",
            "other": "其他",
        }[self]

    @property
    def opens_alone(self) -> bool:
        """Whether a body of this kind may open accounts of its own without a reason."""
        return self not in {Level.COUNTY_DEPARTMENT, Level.TOWNSHIP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One account as the form has it: every field as text, in its plain form once read.

    `opened` is ISO (a day, a month or a year); `fans` and `reads` are whole numbers in digits.
    An empty field is one that was not filled in.
    """

    block: Block
    platform: str = ""
    name: str = ""
    address: str = ""
    account_id: str = ""
    opened: str = ""
    fans: str = ""
    reads: str = ""
    frequency: str = ""
    wechat_id: str = ""
    original_id: str = ""
    kind: str = ""
    principal: str = ""

    @property
    def place(self) -> str:
        """On what platform it is, one word for each: see `place_of`."""
        return place_of(self.block, self.platform)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The head of the form: 主办单位 and who answers for it."""

    sponsor: str = ""
    leader: str = ""
    post: str = ""
    office_phone: str = ""
    mobile: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    header: Header
    profiles: tuple[Profile, ...] = ()


HEADER: Mapping[str, str] = MappingProxyType(
    {
        "sponsor": "主办单位",
        "leader": "负责人",
        "post": "职务",
        "office_phone": "办公室电话",
        "mobile": "手机号",
        "count": "现有新媒体账号数量",
    }
)

_COMMON = {
    "platform": "账号所在平台",
    "name": "账号名称",
    "address": "账号地址",
    "account_id": "账号ID值",
    "opened": "开设时间",
    "fans": "平台“粉丝”量",
    "reads": "平均阅读量",
    "frequency": "推送频率",
}

FIELDS: Mapping[Block, Mapping[str, str]] = MappingProxyType(
    {
        Block.WECHAT: MappingProxyType(
            {
                "name": "账号名称",
                "opened": "开设时间",
                "fans": "平台“粉丝”量",
                "reads": "平均阅读量",
                "frequency": "推送频率",
                "wechat_id": "微信号",
                "original_id": "原始ID",
                "kind": "类型",
                "principal": "主体信息",
            }
        ),
        Block.WEIBO: MappingProxyType({**_COMMON, "principal": "开设机构全称"}),
        Block.APP: MappingProxyType(_COMMON),
        Block.OTHER: MappingProxyType(_COMMON),
    }
)
"""Which fields a block has, in the form's order, and what the form calls them."""

_SAME_PLACE = MappingProxyType(
    {
        "新浪微博": "微博",
        "新浪": "微博",
        "weibo": "微博",
        "头条": "头条号",
        "今日头条": "头条号",
        "今日头条号": "头条号",
        "抖音号": "抖音",
        "快手号": "快手",
        "人民日报客户端": "人民号",
        "学习强国号": "学习强国",
    }
)


def place_of(block: Block, platform: str) -> str:
    """One word for the platform an account is on, so that two on the same are seen to be.

    A unit has one client, wherever it can be had: its app stores are not platforms of their own.
    """
    if block is Block.WECHAT:
        return "微信"
    if block is Block.APP:
        return "APP客户端"
    plain = plain_name(platform)
    if block is Block.WEIBO:
        return _SAME_PLACE.get(plain, plain) or "微博"
    return _SAME_PLACE.get(plain, plain)


def plain_name(text: str) -> str:
    """A name without what people type differently: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
