"""软文。

A piece that sells without the words of a shop: who sells, what it costs or why it is the best, and
how to reach the seller, within a few lines of each other. Each alone stands in honest reports; aid
for farmers, procurement, recruiting and tenders speak the same way and are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Rule, Text
from rules._windows import near_cues
from rules.legal._advertising import REPORTED

_REACH = 160  # characters around the contact in which the rest is looked for
_CONTACT = re.compile(
    r"(?:电话|热线|专线|手机|致电|拨打|请拨|微信号?|qq号?)(?:号码)?[ ]?[：:]?[ ]?(?:(?:\+?86)?1[3-9][0-9]{9}|0[0-9]{2,3}[- ]?[0-9]{7,8}|400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}|[a-z][a-z0-9_]{5,19})"
)
_SELLER = re.compile(
    r"本公司|我公司|我司|本店|我店|本厂|我厂|本品牌|厂家|总代理|总经销|经销商|旗舰店|专卖店|体验店|连锁店|加盟店|售楼处|营销中心|品牌创始人|创始团队"
    r"|(?:牌|品牌)[\u4e00-\u9fff]{2,8}(?:器|机|仪|锅|床|酒|茶|油|膏|霜|液|车|灯|柜|衣)"
)
_PRICE = re.compile(
    r"(?:原价|市场价|零售价)[^。\n]{0,12}(?:现价|现在|仅需|仅售|只要|只需|优惠价|活动价)|(?:仅售|仅需|只需|只要|低至|特价|优惠价|活动价|会员价|起售价|均价)[ ]?[￥¥]?[0-9][0-9.,]*[ ]?(?:元|万)?|[0-9.]折(?:起|优惠)|免费(?:试用|体验|试听|品尝|领取)|首付[ ]?[0-9]"
)
_PRAISE = re.compile(
    r"质优价廉|物美价廉|价格优惠|性价比|先到先得|限量[0-9]|限量供应|数量有限|欢迎(?:新老客户|来电|洽谈|选购|订购|咨询|垂询|惠顾|光临|加盟|莅临)|来电(?:洽谈|咨询|订购)|诚邀(?:您|加盟|合作)"
    r"|专业(?:生产|销售|从事|定制|安装|维修|提供)|一站式服务|口碑|好评如潮|畅销|热销|火爆|首选|信赖|无效退|包(?:教包会|治|过|退|赔)|见效快|当天见效|(?:订购|预订|购买|下单|选购)(?:请|热线|电话)|源头厂家|厂家直销|批发零售|量大从优|送货上门|售后无忧|独家秘方|国际领先|采用(?:德国|日本|美国|进口|纳米|最新)"
)
_OFFICIAL = re.compile(
    rf"{REPORTED}|采购|招标|中标|投标|竞价|拍卖|招聘|应聘|求职|助农|帮扶|扶贫|乡村振兴|滞销|消费券|惠民|以旧换新|补贴|门票|景区|义诊|医保|疫苗|门诊|就诊|招商引资|展会|"
    rf"(?<![0-9])123(?:15|45)(?![0-9])|政务|办事|志愿|公益|社区|供水|供电|燃气|停水|停电|保障房|公租房|公积金|图书馆|博物馆|公示|公告"
)


def _selling(text: Text, start: int, end: int) -> Iterator[Mark]:
    marked = -1
    for match in _CONTACT.finditer(text.folded, start, end):
        first, last = max(0, match.start() - _REACH), match.end() + _REACH
        if match.start() < marked or _OFFICIAL.search(text.folded, first, last):
            continue
        praise = {one[0] for one in _PRAISE.finditer(text.folded, first, last)}
        price = _PRICE.search(text.folded, first, last) is not None
        seller = _SELLER.search(text.folded, first, last) is not None
        if len(praise) + 2 * price + 2 * seller >= 4 and (price or seller) and praise:
            marked = last
            yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="ADV108",
    name="疑似软文",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国广告法", "第十四条", date(2021, 4, 29)),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="这几行有商家、有价格或者推销用语、又有联系方式，像是软文：政务新媒体不得变相发布商业广告，请核实后删去。",
    check=near_cues(
        _selling,
        ("电话", "热线", "专线", "手机", "致电", "拨打", "请拨", "微信", "qq"),
        before=0,
        after=32,
    ),
    bad=(
        Bad("本公司专业生产不锈钢水箱，质优价廉，欢迎来电洽谈，【电话：0763-3312345】。"),
        Bad(
            "某某牌净水器，采用德国技术，原价3980元，现在只要1980元，限量100台。\n订购【请拨400-123-4567】。"
        ),
        Bad("江畔花园均价8800元，首付20万，品质首选。\n营销中心【热线：0763-3398888】"),
    ),
    good=(
        "助农直播带货，砂糖橘物美价廉，仅售3元，订购电话：0763-3367890。",
        "停水公告：我公司定于5月3日检修，详询电话：0763-3367890。",
        "博物馆免费体验活动，先到先得，咨询电话：0763-3367890。",
        "采购公告：我公司专业提供服务，价格优惠，联系电话：0763-3367890。",
        "市监局查处某厂家“国际领先”虚假宣传，订购热线：0763-3367890已停机。",
        "招聘会上，本公司欢迎来电咨询，应聘电话：0763-3367890。",
        "该厂厂家代表说，产品畅销海外，口碑好，性价比高。",
    ),
)
