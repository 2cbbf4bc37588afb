"""省略号误写。An ellipsis is six dots: ……; together with 等 it says the same thing twice."""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.text._signs import is_chinese

_LEADER = 8  # dots from which on they lead to a page number


def _chinese_beside(match: re.Match[str]) -> bool:
    run, text = match[0], match.string
    if run in {"……", "…………"} or len(run) >= _LEADER:
        return False
    after = text[match.end() : match.end() + 3].strip()
    if len(run) > 4 and after[:1].isdigit():
        return False
    if is_chinese(text, match.start() - 1):
        return True
    head = text[max(0, match.start() - 1) : match.start()]
    return not head.strip() and is_chinese(text, match.end())


RULE = Rule(
    id="TXT204",
    name="误写的省略号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.11.2、附录A.9", date(2012, 6, 1)),),
    message="省略号应为六个连点“……”。",
    check=pattern(
        r"\.\.\.\.*|。。。。*|····*|．．．．*|…+",
        view="submitted",
        only_if=_chinese_beside,
        suggest=lambda _: ("……",),
    ),
    bad=(
        Bad("他停顿片刻【...】继续说，有菜有肉【。。。】"),
        Bad("种类很多【…】大家都来看看吧【………】"),
    ),
    good=(
        "他停顿片刻……继续说。全场肃静…………",
        "第一章 总则........................1\n第二章 分则………………………………12",
        "Loading... please wait",
        "网址省略为http://www.gov.cn/...请勿点击",
    ),
)
