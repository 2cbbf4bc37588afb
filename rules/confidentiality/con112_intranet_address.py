"""内网地址。

Private addresses (RFC 1918) and the hosts of office systems say how the inside is built, and no
reader can open them. Clause and version numbers have dots as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_NOT_ADDRESS = re.compile(
    r"(?:版本号?|版|第|v|ver\.?|version|条|款|项|节|章|标准|gb/?t?|表|图|附录)[ ：:]?$"
)


def is_address(match: re.Match[str]) -> bool:
    number = match["number"]
    if number is None:
        return True
    if any(int(part) > 255 for part in number.split(".")):
        return False
    string = match.string
    if match["scheme"] or match["port"]:
        return True
    if number.endswith(".0"):
        return False  # a network, as textbooks name it
    if _NOT_ADDRESS.search(string[max(0, match.start() - 10) : match.start()]):
        return False
    # At the head of a line, with a heading after it, it numbers a clause.
    heads = (
        not string[: match.start()].rstrip(" \t")
        or string[: match.start()].rstrip(" \t")[-1] in "\r\n"
    )
    return not (heads and re.match(r"[ \t]*[\u4e00-\u9fff]", string[match.end() :]))


_PART = r"[0-9]{1,3}"
_INNER = re.compile(
    rf"(?P<scheme>[a-z]{{2,8}}://)?(?<![0-9.])(?P<number>10(?:\.{_PART}){{3}}|172\.(?:1[6-9]|2[0-9]|3[01])(?:\.{_PART}){{2}}|192\.168(?:\.{_PART}){{2}}|127\.0\.0\.1)"
    rf"(?![0-9]|\.[0-9])(?P<port>:[0-9]{{2,5}})?(?:/[!-~]{{0,80}})?"
    r"|https?://[a-z0-9.\-]{1,60}\.(?:local|lan|intra|internal|intranet|corp|home\.arpa)(?![a-z0-9.\-])(?::[0-9]{2,5})?(?:/[!-~]{0,80})?"
    r"|https?://(?:oa|eoa|neiwang|intranet|nw|portal-in|localhost)[.:/][!-~]{0,100}"
    r"|https?://[a-z0-9.\-]{1,40}/(?:oa|seeyon|weaver|wui|defaultroot|tongda|landray)/[!-~]{0,80}"
)


_QUICK = re.compile(r"1(?:0|27|72|92)\.[0-9]{1,3}\.[0-9]|://")


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        kind, _, number = text.field.partition(":")
        link = reading.document.links[int(number)] if kind == "link" else None
        if not _QUICK.search(text.folded):
            continue
        for match in _INNER.finditer(text.folded):
            if not is_address(match):
                continue
            if link is None:
                yield Mark(span=text.span(*match.span()))
            elif not _INNER.search(link.text.lower()):  # written out, it is marked in the text
                yield Mark(span=link.span or text.span(*match.span()))


RULE = Rule(
    id="CON112",
    name="内网地址",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国政府信息公开条例", "第十六条"),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "安全防护"
        ),
    ),
    message="疑似内网地址或者办公系统链接：公众打不开，也暴露内部网络，请删去或者换成公开网址。",
    check=structure(find, literals=("10.", "172.", "192.168.", "127.0.0.1", "://")),
    fields=("title", "summary", "body", "caption", "hidden", "link", "source"),
    bad=(
        Bad("材料请上传至【http://10.56.3.18:8080/upload】。"),
        Bad("登录【192.168.1.20】查看。"),
        Bad("审批单见【https://oa.qingyuan.gov.cn/flow/123】，请尽快办理。"),
        Bad("<p>从<a href='http://10.1.2.3/a'>【内网入口】</a>提交</p>", format="html"),
        Bad("打开【http://files.qyzf.local/share】下载。"),
        Bad("系统地址【172.20.8.9:9000】"),
    ),
    good=(
        "讲解IPv4地址10.0.0.0、192.168.0.0等私有网段的概念。",
        "系统升级到版本10.12.3.4。",
        "10.1.2.3 消防设施应当完好有效",
        "访问https://www.gdqy.gov.cn/zwgk查看。",
        "第10.3.2.1条所称设备，不包括移动设备。",
        "增长10.5个百分点，172.3亿元，192.168元。",
        "https://www.local-news.example/和https://intranetworks.example/是两家公司的网站。",
        "推进办公自动化（OA）系统建设。",
    ),
)
