"""词语之间的符号。

Stars and pictures strewn between the words of a page, so that no search finds them: a trace of
programs that launder stolen pages. Authors of posts put a picture where a phrase ends, so it takes
many, a few characters from each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from review.text import HAN

_RANGES = (
    *("\u2600-\u2604", "\u2606-\u2610", "\u2612-\u26ff", "\u2700-\u27bf", "\u25b2-\u25b7"),
    *("\u2660-\u2667", "\U0001f300-\U0001faff", "\u2605\u25bc\u25bd\u25c6\u25c7\u25c8\ufe0f\u20e3"),
)
_SYMBOL = "[" + "".join(_RANGES) + "]"
_STUFFED = re.compile(f"(?<=[{HAN}])(?:{_SYMBOL}){{1,6}}(?=[{HAN}])")
_ANY = re.compile(_SYMBOL)
_LEAST = 6  # symbols in one line
_MIXED = 3  # places in a line where several kinds stand between two characters
_NEAR = 5  # characters to the next: shorter than a phrase
_SHARE = 0.6  # of the symbols of a line that stand so near to the next


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        if len(_ANY.findall(text.submitted)) < _LEAST:
            continue
        for first, last in text.paragraphs():
            places = [match.span() for match in _STUFFED.finditer(text.submitted, first, last)]
            if len(places) < _MIXED or sum(end - start for start, end in places) < _LEAST:
                continue
            mixed = [one for one in places if len(set(text.submitted[slice(*one)])) > 1]
            gaps = [after[0] - before[1] for before, after in pairwise(places)]
            dense = len(places) > _MIXED and sum(gap <= _NEAR for gap in gaps) >= _SHARE * len(gaps)
            if dense or len(mixed) >= _MIXED:
                yield Mark(span=text.raw_span(places[0][0], places[-1][1]))


RULE = Rule(
    id="ADV411",
    name="词语之间的符号",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="词语之间成批夹着星号、图形，是采集改写程序留下的痕迹，请删去并核对全文来源。",
    check=structure(find, waits=(_STUFFED,)),
    bad=(
        Bad("关于【★加强★政务★公开✿工作★的实施✿】意见"),
        Bad("关于防汛工作的通知【★✿★✿各单位要加强值守★✿✿★及时上报险情✿★✿★】确保安全度汛。"),
        Bad("各县🗨️人民".replace("🗨️", "【🗨️") + "🗨️政府★办公✿室：为🗨️贯彻★】落实精神。"),
    ),
    good=(
        "春天来了🌸来清远看花吧🌸英西峰林的油菜花开了🌸连南的梯田绿了🌸带上家人一起出发🌸留下美好的回忆🌸等你来哦",
        "🎉🎉🎉热烈祝贺🎉🎉🎉我市代表队🎉🎉🎉喜获佳绩",
        "★★★★★评定结果：★一星★★二星★★★三星",
        "□是 □否 ☑同意 ☐不同意；○单选 ●多选",
        "温度↑湿度↓气压→，①②③④⑤⑥⑦条。",
    ),
)
