"""人工智能标识未申报。The text says a machine wrote it, the author declared that none did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import AiUse, Basis, Facts, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

# Said of this very piece or its picture, not of a technology reported on.
_SAID = re.compile(
    r"(?:本|此|该)?(?:文|稿|篇|图|视频|内容|文章|配图|图片|插图|海报|音频)[^\n。，]{0,6}?(?:由|为|系|使用|采用|借助|经)"
    r"[^\n。，]{0,6}?(?:人工智能|(?<![a-z])ai(?![a-z])|aigc)[^\n。，]{0,6}?(?:生成|合成|创作|制作|撰写|绘制)"
    r"|(?m:^)[（(【\[]?(?:人工智能|ai)(?:辅助)?(?:生成|合成)(?:内容|图片|配图)?[）)】\]]?(?m:$)"
)


def find(reading: Reading) -> Iterator[Mark]:
    if reading.document.facts.ai_use is not AiUse.NONE:
        return
    for text in reading.texts:
        for match in _SAID.finditer(text.folded):
            yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="LEG203",
    name="人工智能标识未申报",
    gate=Gate.LEGAL,
    severity=Severity.HINT,
    basis=(Basis("人工智能生成合成内容标识办法", "第十条", date(2025, 9, 1)),),
    message="文中写明由人工智能生成，但稿件申报为未使用；请改正申报，发布时一并使用平台的标识功能。",
    check=structure(find, literals=("ai", "人工智能")),
    valid_from=date(2025, 9, 1),
    fields=("title", "summary", "body", "caption"),
    bad=(
        Bad("公积金提取条件放宽。\n（【本文由人工智能辅助生成】）"),
        Bad("赛事海报亮相。（【图片由AI合成】）"),
    ),
    good=(
        "新办法要求对人工智能生成合成内容添加标识。",
        "市民可用AI生成春联。",
        Good("（本文由人工智能辅助生成）", facts=Facts(ai_use=AiUse.PARTLY)),
        "不法分子利用AI合成视频实施诈骗。",
    ),
)
