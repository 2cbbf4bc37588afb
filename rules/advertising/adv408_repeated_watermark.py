"""逐段重复的水印. A site's name or code after the full stop of paragraph upon paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text

_TAIL = re.compile(
    r"[。！？”；][ \t\u00a0\u3000]?(?P<tail>[A-Za-z0-9]{0,6}(?P<name>[一-鿿]{2,12}(?:[A-Za-z0-9.]{2,20})?|[A-Za-z0-9.-]{4,24}))[ \t\u00a0\u3000]*$"
)
_ENDS = "。！？；：，、”）》"  # a line that ends properly has no tail
_LEAST = 3  # paragraphs that make it a habit
_SHORTEST = 12  # characters of a paragraph
_REACH = 60  # characters from its end


def _loose_ends(text: Text) -> int:
    """How many lines end without a mark, those before a bare line feed counted."""
    submitted = text.submitted
    ends = [at - 1 for at in (*text.signs("\n"), len(submitted))]
    return sum(submitted[at] not in _ENDS for at in ends if at >= 0)


def find(reading: Reading) -> Iterator[Mark]:
    """What stands unpunctuated and the same after the sentence of at least three paragraphs."""
    for text in reading.texts:
        tails: list[tuple[int, re.Match[str]]] = []
        if "\r" not in text.submitted and _loose_ends(text) < _LEAST:
            continue
        loose = [
            (first, last)
            for first, last in text.paragraphs()
            if last - first >= _SHORTEST and text.submitted[last - 1] not in _ENDS
        ]
        if len(loose) < _LEAST:
            continue
        for first, last in loose:
            near_end = max(first, last - _REACH)
            match = _TAIL.search(text.submitted[near_end:last])
            if match:
                tails.append((near_end, match))
        names = Counter(match["name"] for _, match in tails)
        for first, match in tails:
            if names[match["name"]] >= _LEAST:
                start, end = match.span("tail")
                yield Mark(span=text.raw_span(first + start, first + end), suggestions=("",))


RULE = Rule(
    id="ADV408",
    name="逐段重复的水印",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="多个段落末尾重复同样的站名或代码，像是采集程序加的水印，请删去并核对来源。",
    check=structure(find, literals=("。", "！", "？", "；")),
    bad=(
        Bad(
            "各单位要高度重视，压实责任。【4Np某某新闻网】\n要加强领导，统筹推进。【8Qd某某新闻网】\n"
            "要强化监督，严肃问责。【Z1某某新闻网】"
        ),
        Bad(
            "全市共完成投资十亿元。【abc123.com】\n新增就业岗位两万个。【abc123.com】\n"
            "城乡居民收入稳步增长。【abc123.com】\n以上数据均为初步统计。"
        ),
    ),
    good=(
        "会议强调，要高度重视。（新华社）\n会议指出，要统筹推进。（新华社）\n会议要求，要严肃问责。（新华社）",
        "一是压实责任。牵头单位：办公室\n二是统筹推进。牵头单位：办公室\n三是严肃问责。牵头单位：办公室",
        "他说：“好。”某某新闻网\n正文结束。\n某某新闻网",
    ),
)
