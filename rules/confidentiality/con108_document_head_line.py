"""公文版头要素。

Copy numbers, urgency and the signer of an upward document stand in the head of papers that are not
written for the public. Only as a line of their own, or at the end of the line that names the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_HEAD = re.compile(
    r"(?:(?m:^)[ \t]*|(?<=文件)[ ]?|(?<=[0-9]号)[ ]?|(?<=。)[ ]?(?=签发人)|(?<=★)[ \t]{0,8}(?=特|加|平)|(?<=★[0-9]年)[ \t]{0,8}|(?<=★[0-9][0-9]年)[ \t]{0,8}|(?<=★长期)[ \t]{0,8})"
    r"(?P<line>份号[ ]?[：:][ ]?[0-9]{1,6}|签发人[ ]?[：:][ ]?[\u4e00-\u9fff]{2,4}(?:[ 、]{1,3}[\u4e00-\u9fff]{2,4}){0,3}"
    r"|紧急程度[ ]?[：:][ ]?(?:特急|特提|加急|平急)|(?:特急|特提|加急|平急)(?:[ ]?·[ ]?明电)?|等级[ ]?[：:]?[ ]?(?:特急|特提|加急|平急)[ ]?·?[ ]?明电)"
    r"[ \t]*\r?(?m:$)"
)
# Urgency with 明电 is a telegram's head wherever a line begins with it.
_CABLE = re.compile(r"(?m:^)[ \t]*[【（(]?(?P<line>(?:特急|特提|加急|平急)[ ]?[·•・][ ]?明电)")
# A copy number without its label stands over the level or the urgency.
_COPY = re.compile(
    r"(?m:^)[ \t]*(?P<line>[0-9]{6})[ \t]*\r?\n(?=[ \t]*(?:[绝机秘]密|特急|特提|加急|平急))"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for form in (_HEAD, _CABLE, _COPY):
            for match in form.finditer(text.folded):
                yield Mark(span=text.span(*match.span("line")))


RULE = Rule(
    id="CON108",
    name="公文版头要素",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.2"),),
    message="份号、紧急程度、签发人是内部公文的版头要素：请确认来文可以公开，公开稿删去这一行。",
    check=structure(
        find, literals=("份号", "签发人", "特急", "特提", "加急", "平急", "密★", "密☆")
    ),
    bad=(
        Bad("【份号：000001】\n【特急】\n关于报送年度总结的请示"),
        Bad("清府〔2024〕12号\n【签发人：张三】\n关于申请经费的请示"),
        Bad("县人民政府文件  【签发人：王建国】\n关于请求解决资金的请示"),
        Bad("【000017】\n秘密★3年\n县人民政府办公室文件"),
        Bad("【特急·明电】 关于做好强降雨防御工作的紧急通知"),
        Bad("现将有关事项印发。【签发人：李国华】"),
        Bad("【加急】\n各县（市、区）人民政府："),
        Bad("机密★　　【特急】\n市委办公室传真"),
    ),
    good=(
        "气象台发布暴雨红色预警，各地进入特急状态。",
        "签发人应当对公文内容负责。",
        "公文份号、密级和紧急程度的编排要求见附件。",
        "加急办理护照的，三日内取证。",
    ),
)
