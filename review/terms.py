"""The closed sets of words the house decides with, each with its Chinese label: the one place for it."""

from __future__ import annotations

from enum import StrEnum


class Gate(StrEnum):
    """关. The five of 国办发〔2018〕123号 and, sixth, commercial advertising and page integrity."""

    POLITICAL = "political"
    LEGAL = "legal"
    POLICY = "policy"
    CONFIDENTIALITY = "confidentiality"
    TEXT = "text"
    ADVERTISING = "advertising"

    @property
    def label(self) -> str:
        return _GATE_LABELS[self]

    @property
    def prefix(self) -> str:
        """The three letters every rule id of this gate begins with."""
        return _GATE_PREFIXES[self]


_GATE_LABELS = {
    Gate.POLITICAL: "政治关",
    Gate.LEGAL: "法律关",
    Gate.POLICY: "政策关",
    Gate.CONFIDENTIALITY: "保密关",
    Gate.TEXT: "文字关",
    Gate.ADVERTISING: "广告",
}
_GATE_PREFIXES = {
    Gate.POLITICAL: "POL",
    Gate.LEGAL: "LEG",
    Gate.POLICY: "PCY",
    Gate.CONFIDENTIALITY: "CON",
    Gate.TEXT: "TXT",
    Gate.ADVERTISING: "ADV",
}


class VariantKind(StrEnum):
    """变体. A shorter wording of the same piece, for where the whole text does not fit."""

    WEIBO = "weibo"
    DIGEST = "digest"
    PUSH = "push"

    @property
    def label(self) -> str:
        return {"weibo": "微博短文", "digest": "微信摘要", "push": "APP推送"}[self]


class EnclosureKind(StrEnum):
    """随附材料的种类, declared by whoever hands it in."""

    MANUSCRIPT = "manuscript"
    PUBLISHED = "published"
    BASIS = "basis"
    AUTHORISATION = "authorisation"
    MAP_APPROVAL = "map_approval"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _ENCLOSURE_LABELS[self]


_ENCLOSURE_LABELS = {
    EnclosureKind.MANUSCRIPT: "原稿文件",
    EnclosureKind.PUBLISHED: "对外公开的附件",
    EnclosureKind.BASIS: "原始公文",
    EnclosureKind.AUTHORISATION: "授权书",
    EnclosureKind.MAP_APPROVAL: "审图号批件",
    EnclosureKind.OTHER: "其他材料",
}


class Severity(StrEnum):
    """`block` must go or be waived in writing, `warn` must be answered, `hint` is shown only."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"

    @property
    def label(self) -> str:
        return {"block": "拦截", "warn": "核对", "hint": "提示"}[self]

    @property
    def rank(self) -> int:
        """0 is gravest."""
        return {"block": 0, "warn": 1, "hint": 2}[self]


class Verdict(StrEnum):
    """What a whole report comes to: its gravest finding, or pass."""

    PASS = "pass"  # noqa: S105  # a verdict, no password
    HINT = "hint"
    WARN = "warn"
    BLOCK = "block"

    @property
    def label(self) -> str:
        return {"pass": "通过", "hint": "提示", "warn": "核对", "block": "拦截"}[self]


class Category(StrEnum):
    """类别: what kind of piece it is; part of what decides its route."""

    NEWS = "news"
    NOTICE = "notice"
    POLICY_DOCUMENT = "policy_document"
    INTERPRETATION = "interpretation"
    LEADER_ACTIVITY = "leader_activity"
    HIGHER_AUTHORITY = "higher_authority"
    REPOST = "repost"
    EMERGENCY = "emergency"
    PUBLIC_LIST = "public_list"
    SERVICE = "service"
    RECRUITMENT = "recruitment"

    @property
    def label(self) -> str:
        return {
            "news": "动态",
            "notice": "通知公告",
            "policy_document": "政策文件",
            "interpretation": "政策解读",
            "leader_activity": "领导活动",
            "higher_authority": "上级政务活动（通稿）",
            "repost": "转载",
            "emergency": "突发应急",
            "public_list": "公示名单",
            "service": "服务信息",
            "recruitment": "招聘招标",
        }[self]


class AiUse(StrEnum):
    """人工智能使用情况, declared by the author (标识办法, in force 2025-09-01)."""

    NONE = "none"
    PARTLY = "partly"
    FULLY = "fully"

    @property
    def label(self) -> str:
        return {"none": "未使用", "partly": "部分使用", "fully": "全部生成"}[self]
