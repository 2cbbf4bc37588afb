"""整页变成繁体。

A mainland organ's text in traditional characters throughout: what mirrors make of pages they have
taken. Measured by the share of characters that have a simplified form; said once, at the first of
them, instead of at each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text
from review.text import HAN, fold_characters
from review.wordlist import Wordlist
from rules._search import kept
from rules.advertising._characters import traditional

_HAN_RUN = re.compile(f"[{HAN}]+")
_ORGAN = re.compile(
    r"人民政府|国务院|政府办|办公[厅室]|[省市县区]委|政务|人大常委会|[一-鿿]{2,8}局|〔[0-9]{4}〕"
)
_LEAST = 45  # Chinese characters of a text that can be said to be in one script
_LINE = 8  # characters in a row before a mark: a sentence, and not the furniture of the page
_STOPS = "，。；：、,;:（("
_SHARE = 0.05
_TIMES = 8  # how many times over they must outweigh those found in simplified texts only
_LISTED = "text/simplified_only_characters"


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        yield from _in_traditional(text, _simplified(reading.library[_LISTED]))


@kept
def _simplified(listed: Wordlist) -> re.Pattern[str]:
    return re.compile("[" + "".join(entry.word for entry in listed.entries) + "]")


def _in_traditional(text: Text, simplified: re.Pattern[str]) -> Iterator[Mark]:
    han = changed = 0
    first = -1
    for match in _HAN_RUN.finditer(text.submitted):
        plain = fold_characters(match[0])
        han += len(plain)
        if plain == match[0]:
            continue
        changed += sum(one != other for one, other in zip(match[0], plain, strict=True))
        if (
            first < 0
            and len(plain) >= _LINE
            and text.submitted[match.end() : match.end() + 1] in _STOPS
        ):
            first = match.start()
    if han < _LEAST or changed < _SHARE * han or not _ORGAN.search(text.folded):
        return
    if first >= 0 and changed >= _TIMES * len(simplified.findall(text.submitted)):
        line = next(one for one in text.paragraphs() if one[0] <= first <= one[1])
        words = text.submitted[line[0] : line[1]]
        start = line[0] + len(words) - len(words.lstrip())
        yield Mark(span=text.raw_span(start, start + len(words.strip())))


_PAGE = (
    "為貫徹落實國務院辦公廳關於推進政務新媒體健康有序發展的意見精神，結合我市實際，制定本實施意見。"
)
_REST = "\n各縣（市、區）人民政府負責主管本地區政務新媒體工作，履行規劃建設、組織保障、安全管理等職責，嚴格執行有關規定，及時報告情況。"

RULE = Rule(
    id="ADV410",
    name="整页变成繁体",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),
        Basis("中华人民共和国国家通用语言文字法", "第九条"),
    ),
    message="全文是繁体字：内地机关的文稿应当使用规范汉字，整页变成繁体也是镜像网站改写的痕迹，请对照原稿核对来源。",
    check=structure(find, waits=traditional),
    fields=("title", "body"),
    bad=(
        Bad(f"【{_PAGE}】{_REST}"),
        Bad(f"　　【{_PAGE}】{_REST}\n二〇一九年五月"),
    ),
    good=(
        "各县（市、区）人民政府负责主管本地区政务新媒体工作。書法家題寫“清風正氣”四字，展出於市博物館。"
        * 2,
        "市人民政府办公室：台湾同胞来信说“感謝政府的關懷，祝願兩岸同胞生活幸福”，读来令人动容，记者采访了多位在清远投资兴业的台胞，他们讲述了扎根大陆二十年的故事，也谈到对未来发展的期待和信心。",
        _PAGE,
        "后于范采著乾隆瞭望干面里发，人民政府。" * 8,
    ),
)
