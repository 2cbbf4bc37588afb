"""简繁不一的行. A line in one script on a page in the other: what was put in later.

Copies of official pages are run through a converter, and what is injected afterwards is not. The
measure needs no word list: characters found only in one of the scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule, Text
from review.text import HAN, fold_characters
from rules.advertising._characters import traditional

_HAN = re.compile(f"[{HAN}]")
_LEAST = 8  # characters found in one script only, in a line that has none of the other
_SHORTEST = 16  # Chinese characters in such a line
_WHOLE = 30  # characters of its script from which on a page can be said to be in it
_TIMES = 8  # how many times over that script must outweigh the other


@cache
def _simplified_only(rows: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("[" + "".join(rows) + "]")


def find(reading: Reading) -> Iterator[Mark]:
    """Lines wholly in the script that the rest of the text is not in."""
    listed = reading.library["text/simplified_only_characters"]
    for text in reading.texts:
        simplified = _simplified_only(tuple(entry.word for entry in listed.entries))
        yield from _odd_lines(text, simplified)


def _odd_lines(text: Text, simplified: re.Pattern[str]) -> Iterator[Mark]:
    counts: list[tuple[int, int, int, int, int]] = []
    for first, last in text.paragraphs():
        line = text.submitted[first:last]
        han = _HAN.findall(line)
        plain = fold_characters("".join(han))
        traditional = sum(one != other for one, other in zip(han, plain, strict=True))
        counts.append((first, last, len(han), traditional, len(simplified.findall(line))))
    whole = sum(one[3] for one in counts), sum(one[4] for one in counts)
    for here, other in ((3, 4), (4, 3)):
        main, odd = whole[here - 3], whole[other - 3]
        strange = [one for one in counts if one[here] == 0 and one[other] >= _LEAST]
        rest = odd - sum(one[other] for one in strange)
        if main < _WHOLE or main < _TIMES * rest:
            continue
        for one in strange:
            if one[2] >= _SHORTEST:
                line = text.submitted[one[0] : one[1]]
                start = one[0] + len(line) - len(line.lstrip())
                yield Mark(span=text.raw_span(start, start + len(line.strip())))
        return


_PAGE = "為貫徹落實國務院辦公廳關於推進政務新媒體健康有序發展的意見精神，結合我市實際，制定本實施意見。\n各縣（市、區）人民政府負責主管本地區政務新媒體工作，履行規劃建設、組織保障、安全管理等職責。\n建立內容發布審核制度，嚴格執行網絡安全法等法律法規，傳播黨和政府聲音，強化解讀回應。\n"

RULE = Rule(
    id="ADV405",
    name="与全文简繁不一的行",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
        ),
    ),
    message="全文与这一行简繁不一，像是后来加进去的，请核对是否被篡改。",
    check=structure(find, waits=traditional),
    bad=(
        Bad(_PAGE + "【观看视频请点击进入网站发财娱乐城开户送现金充值优惠】\n"),
        Bad("【赌场开户送现金优惠网站视频观看请点击进入发财娱乐】\n" + _PAGE),
    ),
    good=(
        _PAGE,
        "为贯彻落实国务院办公厅意见，结合我市实际，制定本实施意见。\n台湾同胞来信：「感謝」。",
        Good(
            "简体正文，说明如下：\n落實責任，嚴格執行，強化監管，傳播聲音，發布信息，審核內容，組織實施。"
        ),
        _PAGE + "地址：人民路2号\n附件",
    ),
)
