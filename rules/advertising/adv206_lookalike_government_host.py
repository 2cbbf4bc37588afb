"""仿冒政府网址。

gov.cn somewhere in a host that does not end in it, one of its letters replaced, or a name written
in foreign letters that look Latin. Only organs can register under gov.cn and .政务.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.advertising._addresses import Address, address_check, is_government

# Letters of other scripts that are drawn like Latin ones (Unicode confusables, the common few).
_LOOK = str.maketrans("аеорсухіјѕԁɡ0οονѵɴ", "aeopcyxijsdgooovvn")
_FAKE = re.compile(r"(?:^|[.\-])g[o0]v[.\-]?cn(?=[.\-])|\.g[o0]v\.cn\.[a-z]{2,}$")
# Such a name may have been registered by anybody, and some stand for something else: gov.cm is
# Cameroon's, egov.cn a company's.
_NEAR = re.compile(
    r"(?:^|\.)[a-z0-9\-]*gov-?cn\.(?!cn$)[a-z]{2,}$|[a-z0-9\-]gov\.cn$|\.(?:g0v|qov|gow|govv|goov|g[o0]v-)\.?cn$"
    r"|\.gov\.(?:cm|con|com|net|org\.cn|cc|top|vip|xyz)$"
)
_NOT_LATIN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0250-\u02af]")


def judge(address: Address, reading: Reading) -> Mark | None:
    del reading
    host = address.host
    user, at, _ = urlsplit(address.link.href).netloc.rpartition("@")
    if at and "gov" in user.lower():
        return Mark(span=address.span)
    if is_government(host):
        return None
    looks = host.translate(_LOOK)
    disguised = bool(_NOT_LATIN.search(host)) and re.search(r"[a-z]", looks) is not None
    if _FAKE.search(host) or _FAKE.search(looks) or (looks != host and is_government(looks)):
        return Mark(span=address.span)
    if _NEAR.search(host) or _NEAR.search(looks):
        return Mark(span=address.span, severity=Severity.WARN, message=_ALIKE)
    if disguised and "xn--" in address.written:
        return Mark(
            span=address.span,
            severity=Severity.WARN,
            message="网址混用了形似拉丁字母的外文字母，疑似仿冒，请核对。",
        )
    return None


_ALIKE = "网址与政府域名只差一两个字符：政府网站域名以 .gov.cn 结尾，请核对是否写错或者是仿冒网站。"

RULE = Rule(
    id="ADV206",
    name="仿冒政府网址",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(Basis("政府网站发展指引（国办发〔2017〕47号）", "域名管理"),),
    message="网址形似政府域名但不是：政府网站域名以 .gov.cn 结尾，请核对并删去仿冒链接。",
    check=address_check(judge),
    bad=(
        Bad("<p><a href='http://www.gdqy.gov.cn.example.com/'>【政务公开】</a></p>", format="html"),
        Bad("请登录【http://www.gdqy-gov-cn.com/apply】申报。"),
        Bad("查询【https://www.qingyuan.g0v.cn/】。"),
        Bad("<p><a href='https://www.gdqy.gov.cn@example.com/'>【入口】</a></p>", format="html"),
        Bad("网址【http://www.qy-gov.cn】已更新。"),
        Bad("官网【http://www.gdqy.gov.cm/】已更新。"),
    ),
    good=(
        Good("<p><a href='http://www.gdqy.gov.cn/'>清远市人民政府</a></p>", format="html"),
        "https://www.usa.gov/和https://www.gov.hk/是境外政府网站。",
        "https://www.gov.mo/zh-hans/，https://www.gov.co/是哥伦比亚政府网站。",
        "https://zwfw.gd.gov.cn:8443/portal",
        "http://清远.政务/",
    ),
)
