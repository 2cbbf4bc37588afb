"""推广分成参数。Query parameters by which a seller pays whoever sent the reader."""

import re

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Reading, Rule
from rules.advertising._addresses import Address, address_check, is_government

_NAMES = re.compile(
    r"^(?:aff|affid|aff_id|affiliate|affiliate_id|unionid|union_id|cps|cps_id|cpsid|tkid|tk_id|pid_tk|subunionid|"
    r"invite_?code|inviter|inviter_?id|share_?uid|promoter_?id|distributor_?id|commission|ali_trackid|clickid)$"
)


def judge(address: Address, reading: Reading) -> str | None:
    del reading
    if is_government(address.host):
        return None
    for name, value in address.query:
        if not value:
            continue
        if _NAMES.match(name.lower()) or (name.lower() == "pid" and value.startswith("mm_")):
            return "链接带有推广分成参数，点击会给推广者带来收益：请换成不带参数的原网址，并确认不是商业推广。"
    return None


RULE = Rule(
    id="ADV203",
    name="推广分成参数",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="链接带有推广分成参数。",
    check=address_check(judge),
    bad=(
        Bad(
            "<p><a href='https://s.example.com/x?pid=mm_123_456_789'>【看看】</a></p>",
            format="html",
        ),
        Bad("参加活动【https://app.example.com/reg?invite_code=A1B2】。"),
    ),
    good=(
        Good(
            "<p><a href='https://mp.weixin.qq.com/s?__biz=MzI&amp;mid=1&amp;idx=1'>原文</a></p>",
            format="html",
        ),
        "https://www.gdqy.gov.cn/search?pid=12&unionid=3",
        "https://www.example.com/list?pid=12",
    ),
)
