"""显示网址与实际去向不符。

Certain where a government address is shown and the link leads elsewhere: nobody types that by
accident. Two other addresses that differ, or the name of a government, are asked about.
"""

import re

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.advertising._addresses import Address, address_check, decoded, is_government, registrable

_SHOWN = re.compile(
    r"(?:https?://)?((?:[a-z0-9\-]{1,40}\.){1,5}(?:com|cn|net|org|gov|edu|top|vip|xyz|info))(?![a-z0-9\-]|\.[a-z])",
    re.IGNORECASE,
)
_ORGAN = re.compile(r"人民政府(?:门户)?(?:网站|网)?$|政府(?:门户)?网站?$")
_ABROAD = re.compile(r"(?:^|\.)(?:gov|gob|gouv|go)(?:\.[a-z]{2})?$")


def judge(address: Address, reading: Reading) -> Mark | None:
    del reading
    shown = _SHOWN.search(address.link.text)
    if shown is not None:
        said = decoded(shown[1].lower())
        if registrable(said).removeprefix("www.") == registrable(address.host).removeprefix("www."):
            return None
        message = "显示的网址与实际去向不是同一个网站，请核对链接。"
        posing = is_government(said) and not is_government(address.host)
        severity = None if posing else Severity.WARN
        return Mark(span=address.span, severity=severity, message=message)
    if not _ORGAN.search(address.link.text.strip()) or is_government(address.host):
        return None
    if not _ABROAD.search(address.host):
        return Mark(span=address.span, severity=Severity.WARN, message=_ORGANS)
    return None


_ORGANS = "链接文字写的是政府网站，实际去向不是政府域名（.gov.cn），请核对链接。"


RULE = Rule(
    id="ADV205",
    name="显示网址与实际去向不符",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "单项否决"),
        Basis("政府网站发展指引（国办发〔2017〕47号）"),
    ),
    message="显示的网址与实际去向不符，请核对链接。",
    check=address_check(judge),
    bad=(
        Bad(
            "<p>登录<a href='http://bad.example.com/x'>【www.gdqy.gov.cn】</a>查询</p>",
            format="html",
        ),
        Bad(
            "<p><a href='http://gdqy.example.net/'>【清远市人民政府门户网站】</a></p>",
            format="html",
        ),
    ),
    good=(
        Good("<p><a href='http://www.gdqy.gov.cn/zwgk'>www.gdqy.gov.cn</a></p>", format="html"),
        Good(
            "<p><a href='https://news.gdqy.gov.cn/'>https://www.gdqy.gov.cn</a></p>", format="html"
        ),
        Good("<p><a href='https://mp.weixin.qq.com/s/x'>清远发布</a></p>", format="html"),
        Good("<p><a href='https://www.gov.cn/'>gov.cn</a></p>", format="html"),
        Good("<p><a href='https://www.gov.sg/'>新加坡政府网站</a></p>", format="html"),
        "香港特区政府网站http://www.hk.gov.hk可查。",
        "详见www.gdqy.gov.cn。",
    ),
)
