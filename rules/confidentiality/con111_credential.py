"""密码和密钥。

A password beside its name, or a key that looks like nothing else. Advice about passwords has words
where the value would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_NAME = (
    r"(?:(?:数据库|服务器|后台|管理员|系统|登录|登陆|初始|默认|邮箱|账户|账号|平台|网关|堡垒机|远程|ftp|ssh|vpn|root|admin)?(?:密码|口令)"
    r"|(?<![A-Za-z])(?i:password|passwd|pwd|secret|app_?secret|client_?secret|secret_?key|api_?key|access_?key(?:_?id|_?secret)?|access_?token|auth_?token|private_?key|token)|(?:客户端|邮箱|smtp|短信|接口|应用|平台|访问)?(?:授权码|密钥|秘钥|私钥|令牌)(?:[（(][A-Za-z]{2,12}[）)])?)"
)
_PLACEHOLDER = re.compile(
    r"^(?:\*+|x+|\.+|-+|_+|#+|<.*|\$\{.*|\{\{.*|your.*|xxx.*|none|null|true|false|required|string|http.*|www\..*)$",
    re.IGNORECASE,
)
# A word after 密码 may be meant for everybody who is to sign in; a machine's is not.
_PUBLISHED = re.compile(r"(?:登录|登陆|初始|默认|系统|平台|账户|账号|邮箱)?(?:密码|口令)")
_STANDARD = re.compile(r"(?i:gb|gm/?t|jr/?t|iso|iec|aes|rsa|des|tls|ssl|sha|md5|sm[0-9])")
_MACHINE = re.compile(r"(?i:服务器|数据库|后台|管理员|堡垒机|远程|root|admin|ssh|ftp|vpn)")
_HARMLESS = re.compile(r"(?i:wi-?fi|无线网|解压|提取|会议|入会|直播|房间|wlan)[^\r\n]{0,6}$")


def is_secret(match: re.Match[str]) -> bool:
    value = match["value"] or match["password"] or match["bare"]
    if value is None:
        return True
    if _PLACEHOLDER.match(value) or _HARMLESS.search(match.string[: match.start()][-16:]):
        return False
    if match["bare"] and _STANDARD.match(value):
        return False
    before = match.string[max(0, match.start() - 8) : match.start()]
    return not _HARMLESS.search(before) and len(set(value)) > 1


_SECRET = re.compile(
    rf"{_NAME}[ \t]?(?:[：:=＝]|为[：:]?|是[：:]?)[ \t]?[\"'“]?(?P<value>[!-&(-~]{{4,80}})"
    r"|(?:密码|口令)[ ]?(?P<bare>(?=[!-~]{0,39}[0-9])(?=[!-~]{0,39}[A-Za-z])[!-&(-~]{6,40})"
    r"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----"
    r"|(?<![A-Za-z0-9])(?:AKIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,24}|AKID[0-9A-Za-z]{13,40}|gh[pousr]_[0-9A-Za-z]{36}|sk-[0-9A-Za-z_\-]{20,}|glpat-[0-9A-Za-z_\-]{20,}|xox[abprs]-[0-9A-Za-z\-]{10,}|AIza[0-9A-Za-z_\-]{35})(?![A-Za-z0-9])"
    r"|eyJ[0-9A-Za-z_\-]{10,}\.eyJ[0-9A-Za-z_\-]{10,}\.[0-9A-Za-z_\-]{8,}"
    r"|(?<![A-Za-z])[a-z][a-z0-9+]{1,11}://[0-9A-Za-z_.\-]{1,40}:(?P<password>[^\s/@:一-鿿]{3,60})@[0-9A-Za-z]"
    r"|(?<![A-Za-z])[Bb]earer[ ]+[0-9A-Za-z_\-.=]{20,}"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in _SECRET.finditer(text.submitted):
            if is_secret(match):
                start, end = match.span()
                open_to_all = _PUBLISHED.match(match[0]) and (match["value"] or match["bare"])
                known = _MACHINE.search(text.submitted, max(0, start - 24), end)
                yield Mark(
                    span=text.raw_span(start, end),
                    severity=Severity.WARN if open_to_all and not known else None,
                )


RULE = Rule(
    id="CON111",
    name="密码和密钥",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(
        Basis("中华人民共和国网络安全法", "", date(2026, 1, 1)),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "安全防护",
            date(2018, 12, 7),
        ),
    ),
    message="疑似密码、密钥或者令牌：请删去，并立即更换已经写出的密码。",
    check=structure(
        find,
        literals=(
            *(
                "密码",
                "口令",
                "授权码",
                "密钥",
                "秘钥",
                "私钥",
                "令牌",
                "passw",
                "pwd",
                "secret",
                "key",
                "token",
                "-----begin",
                "akia",
                "ltai",
            ),
            *(
                "akid",
                "ghp_",
                "gho_",
                "ghu_",
                "ghs_",
                "ghr_",
                "sk-",
                "eyj",
                "glpat-",
                "xox",
                "aiza",
            ),
            *("://", "bearer"),
        ),
    ),
    bad=(
        Bad("附：【数据库密码：Qy@2024#db】，请勿外传。"),
        Bad("【secret=8f14e45fceea167a5a36dedd】"),
        Bad("【-----BEGIN RSA PRIVATE KEY-----】\nMIIEow"),
        Bad("配置项【AppSecret: 9d2f4c7be1a0】，见下页。"),
        Bad("连接串【mysql://root:Qy2024db@d】b1/app"),
        Bad("报名系统【初始密码：Qy123456】，用户名root【密码Qy@20245】"),
        Bad("邮箱配置：【授权码：abcdEFGH12345678】。"),
        Bad("登录名admin，【初始密码为Abc12345】。"),
    ),
    good=(
        "密码应当由字母、数字组成，长度不少于8位。",
        "密码：请联系管理员重置。",
        "大厅WiFi密码：88888888，欢迎使用。",
        "请妥善保管账号密码，口令不得少于十位。",
        "腾讯会议号123-456-789，会议密码：2024。",
        "见https://www.gdqy.gov.cn:8443/a@b和mailto:a@gdqy.gov.cn。",
        "token=******，由平台自动生成。",
        "采用国产商用密码SM2、SM3、SM4算法，密码GB/T39786标准。",
        "商用密码应用安全性评估",
    ),
)
