"""购物口令和领券。

口令 between two currency signs opens a shop's page when the text is copied: that form has no other
use. Words that ask to copy, or to fetch a coupon first, are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Rule, Text
from rules._windows import near_cues

_CODE = r"(?=[0-9a-z]{0,19}[a-z])(?=[0-9a-z]{0,19}[0-9])[0-9a-z]{8,20}"
_SIGNS = "￥¥€$₤₳¢₴₰"
# A sign of one character, but so rare in prose that it is worth its place among the cues.
_CUES = (
    *_SIGNS,
    *(
        "淘口令",
        "淘宝",
        "天猫",
        "京东",
        "拼多多",
        "手淘",
        "抖音",
        "快手",
        "唯品会",
        "闲鱼",
        "小红书",
    ),
    *("支付宝", "美团"),
    *("优惠券", "红包", "满减券", "代金券", "折扣券"),
)
_CERTAIN = re.compile(rf"(?P<sign>[{_SIGNS}])[ ]?{_CODE}[ ]?(?:(?P=sign)|[￥¥])")
_ASKED = re.compile(
    rf"[《(（/][ ]?{_CODE}[ ]?[》)）/](?=[^\n]{{0,30}}(?:淘宝|天猫|京东|拼多多|手淘))"
    r"|淘口令[：:]|(?:复制|长按复制)[^\n。]{0,24}(?:打开|进入|到)[^\n。]{0,4}(?:手机)?(?:淘宝|天猫|京东|拼多多|抖音|快手|唯品会|闲鱼|小红书)"
    r"|(?:打开|进入|到)[^\n。，]{0,6}(?:支付宝|淘宝|京东|拼多多|抖音|快手|小红书|美团)[^\n。，]{0,8}(?:搜索?|输入|粘贴)[^\n。，]{0,4}[0-9a-z]{5,12}"
    r"|(?:领取?|抢)[^\n。，]{0,10}(?:优惠券|红包|满减券|代金券|折扣券)[^\n。，]{0,6}(?:后|再|[，,])?(?:下单|购买|抢购)(?!.{0,6}家电)"
)
_OFFICIAL = re.compile(r"消费券|政府|补贴|商务局|诈骗|警惕|骗|提醒|查处|以旧换新|反诈|假冒")


def _look(text: Text, first: int, last: int) -> Iterator[Mark]:
    for form, severity in ((_CERTAIN, None), (_ASKED, Severity.WARN)):
        for match in form.finditer(text.folded, first, last):
            begin, end = text.paragraph(match.start())
            if not _OFFICIAL.search(text.folded, begin, end):
                yield Mark(span=text.span(*match.span()), severity=severity)


RULE = Rule(
    id="ADV104",
    name="购物口令和领券",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="疑似电商口令或者商家领券招揽，政务稿件不得引导购物，请删去。",
    check=near_cues(_look, _CUES, before=56, after=40),
    bad=(
        Bad("【复制这段话打开手机淘宝】即可。"),
        Bad("【打开支付宝首页搜索“5837261】”即可领红包。"),
        Bad("先【领优惠券再下单】，更划算。"),
        Bad("【￥Ab3dE5fG7h9￥】打开淘宝查看"),
        Bad("复制【￥CZ0001AbCdEfGh￥】"),
    ),
    good=(
        "市民领取政府消费券后再下单，可享满减。",
        "警惕“复制口令打开淘宝”刷单诈骗。",
        "复制链接到浏览器打开，查看公示文件。",
        "人民币￥20000000元，折合$3000000，票价￥120，学生票￥60。",
        "项目总投资（20240501A1234）见附件。",
    ),
)
