"""密码和密钥。

A password beside its name, or a key that looks like nothing else. Advice about passwords has words
where the value would be.
"""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_NAME = (
    r"(?:(?:数据库|服务器|后台|管理员|系统|登录|登陆|初始|默认|邮箱|账户|账号|平台|网关|堡垒机|远程|ftp|ssh|vpn|root|admin)?(?:密码|口令)"
    r"|(?<![A-Za-z])(?i:password|passwd|pwd|secret|app_?secret|client_?secret|secret_?key|api_?key|access_?key(?:_?id|_?secret)?|access_?token|auth_?token|private_?key|token))"
)
_PLACEHOLDER = re.compile(
    r"^(?:\*+|x+|\.+|-+|_+|#+|<.*|\$\{.*|\{\{.*|your.*|xxx.*|none|null|true|false|required|string|http.*|www\..*)$",
    re.IGNORECASE,
)
_HARMLESS = re.compile(r"(?i:wi-?fi|无线网|解压|提取|会议|入会|直播|房间|wlan)[^\r\n]{0,6}$")


def is_secret(match: re.Match[str]) -> bool:
    value = match["value"]
    if value is None:
        return True
    if _PLACEHOLDER.match(value) or _HARMLESS.search(match.string[: match.start()][-16:]):
        return False
    before = match.string[max(0, match.start() - 8) : match.start()]
    return not _HARMLESS.search(before) and len(set(value)) > 1


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
    check=pattern(
        rf"{_NAME}[ \t]?(?:[：:=＝]|为[：:]?|是[：:]?)[ \t]?[\"'“]?(?P<value>[!-&(-~]{{4,80}})"
        r"|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
        r"|(?<![A-Za-z0-9])(?:AKIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,24}|AKID[0-9A-Za-z]{13,40}|gh[pousr]_[0-9A-Za-z]{36}|sk-[0-9A-Za-z_\-]{20,})(?![A-Za-z0-9])"
        r"|eyJ[0-9A-Za-z_\-]{10,}\.eyJ[0-9A-Za-z_\-]{10,}\.[0-9A-Za-z_\-]{8,}",
        view="submitted",
        only_if=is_secret,
    ),
    bad=(
        Bad("附：【数据库密码：Qy@2024#db】，请勿外传。"),
        Bad("【secret=8f14e45fceea167a5a36dedd】"),
        Bad("【-----BEGIN RSA PRIVATE KEY-----】\nMIIEow"),
        Bad("配置项【AppSecret: 9d2f4c7be1a0】，见下页。"),
        Bad("登录名admin，【初始密码为Abc12345】。"),
    ),
    good=(
        "密码应当由字母、数字组成，长度不少于8位。",
        "密码：请联系管理员重置。",
        "大厅WiFi密码：88888888，欢迎使用。",
        "请妥善保管账号密码，口令不得少于十位。",
        "腾讯会议号123-456-789，会议密码：2024。",
        "token=******，由平台自动生成。",
        "商用密码应用安全性评估",
    ),
)
