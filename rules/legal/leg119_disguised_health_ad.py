"""健康养生内容附购买方式。Advice on health that says where to buy.

Knowledge, experience and reviews with a link to the shop are advertisements and must say so; those
for medicines, devices and health food may not take that shape at all. A health bureau's own advice
sends people to a hospital, a court's or a market bureau's report tells of others' advertising.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.legal._advertising import REPORTED, SUBSIDY

_BUY = re.compile(
    r"(?:点击|扫码|扫描|长按|戳|下方|文末|识别)[^。！？\n，]{0,10}?(?:购买|下单|订购|抢购|选购|领取试用|领取体验|领试用|咨询购买)"
    r"|(?:订购|抢购|购买|咨询订购)(?:热线|电话|专线|微信|方式)"
    r"|(?:加|添加)(?:微信|v信|薇信|vx|老师微信|专家微信)[^。！？\n，]{0,14}?(?:领取|领|购买|订购|咨询|下单|体验)"
    r"|(?:可|请|欢迎|建议|不妨|尽快)?(?:到|至|前往|去|来|咨询)[^。！？\n，]{1,16}?(?:药店|药房|专卖店|养生馆|理疗馆|国医馆|中医馆|诊所|门店|体验店|工作室|门诊部)(?:[（(][^）)\n]{4,40}[）)])?[^。！？\n，]{0,8}?(?:选购|购买|订购|体验|领取|预约|咨询|调理|就诊)"
    r"|(?:门店|店铺|药店|体验店|本店)?地址[：:][^。！？\n]{2,24}?(?:电话|手机|微信)[：: ]?[0-9a-z]{5,13}"
    r"|货到付款|包邮到家|全国包邮|买[一二三四五][送赠][一二三四五]"
)
_ADVICE = re.compile(
    r"养生|科普|小贴士|小知识|小常识|健康(?:讲堂|课堂|提示|知识|饮食|生活)|专家(?:推荐|建议|讲|提醒)|怎么办|不妨试试|试试|天气干燥|平时要|日常要|应注意|要注意|注意保暖|少盐|少油|少吃|多吃|多喝|早睡|熬夜|食疗|天冷|天热|换季|入冬|入秋|立冬|冬至|三伏|容易升高|易发|高发|预防|缓解|改善|亲测|体验分享|使用心得"
)
_HEALTH = re.compile(
    r"养生|健康|保健|祛湿|排毒|补气|补肾|降血|失眠|颈椎|腰椎|关节|膝盖|风湿|膏|艾灸|胶囊|口服液|阿胶|中医|调理|药|鱼油|蛋白粉|益生菌|便秘|近视|减肥|血压|血糖|血脂|感冒|咳嗽|腰痛|腰疼|腿疼|护膝|护腰|枕|泡脚|进补|燕窝|石斛|人参|灵芝|理疗"
)
_PUBLIC = re.compile(
    rf"{REPORTED}|{SUBSIDY}|疫苗|医保|挂号|义诊|公立医院|人民医院|中医院|疾控|助农|农产品展销"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        told = -1  # one mark a paragraph: the rest of it is the same advertisement
        for match in text.matches(_BUY):
            first, last = text.paragraph(match.start())
            if first == told:
                continue
            said = text.folded[first:last]
            if _ADVICE.search(said) and _HEALTH.search(said) and not _PUBLIC.search(said):
                told = first
                yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="LEG119",
    name="健康养生内容附购买方式",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("互联网广告管理办法", "第八条、第九条", date(2023, 5, 1)),
        Basis("中华人民共和国广告法", "第十九条", date(2021, 4, 29)),
    ),
    message="健康、养生知识中不得出现商品经营者的购买链接、联系方式，变相发布医疗、药品、保健食品广告，请删去。",
    check=structure(find, waits=(_BUY,)),
    valid_from=date(2023, 5, 1),
    bad=(
        Bad("养生小知识：秋冬宜进补，某阿胶糕【扫码下单】享五折。"),
        Bad("膝盖疼怎么办？专家推荐古方膏贴，【点击下方链接购买】。"),
        Bad("天冷血压容易升高，平时要少盐少油。【可到康泰药店（人民路6号）选购】某某降压茶。"),
        Bad("天气干燥，咳嗽的人不妨试试某某牌川贝膏，【门店地址：人民路12号，电话13900008888】。"),
        Bad("健康科普：鱼油护心，【加微信领取】试用装。"),
    ),
    good=(
        "健康科普：颈椎不适可做米字操，症状严重请到正规医院就诊，挂号请扫码预约。",
        "市监局提醒：以养生讲座之名推销保健品、附“订购热线”的，谨防上当。",
        "农产品展销会上，百香果、蜂蜜等可扫码下单，咨询电话见海报。",
        "县中医院推出膏方门诊，点击公众号购买门诊号。",
    ),
)
