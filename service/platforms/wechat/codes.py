"""What WeChat's error codes mean and what we do about each: one table.

Codes and meanings: wechatpy `constants.py` and WxJava `WxMpErrorMsgEnum.java`, read 2026-11;
40164 (address not allowed) from an operator's report only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.platforms.platform import Again

TOKEN_CODES = frozenset({40001, 40014, 42001})
BUSY = -1
BAD_MEDIA_ID = 40007
BAD_PUBLISH_ID = 53502
BAD_ARTICLE_ID = 53600
SENT_ALREADY = 45065


@dataclass(frozen=True, slots=True)
class Meaning:
    """One sentence for people, and when trying once more makes sense by itself."""

    sentence: str
    again: Again = Again.NEVER


_TOKEN = "微信不接受访问令牌，换取新令牌后仍不接受，请管理员核对公众号的 AppID 和 AppSecret。"  # noqa: S105  # a sentence, no password
_BUG = "微信认为请求的格式不对，请把错误码和微信编号交给系统维护人员。"
_LENGTH = "微信认为{}过长，请缩短后重新送审。"

MEANINGS: Mapping[int, Meaning] = MappingProxyType(
    {
        -1: Meaning("微信系统繁忙，稍后自动再试。", Again.SOON),
        40001: Meaning(_TOKEN),
        40007: Meaning("微信草稿箱里找不到这份草稿或封面素材，请到公众号后台核对是否已经发布。"),
        40013: Meaning("微信不认识这个 AppID，请管理员核对公众号设置。"),
        40014: Meaning(_TOKEN),
        40059: Meaning("微信不认识这次群发，请到公众号后台的群发记录核对。"),
        40125: Meaning("微信不接受 AppSecret，请管理员核对公众号设置。"),
        40164: Meaning("本机地址不在公众号的 IP 白名单内，请管理员到公众号后台添加。"),
        41001: Meaning(_BUG),
        41006: Meaning(_BUG),
        42001: Meaning(_TOKEN),
        43002: Meaning(_BUG),
        44002: Meaning(_BUG),
        44003: Meaning("微信认为图文内容为空，请检查稿件正文。"),
        44004: Meaning("微信认为文字内容为空，请检查稿件正文。"),
        40009: Meaning("微信认为图片大小不对，请换用较小的图片。"),
        40137: Meaning("微信不支持这种图片格式，请换成 JPEG 或 PNG。"),
        45001: Meaning("微信认为素材文件过大，请换用较小的图片或封面。"),
        45002: Meaning(_LENGTH.format("正文")),
        45003: Meaning(_LENGTH.format("标题")),
        45004: Meaning(_LENGTH.format("摘要")),
        45005: Meaning(_LENGTH.format("“阅读原文”网址")),
        45008: Meaning(_LENGTH.format("图文消息")),
        45009: Meaning("今天的微信接口调用次数已用完，明天自动再试。", Again.TOMORROW),
        45011: Meaning("微信接口调用过于频繁，一分钟后自动再试。", Again.MINUTE),
        45065: Meaning("微信认为这是重复的群发，请到公众号后台核对是否已经发出。"),
        45066: Meaning("微信要求放慢群发，一分钟后自动再试。", Again.MINUTE),
        45067: Meaning(_BUG),
        45110: Meaning(_LENGTH.format("作者")),
        45166: Meaning("微信认为内容不合规，但不说明原因；请先检查正文里的链接，再决定是否重发。"),
        47001: Meaning(_BUG),
        48001: Meaning("这个公众号没有调用该接口的权限，请管理员核对账号主体是否已认证。"),
        48004: Meaning("这个公众号的接口已被微信封禁，请立即到公众号后台处理。"),
        53500: Meaning("这个公众号的发布功能被微信限制，请到公众号后台查看原因。"),
        53501: Meaning("微信认为发布过于频繁，一分钟后自动再试。", Again.MINUTE),
        53502: Meaning("微信不认识这个发布任务，请到公众号后台核对是否已经发布。"),
        53600: Meaning("微信不认识这篇文章，可能已被删除，请到公众号后台核对。"),
        61007: Meaning("公众号没有授权第三方平台调用该接口，请管理员核对授权。"),
    }
)


def meaning_of(code: int) -> Meaning:
    """The table's row, or an honest one for a code that is not in it."""
    unknown = Meaning(f"微信返回了未登记的错误码 {code}，请把错误码和微信编号交给系统维护人员。")
    return MEANINGS.get(code, unknown)


# publish_status of freepublish/get: 0 published, 1 under way.
PUBLISHED, UNDER_WAY = 0, 1
FAILED: Mapping[int, str] = MappingProxyType(
    {
        2: "微信原创校验没有通过，文章没有发布，请到公众号后台处理后决定是否重发。",
        3: "微信发布失败，文章没有发布，请决定是否重发。",
        4: "微信平台审核没有通过，文章没有发布，请修改后重新送审。",
    }
)
VANISHED: Mapping[int, str] = MappingProxyType(
    {
        5: "文章发布后已被账号管理人员删除，请核实原因。",
        6: "文章发布后已被微信平台封禁，请立即核实并报告。",
    }
)
