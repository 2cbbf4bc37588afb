"""夹注的拼音. Readings stuffed in after common characters by programs that launder stolen pages.

One or two are help with a rare character; many, after common ones, are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from review.text import fold_characters

_READING = re.compile(
    "(?P<char>[一-鿿])(?P<reading>[(（](?P<sound>[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}(?:[ '’]?[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]?[a-zü]{1,4}){0,4}|[a-zü]{2,6})[)）])"
)
_TEACHING = re.compile("读音|拼音|注音|声调|正音|易错字|读作|多音字|字音")
_LEAST = 3  # readings, all but one of them with their tones


@cache
def _common(rows: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(rows))


def _is_its_sound(match: re.Match[str]) -> bool:
    """Whether letters without a tone are the sound of the character before them, and no English."""
    if not match["sound"].isascii():
        return True
    from pypinyin import Style, pinyin  # noqa: PLC0415  # 0.2 s that most texts need not wait for

    (sounds,) = pinyin(match["char"], style=Style.NORMAL, heteronym=True)
    return match["sound"] in sounds


def find(reading: Reading) -> Iterator[Mark]:
    """All readings after common characters, if there are many and nothing is being taught."""
    table = reading.library["text/standard_characters"].entries
    common = _common(tuple(entry.word for entry in table if "一级字表" in entry.source))
    for text in reading.texts:
        found = [
            match
            for match in _READING.finditer(text.submitted)
            if fold_characters(match["char"]) in common and _is_its_sound(match)
        ]
        if sum(not match["sound"].isascii() for match in found) < _LEAST - 1:
            continue
        if len(found) >= _LEAST and not _TEACHING.search(text.folded):
            for match in found:
                yield Mark(span=text.raw_span(*match.span("reading")), suggestions=("",))


RULE = Rule(
    id="ADV406",
    name="常用字后夹注的拼音",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="常用字后成批夹注拼音，是采集改写程序留下的痕迹，请删去并核对全文来源。",
    check=structure(find, literals=tuple("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")),
    bad=(
        Bad("政务公开【(kāi)】信息发【(fā)】布审【(shěn)】核制度，文章【(zhāng)】来源"),
        Bad("號【(hào)】碼編制規【(guī)】則【(zé)】調【(diào)】整，文章【(zhang)】來源"),
        Bad("各单【（dān）】位要严【（yán）】格落【（luò）】实责任【（rèn）】制。"),
    ),
    good=(
        "黟(yī)县、盱眙(yí)、亳(bó)州、儋(dān)州、郫(pí)都等地名读法。",
        "易错字读音：参差(cī)、角(jué)色、处(chǔ)理、供(gòng)认",
        "人工智能（ai）、移动客户端(app)、物联网(iot)、区块链(bsn)、大数据(data)",
    ),
)
