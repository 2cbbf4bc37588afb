"""半角标点。A half-width mark beside Chinese, but not one within an address, a time or a number.

Brackets are judged as a pair: both are wrong if Chinese stands before or within them. Marks near one
another are one finding, put right by one click. Where a text is full of them an editor is asked
once, at the first, and only shown the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import CHINESE, addresses, foreign_name, is_chinese, is_han

_FULL = dict(zip(",;:?!().", "，；：？！（）。", strict=True))
_BESIDE = re.compile(f"[{CHINESE}][,;:?!.]|[,;:][{CHINESE}]|[()]")
_LINE_END = re.compile("[\\r\\n]")
_NEAR = 12  # characters from one mark to the next
_FEW = 3  # findings in a text, up to which each is asked about
_ORDINAL = re.compile(r"[ \t\u00a0\u3000]*[0-9A-Za-z]{1,3}$")


def find(reading: Reading) -> Iterator[Mark]:
    """Half-width marks beside Chinese, those near one another as one."""
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
        groups = _groups(submitted, sorted(wrong))
        many = len(groups) > _FEW
        for number, group in enumerate(groups):
            start, end = group[0], group[-1] + 1
            stretch = list(submitted[start:end])
            for at in group:
                stretch[at - start] = _FULL[submitted[at]]
            yield Mark(
                span=text.raw_span(start, end),
                suggestions=("".join(stretch),),
                message=f"汉字旁边用了半角标点，应改为全角；本篇共{len(wrong)}处。" if many else "",
                severity=Severity.HINT if many and number else None,
            )


def _groups(text: str, places: list[int]) -> list[list[int]]:
    """The places, those of one line and not far from one another together."""
    groups: list[list[int]] = []
    for at in places:
        last = groups[-1][-1] if groups else None
        if last is None or at - last > _NEAR or _LINE_END.search(text, last, at):
            groups.append([at])
        else:
            groups[-1].append(at)
    return groups


def _wrong(text: str, at: int) -> bool:
    mark, before = text[at], is_chinese(text, at - 1)
    if mark == ".":
        return before and _ends_sentence(text, at) and not foreign_name(text, at)
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
        Bad("各县【(市、区)人民政府,市政府各部门:】"),
        Bad("移动客户端【(APP)以及第三方平台;其他!】"),
        Bad("为什么要登记【?请看说明.】", title="关于报名的通知【(2024年)】"),
        Bad("见附件（附件1【)。网址:】http://www.gov.cn/a,b/?x=1;y=2"),
        Bad("加强组织领导【,】压实各级各部门的主体责任和监管责任【;】\n狠抓落实【.】"),
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
