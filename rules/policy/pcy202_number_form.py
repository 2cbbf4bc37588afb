"""发文字号写法。No 第, no leading zeros, the year in full, and nothing lost: 钦政办〔202339."""

import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_OFFICE = r"(?:发|办|函|政|府|字|规|通|委|组|宣|释|秘|文|批)"
_LICENCE = ("备字", "准字", "证字", "审字", "许字", "验字", "监字")


def _no_licence(match: re.Match[str]) -> bool:
    start = match.start()
    return not match.string.endswith(_LICENCE, 0, start)


def _right(match: re.Match[str]) -> Sequence[str]:
    if match["padded"]:
        digits = match["digits"] or match["zero"]
        return (f"{match['padded'][:6]}{digits.lstrip('0') or '0'}号",)
    return ()


def _what(match: re.Match[str]) -> str:
    if match["padded"]:
        return "发文字号的顺序号不加“第”字，不编虚位。"
    if match["short"]:
        return "发文字号的年份应写全四位。"
    return "发文字号不完整，疑似丢失括号或者“号”字。"


RULE = Rule(
    id="PCY202",
    name="发文字号写法不对",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("GB/T 9704-2012 党政机关公文格式", "7.2.5"),),
    message="发文字号写法不合规范，请核对。",
    check=pattern(
        rf"(?<={_OFFICE})(?:"
        r"(?P<padded>〔(?:19|20)[0-9]{2}〕(?:第(?P<digits>[0-9]{1,5})|(?P<zero>0[0-9]{0,4}))号)"
        r"|(?P<short>〔[0123456789][0-9]〕[0-9]{1,5}号)"
        r"|(?P<broken>〔(?:19|20)[0-9]{2}[0-9]{1,5}(?!〕|[0-9]))(?!〕)号?)",
        only_if=_no_licence,
        suggest=_right,
        message=_what,
    ),
    bad=(
        Bad("清府办【〔2019〕第12号】文件"),
        Bad("粤办函【〔2019〕090号】"),
        Bad("钦政办【〔202339】"),
        Bad("国发【〔18〕5号】"),
    ),
    good=(
        "国办发〔2018〕123号、法释〔2020〕26号。",
        "粤卫许字〔2018〕第00123号，浙网械平台备字〔2018〕第00004号。",
        "见《文选》〔2019〕第3卷，中华人民共和国主席令第10号。",
    ),
)
