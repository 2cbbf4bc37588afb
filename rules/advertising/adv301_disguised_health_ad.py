"""变相医疗保健广告。

Advice on health with the seller's contact on the same page. A health bureau's own advice names
hotlines and public hospitals, so it takes what only a seller has: a mobile or messenger account to
call, a shop, goods to order. Whether it is an advertisement is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.legal._advertising import REPORTED

_CONTACT = re.compile(
    r"(?:订购|预约|咨询|抢购|诊疗|体验|健康|专家)(?:热线|电话|专线)?[：: ]{0,2}(?:1[3-9][0-9]{9}|400[- ]?[0-9]{3}[- ]?[0-9]{4})"
    r"|(?:微信|薇信|vx)(?:号)?[：: ]{0,2}(?:[a-z][a-z0-9_\-]{5,19}|1[3-9][0-9]{9})|(?:门店|店铺|诊所|养生馆|理疗馆|工作室)地址[：:]"
    r"|扫码(?:领取|购买|预约专家)|(?:点击|扫码)(?:下单|购买)|货到付款|全国包邮"
)
_GOODS = re.compile(
    r"胶囊|口服液|膏贴|贴膏|药贴|泡脚|养生茶|养生馆|理疗馆|门诊部|压片|蛋白粉|保健品|药酒|秘方|疗程|理疗仪|专家团队|祖传"
    r"|(?:订购|抢购)(?:热线|电话|专线)|点击下单|扫码下单|货到付款|全国包邮"
)
_WELLNESS = "advertising/wellness_words"
_PUBLIC = re.compile(
    rf"{REPORTED}|疾控中心|卫生健康局|卫健局|医保局|义诊|免费筛查|(?<![0-9])123(?:20|45)(?![0-9])|公立医院|人民医院|中医院"
)
_REACH = 400  # characters around the contact that count as its page


def find(reading: Reading) -> Iterator[Mark]:
    words = reading.library[_WELLNESS].entries
    for text in reading.texts:
        for match in _CONTACT.finditer(text.folded):
            around = text.folded[max(0, match.start() - _REACH) : match.end() + _REACH]
            if _PUBLIC.search(around) or not _GOODS.search(around):
                continue
            if any(entry.word in around and entry.holds(reading.as_of) for entry in words):
                yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="ADV301",
    name="变相医疗保健广告",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis("互联网广告管理办法", "第八条", date(2023, 5, 1)),
        Basis("中华人民共和国广告法", "第十九条", date(2021, 4, 29)),
    ),
    message="以健康养生知识的形式推销医疗、药品、保健食品，同页出现商家联系方式：属于变相广告，请删去。",
    check=structure(
        find,
        literals=(
            *(
                "胶囊",
                "口服液",
                "膏贴",
                "贴膏",
                "药贴",
                "泡脚",
                "养生茶",
                "养生馆",
                "理疗馆",
                "门诊部",
            ),
            *("压片", "蛋白粉", "保健品", "药酒", "秘方", "疗程", "理疗仪", "专家团队", "祖传"),
            *("订购热线", "订购电话", "订购专线", "抢购热线", "抢购电话", "抢购专线"),
            *("点击下单", "扫码下单", "货到付款", "全国包邮"),
        ),
    ),
    valid_from=date(2023, 5, 1),
    bad=(
        Bad("冬季养生要补肾，祖传秘方药酒效果好，【订购热线：13812345678】。"),
        Bad("失眠多梦怎么办？\n本疗程采用经络调理，【微信：yangsheng88】预约。"),
        Bad("养生课堂：红枣泡水助眠，【订购热线400-123-4567】。"),
        Bad("糖尿病人可服用本品压片糖果，【货到付款】。"),
    ),
    good=(
        "市疾控中心提醒：高血压、糖尿病患者冬季注意保暖，咨询电话12320。",
        "市中医院推出冬季膏方门诊，预约电话：0763-3312345。",
        "市监局查处“祖传秘方”药酒虚假广告，当事人留下订购热线13812345678招揽。",
        "社区举办养生讲座，居民可扫码报名。",
        "近视防控进校园，专家讲解用眼卫生。",
    ),
)
