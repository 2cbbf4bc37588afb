"""护照和通行证号码。

Too short to prove themselves: only after the words for such a document. Where the number has the
very form that this document's numbers have, old or new, that is certain; another form (a foreign
passport, a misprint) is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.confidentiality._tables import in_column

_LETTER = "[a-hj-np-z]"  # I and O are left out of the second place (国家移民管理局)
# 国家移民管理局 on passports (G and 8 digits; from 2012 E; then E, a letter and 7 digits) and on
# exit permits (C and 8 digits from 2014, CA0000001 from December 2018); 公安部 2010 on H and M with
# 8 digits for life and 2 for the issue. W, T, L, D, S, P, K and MA from specimens.
_FORMS = {
    "护照": rf"(?:[eg][0-9]{{8}}|e{_LETTER}[0-9]{{7}}|[dsp]e?[0-9]{{7,8}}|[hk][0-9]{{8}}|kj[0-9]{{7}}|ma[0-9]{{7}})",
    "往来港澳": rf"(?:[cw][0-9]{{8}}|c{_LETTER}[0-9]{{7}})",
    "往来台湾": rf"(?:[tl][0-9]{{8}}|l{_LETTER}[0-9]{{7}})",
    "来往内地|回乡证|港澳证": r"[hm][0-9]{8}(?:[0-9]{2})?",
    "来往大陆|台胞证": r"(?:[0-9]{8}|[0-9]{10}(?:[(（]?[a-z][)）]?)?)",
    "永久居留": r"(?:[a-z]{3}[0-9]{12}|9[0-9]{17})",
}
_EXACT = [(re.compile(label), re.compile(form)) for label, form in _FORMS.items()]
_NUMBER = re.compile(
    r"(?:护照|往来(?:港澳|台湾)通行证|(?:(?:港澳|台湾|香港|澳门)(?:地区)?居民)?来往(?:内地|大陆)通行证|通行证|回乡证|台胞证|港澳证|永久居留(?:身份)?证|居留证|居留许可|签证|军官证|士兵证|驾驶证档案)"
    r"(?:件)?[（(]?(?:号码|编号|号)?(?:为|是)?[ ]?[：:（(]?[ ]?"
    r"(?P<number>(?:[a-z]{1,3}[0-9]{7,12}|[军武南北东西中海空][字]?第?[0-9]{6,8}|[0-9]{8,10}(?:[(（][a-z][)）])?|9[0-9]{17}))"
    r"(?![0-9a-z*]|[人本份件张个万多余])"
)
_NAMES = ("护照", "通行证", "回乡证", "台胞证", "港澳证", "居留证", "居留许可", "签证", "永久居留")


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in _NUMBER.finditer(text.folded):
            start, end = match.span("number")
            if in_column(text, start, end):
                continue
            number = match["number"]
            label = match.string[match.start() : start]
            certain = any(one.search(label) and form.fullmatch(number) for one, form in _EXACT)
            bare = label.startswith("通行证") and re.fullmatch(r"[cwtlhm][a-z]?[0-9]{7,10}", number)
            yield Mark(
                span=text.span(start, end),
                suggestions=(number[:1].upper() + "*" * (len(number) - 3) + number[-2:].upper(),),
                severity=None if certain or bare else Severity.WARN,
            )


RULE = Rule(
    id="CON104",
    name="护照和通行证号码",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国个人信息保护法", "第二十五条", date(2021, 11, 1)),),
    message="疑似护照、通行证等出入境证件号码，公开前须隐去。",
    check=structure(find, literals=(*_NAMES, "军官证", "士兵证", "驾驶证档案")),
    bad=(
        Bad("旅客张三，护照号【E12345678】。"),
        Bad("护照号码：【EA1234567】，旧护照【G12345678】，公务护照【SE1234567】。"),
        Bad("持往来港澳通行证【C12345678】入境，新证往来港澳通行证【CA1234567】。"),
        Bad("往来港澳通行证（【W12345678】）和往来台湾通行证【T12345678】均已注销。"),
        Bad(
            "台胞证号：【12345678】，台湾居民来往大陆通行证（号码【12345678】），旧证台胞证【1234567890(B)】"
        ),
        Bad("港澳居民来往内地通行证：【H1234567890】，有效期五年。"),
        Bad("外国人永久居留身份证号码：【ABC123456789012】"),
    ),
    good=(
        "护照、通行证办理须预约，咨询电话12367。",
        "护照号E******78，往来港澳通行证全国通办。",
        "今年签发护照12345本，通行证2345678人次，签证20230102份。",
        "电子护照将于2012年5月15日启用。",
        "车辆通行证办理电话：07633312345；通行证：粤R12345。",
        "办理通行证请拨打0763-3312345，护照照相服务12345678人次。",
    ),
)
