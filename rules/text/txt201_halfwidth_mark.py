"""半角标点。A half-width mark beside Chinese, but not one within an address, a time or a number.

Brackets are judged as a pair: both are wrong if Chinese stands before or within them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import CHINESE, addresses, is_chinese, is_han

_FULL = dict(zip(",;:?!().", "，；：？！（）。", strict=True))
_BESIDE = re.compile(f"[{CHINESE}][,;:?!.]|[,;:][{CHINESE}]|[()]")
_ORDINAL = re.compile(r"[ \t\u00a0\u3000]*[0-9A-Za-z]{1,3}$")


def find(reading: Reading) -> Iterator[Mark]:
    """Every half-width mark beside Chinese, one finding each."""
    for text in reading.texts:
        submitted = text.submitted
        places = sorted(at for mark in _FULL for at in text.signs(mark))
        if not places:
            continue
        kept = addresses(submitted)
        places = [at for at in places if not any(start <= at < end for start, end in kept)]
        brackets = [at for at in places if submitted[at] in "()"]
        wrong = _wrong_brackets(submitted, brackets)
        wrong |= {at for at in places if submitted[at] not in "()" and _wrong(submitted, at)}
        for at in sorted(wrong):
            yield Mark(span=text.raw_span(at, at + 1), suggestions=(_FULL[submitted[at]],))


def _wrong(text: str, at: int) -> bool:
    mark, before = text[at], is_chinese(text, at - 1)
    if mark == ".":
        return before and _ends_sentence(text, at)
    if mark in "?!":
        return before and not (mark == "?" and text[at - 1] in "？?！!")
    if mark == ":" and text.startswith("//", at + 1) and not before:
        return False
    return before or is_chinese(text, at + 1)


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a dot after Chinese ends a sentence; 一. is an ordinal and .docx an ending."""
    if text[at - 1 : at + 2].count(".") > 1 or (at + 1 < len(text) and text[at + 1] == "."):
        return False
    head = text[max(0, at - 4) : at]
    if re.search(r"(?:^|[\s（(第])[一二三四五六七八九十]{1,3}$", head):
        return False
    return at + 1 == len(text) or is_chinese(text, at + 1) or text[at + 1] in " \t\u3000\r\n"


def _wrong_brackets(text: str, places: list[int]) -> set[int]:
    wrong: set[int] = set()
    opened: list[int] = []
    for at in places:
        if text[at] == "(":
            opened.append(at)
        elif opened and "\n" not in text[opened[-1] : at]:
            first = opened.pop()
            if is_chinese(text, first - 1) or any(
                is_han(text, inner) for inner in range(first + 1, at)
            ):
                wrong |= {first, at}
        elif _alone(text, at):
            wrong.add(at)
    wrong |= {at for at in opened if is_chinese(text, at - 1) or is_chinese(text, at + 1)}
    return wrong


def _alone(text: str, at: int) -> bool:
    """Whether a closing bracket without its opening one is wrong: not after an ordinal, as in 1)."""
    line = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
    if line.count("（") > line.count("）") + line.count(")"):
        return True
    return not _ORDINAL.match(line) and is_chinese(text, at - 1)


RULE = Rule(
    id="TXT201",
    name="中文里的半角标点",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "5.1", date(2012, 6, 1)),),
    message="汉字旁边用了半角标点，应改为全角。",
    check=structure(find, waits=(_BESIDE,)),
    bad=(
        Bad("各县【(】市、区【)】人民政府【,】市政府各部门【:】"),
        Bad("移动客户端【(】APP【)】以及第三方平台【;】其他【!】"),
        Bad("为什么要登记【?】请看说明【.】", title="关于报名的通知【(】2024年【)】"),
        Bad("见附件（附件1【)】。网址【:】http://www.gov.cn/a,b/?x=1;y=2"),
    ),
    good=(
        "时间为9:30—11:00，比分3:1，共1,234.5元，占12.5%。",
        "网址：https://www.gov.cn/zhengce/index.html?a=1,2&b=(c) 邮箱a.b@gov.cn",
        "1.加强领导。2.狠抓落实。1)第一项 a)第二项",
        "请使用 Windows 10 (64-bit), version 2.0; see README.md. 附件.docx",
        "参见Yahoo!网站与WTO(2001)成员名单，f(x)=1。",
        "他停了一下......没有说话；空格&nbsp;残留。",
    ),
)
