"""杂散空格与不可见字符。A no-break space or an invisible character between Chinese characters.

It breaks search and citation without anybody seeing it: 123号 with one inside is found by no
engine. Padding (runs, indents, line ends) and letter-spaced headings are a layout's matter and
are let alone; a plain space is only spoken of where it splits a word of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule, Text
from review.text import HAN
from rules.text._signs import CHINESE

_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_ZERO = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b\u000e-\u001f\u007f"
_ANY = f"{_ODD}{_ZERO} \\t\u3000"
_UNSEEN = re.compile(f"[{_ODD}{_ZERO}][{_ANY}]*")
# the space first: a pattern that begins by looking back is tried at every character
_PLAIN = re.compile(f"[ \u3000](?<=[{HAN}].)(?=[{HAN}])")
_NUMBER = re.compile("(?<=〕)第?[0-9]{1,5}(?P<space>[ \u3000])(?=[号號])")
_WRITTEN = re.compile(f"[{CHINESE}0-9A-Za-z]")
_CHINESE = re.compile(f"[{CHINESE}]")
_ZERO_ONLY = re.compile(f"[{_ZERO}]+")
_HEADING = re.compile("第[0-9一二三四五六七八九十百千]{1,5}[编章节条款]$|[0-9日:：]$")
_BLANKS = re.compile(f"[{_ANY}]")
_SENTENCE = 12  # characters of a line from which on it is taken for a sentence, not a heading
_WORD = 2  # characters up to which the parts of a line are letter-spaced
_NAME = 4  # characters up to which a part of a line may be a name in a row of names


def find(reading: Reading) -> Iterator[Mark]:
    """Unseen characters inside Chinese, and plain spaces that split a word."""
    for text in reading.texts:
        for match in _UNSEEN.finditer(text.submitted):
            start, end = match.span()
            if _zero_width(text.submitted, start, end) or (
                end - start == 1 and _inside_sentence(text, start)
            ):
                yield Mark(span=text.raw_span(start, end), suggestions=("",))
        if "〕" in text.submitted:
            for match in _NUMBER.finditer(text.submitted):
                yield Mark(span=text.raw_span(*match.span("space")), suggestions=("",))
        for at in (*text.signs(" "), *text.signs("\u3000")):
            if not _PLAIN.match(text.submitted, at):
                continue
            if _inside_sentence(text, at) and _splits_word(text, at):
                yield Mark(
                    span=text.raw_span(at, at + 1), suggestions=("",), severity=Severity.HINT
                )


def _zero_width(text: str, start: int, end: int) -> bool:
    if not _ZERO_ONLY.fullmatch(text, start, end):
        return False
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return _CHINESE.search(around) is not None and len(_WRITTEN.findall(around)) == len(around)


def _inside_sentence(text: Text, at: int) -> bool:
    submitted = text.submitted
    if not 0 < at < len(submitted) - 1 or not all(
        _WRITTEN.match(submitted, beside) for beside in (at - 1, at + 1)
    ):
        return False
    if not any(_CHINESE.match(submitted, beside) for beside in (at - 1, at + 1)):
        return False
    if any(
        submitted[beside].isascii() and submitted[beside].isalpha() for beside in (at - 1, at + 1)
    ):
        return False
    first, last = _line(submitted, at)
    left = _BLANKS.split(submitted[first:at])[-1]
    right = _BLANKS.split(submitted[at + 1 : last])[0]
    if max(len(left), len(right)) <= _WORD or len(submitted[first:last].strip()) < _SENTENCE:
        return False
    if submitted[at + 1] in "号號":
        return True
    return min(len(left), len(right)) > _NAME and not _HEADING.search(left)


def _line(text: str, at: int) -> tuple[int, int]:
    first = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    ends = (text.find("\n", at), text.find("\r", at))
    return first, min((end for end in ends if end >= 0), default=len(text))


def _splits_word(text: Text, at: int) -> bool:
    folded = text.folded_offset(at)
    return folded not in text.word_edges(folded - 1, folded + 1)


RULE = Rule(
    id="TXT203",
    name="汉字之间的杂散空格",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "5.1", date(2012, 6, 1)),),
    message="汉字之间夹有空格或看不见的字符，会使检索和引用失败，应删去。",
    check=structure(find, waits=(_UNSEEN, _PLAIN, _NUMBER)),
    bad=(
        Bad("为贯彻落实《国务院办公厅关于推进政务新媒体健康有序【\u00a0】发展的意见》精神"),
        Bad("（国办发〔2018〕123【\u00a0】号）和（粤办函〔2019〕90号）"),
        Bad("《意见》（国办发〔2018〕123【 】号）"),
        Bad("请登录政务【\u200b】服务网办理居住【\ufeff】证。"),
        Bad("【\u200b】各镇要迅速组织力量。"),
        Bad("各地要切实加强组织领导，狠抓工作落【 】实，确保按时完成。"),
    ),
    good=(
        "\u00a0\u00a0清远市人民政府办公室\u00a0\u00a0 \n\u3000\u3000各县（市、区）人民政府： \u00a0 \u00a0",
        "第一条\u00a0为了规范政府信息公开工作，保障公民知情权，制定本条例。",
        Good(
            "出席会议的有王建国\u00a0李卫东\u00a0周海英\u00a0欧阳晓燕等同志。", title="通\u00a0知"
        ),
        "某府办〔2024〕  号 签发人：",
        "不忘初心 牢记使命 为中华民族伟大复兴的中国梦而奋斗",
        "2019年5月17日\u00a0清远市人民政府办公室（政务信息科）发布消息称",
        "家庭装 👨\u200d👩\u200d👧 使用 APP 扫码，记者 张三 摄影报道全市防汛工作情况。",
    ),
)
