"""伪装的手机号码。

A mobile number with some digits written as characters or drawn in circles, or with odd marks
between: written so that machines don't find it. Plain grouping by spaces and hyphens is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_FACES = (
    "0零〇○⓪⓿",
    "1一壹幺①❶➀⑴⒈",
    "2二贰两②❷➁⑵⒉",
    "3三叁③❸➂⑶⒊",
    "4四肆④❹➃⑷⒋",
    "5五伍⑤❺➄⑸⒌",
    "6六陆⑥❻➅⑹⒍",
    "7七柒⑦❼➆⑺⒎",
    "8八捌⑧❽➇⑻⒏",
    "9九玖⑨❾➈⑼⒐",
)
_VALUE = {face: str(value) for value, faces in enumerate(_FACES) for face in faces}
_LETTERS = {"o": "0", "l": "1", "i": "1", "з": "3", "s": "5", "б": "6", "b": "8"}
_VALUE |= _LETTERS
_ODD = "丶、·•~～_＿*★☆※◆♦"
_FACE = "[" + "".join(_VALUE) + "]"
# Letters stand for digits in codes of goods as well: only behind words that ask to call.
_CALL = re.compile(
    r"(?:电话|手机|热线|微信|联系|咨询|致电|拨打|订购|加我|客服|v|vx)[^\r\n。]{0,6}$"
)
_CALLED = re.compile(r"[ ]?(?:为|是|系)?[^\r\n。，]{0,4}(?:热线|专线|客服|微信同号)")
# The look-behinds stand after the first digit: put first, they are tried at every character.
_NUMBER = re.compile(
    rf"[1一壹幺①❶➀⑴⒈li](?<!{_FACE}.)(?<![a-z0-9].)(?<![{_ODD}年月第].)(?:[ {_ODD}]{{0,2}}{_FACE}){{10}}"
    rf"(?!{_FACE}|[a-z0-9])(?![{_ODD}]{_FACE})"
)


def disguised(match: re.Match[str]) -> bool:
    signs = [char for char in match[0] if char in _VALUE]
    breaks = len(re.findall(rf"[{_ODD}]+", match[0]))
    digits = "".join(_VALUE[char] for char in signs)
    if not re.fullmatch(r"1[3-9][0-9]{9}", digits):
        return False
    if any(char in _LETTERS for char in signs):
        before = match.string[max(0, match.start() - 12) : match.start()]
        called = _CALL.search(before) or _CALLED.match(match.string, match.end())
        return breaks <= 3 and called is not None
    plain = sum(char.isdecimal() and char.isascii() for char in signs)
    # One stop after each digit is a disguise as well; four to nine are a list of numbers.
    if plain == 0 and not breaks and set(signs) <= set("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖"):
        before = match.string[max(0, match.start() - 12) : match.start()]
        return _CALL.search(before) is not None
    circled = plain == 0 and not set(signs) & set("零一二三四五六七八九壹贰叁肆伍陆柒捌玖两幺")
    if plain == len(signs) and match[0].count(" ") >= len(signs) - 1:
        return True  # a blank behind every digit
    if not (breaks or circled or 0 < plain < len(signs)):
        return False
    return breaks <= 3 or (breaks == len(signs) - 1 and "、" not in match[0])


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in text.matches(_NUMBER):
            if disguised(match):
                yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="ADV107",
    name="伪装的手机号码",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="疑似改写过的手机号码（数字夹杂汉字、圈码或者符号），常见于垃圾广告，请删去并检查页面是否被篡改。",
    check=structure(find, waits=(_NUMBER,)),
    bad=(
        Bad("咨询请拨【一3八12345678】。"),
        Bad("请拨【1 3 8 0 0 1 3 8 0 0 0】咨询办理信用卡。"),
        Bad("联系【138丶1234丶5678】"),
        Bad("电话【①③⑧12345678】"),
        Bad("联系方式【①③⑧①②③④⑤⑥⑦⑧】，客服电话：【１３８★１２３４★５６７８】"),
        Bad("报名请拨【①③⑨②②⑥①〇④⑦⑦】"),
        Bad("【13O 8Ol7 l234】为代办热线"),
        Bad("联系电话【壹叁捌零零壹叁捌零零零】，资料当天审核。"),
        Bad("订购电话【13O1234l678】，微信号【l3812345678】"),
    ),
    good=(
        "得分依次为1、3、8、1、2、3、4、5、6、7、8。",
        "手机138****5678，电话138-1234-5678。",
        "编号为一三五、二四六，面积13812平方米，共345678户。",
        "电话区号如下；产品编号13O1234L678，型号LI3812345678。",
        "二○二四年十一月二十三日",
    ),
)
