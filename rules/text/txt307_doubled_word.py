"""重复的词。审批表审批表: a word typed or pasted twice.

Two characters twice are often right (研究研究, 很多很多), so those are only asked about where the
word is one that is never doubled; longer ones where nothing explains them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.repeat import repeats
from review.rule import Bad, Mark, Reading, Rule, Text
from review.wordlist import Entry

_LONGEST = 8
_HAN_ONLY = re.compile("[一-鿿]+")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿两几半每逐第]")
_CLITIC = "同和与及跟对向比的了着过又再也还就很太更最非"
_PARTICLE = re.compile("(?<![目标美])的的(?![确士话黎里答])")


def find(reading: Reading) -> Iterator[Mark]:
    """Words of two to eight characters that stand twice in a row."""
    never = reading.library["text/never_doubled_words"].entries
    for text in reading.texts:
        if "的的" in text.folded:
            for match in _PARTICLE.finditer(text.folded):
                yield Mark(span=text.span(*match.span()), suggestions=("的",))
        taken = -1
        for start, length in sorted(repeats(text, _LONGEST), key=lambda one: (one[0], -one[1])):
            if start < taken:
                continue
            if _slip(text, start, length, never):
                word = text.submitted[slice(*text.submitted_range(start, start + length))]
                taken = start + 2 * length
                yield Mark(span=text.span(start, taken), suggestions=(word,))


def _slip(text: Text, start: int, length: int, never: Sequence[Entry]) -> bool:
    folded = text.folded
    word = folded[start : start + length]
    if not _HAN_ONLY.fullmatch(word) or len(set(word)) == 1:
        return False
    if folded[start + 2 * length : start + 3 * length] == word or _periodic(word):
        return False
    if folded[start + 2 * length : start + 2 * length + 1] in {"！", "!"}:
        return False  # a cheer
    edges = text.word_edges(start, start + 2 * length)
    if not {start, start + length, start + 2 * length} <= set(edges):
        return False
    if length == 2:  # characters; see the module's own words
        return any(entry.word == word for entry in never)
    return not _NUMERAL.search(word) and word[-1] not in _CLITIC and word[0] not in _CLITIC


def _periodic(word: str) -> bool:
    half = len(word) // 2
    return len(word) % 2 == 0 and word[:half] == word[half:]


RULE = Rule(
    id="TXT307",
    name="重复的词语",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="同一个词连写了两遍，请核对。",
    check=structure(find),
    bad=(
        Bad("填写政府信息公开【审批表审批表】，经【办公室办公室】审核。"),
        Bad("各单位要【进行进行】整改，【关于关于】此事另行通知。"),
        Bad("检疫合格【的的】生猪产品方可上市。"),
    ),
    good=(
        "设立的目的的确明确，标的的价值，的的确确是美的的产品。",
        "常常个个天天，大家研究研究、商量商量，很多很多，一个一个问题解决，逐项逐项落实。",
        "主席同主席同机抵达；一个领域一个领域地突破；哈哈哈哈哈哈；二〇二〇年。",
        "支持建设建设银行网点；服务服务业发展；第一中队中队长；管理管理学博士点。",
        "加油加油加油，中国队中国队中国队！",
    ),
)
