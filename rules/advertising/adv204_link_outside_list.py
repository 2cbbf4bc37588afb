"""名单外链接。

What is neither a government site nor on the office's own list. Only a reminder: the list is the
office's to keep (advertising/allowed_domains).
"""

import re

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Reading, Rule
from rules.advertising._addresses import Address, address_check, is_government, listed

_INSIDE = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]+$")
ALLOWED = "advertising/allowed_domains"
_OTHERS = ("advertising/shop_domains", "advertising/short_link_hosts")


def judge(address: Address, reading: Reading) -> str | None:
    host = address.host
    if _INSIDE.match(host):
        return None  # an address of the inner network is CON112's matter
    if is_government(host) or listed(host, reading.library[ALLOWED], reading):
        return None
    if any(listed(host, reading.library[name], reading) for name in _OTHERS):
        return None  # said more plainly by the rules for those
    return "链接不在允许名单内：请确认目标是官方页面、没有商业广告；常用网址可由管理员加入名单。"


RULE = Rule(
    id="ADV204",
    name="名单外链接",
    gate=Gate.ADVERTISING,
    severity=Severity.HINT,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
        Basis("政府网站发展指引（国办发〔2017〕47号）"),
    ),
    message="链接不在允许名单内，请核实。",
    check=address_check(judge),
    bad=(
        Bad("<p><a href='https://www.example.com/a'>【活动页面】</a></p>", format="html"),
        Bad("详见【https://blog.example.net/1】。"),
    ),
    good=(
        Good("<p><a href='https://www.gdqy.gov.cn/'>清远市人民政府</a></p>", format="html"),
        Good("<p><a href='/zwgk/index.html'>政务公开</a></p>", format="html"),
        Good("<p><a href='mailto:a@gdqy.gov.cn'>邮箱</a></p>", format="html"),
        "转自http://www.news.cn/politics/1.htm和https://mp.weixin.qq.com/s/x。",
    ),
)
