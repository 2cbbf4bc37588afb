"""人工智能标识缺失。

Whoever publishes generated content must declare it and carry the label; the author declared it,
so the text must say so at its beginning or end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import AiUse, Basis, Facts, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

LABEL = re.compile(
    r"(?:人工智能|(?<![a-z])ai(?![a-z])|aigc)[^\n。]{0,8}(?:生成|合成|创作|制作|撰写|辅助|润色|绘制)"
    r"|(?:生成|合成)[^\n。]{0,6}(?:人工智能|(?<![a-z])ai(?![a-z]))"
)


def find(reading: Reading) -> Iterator[Mark]:
    if reading.document.facts.ai_use is AiUse.NONE:
        return
    if any(LABEL.search(text.folded) for text in reading.texts):
        return
    for text in reading.texts:
        if text.submitted.strip():
            start = len(text.submitted) - len(text.submitted.lstrip())
            line = text.submitted[start:].splitlines()[0].rstrip()
            yield Mark(span=text.raw_span(start, start + len(line)))
            return


RULE = Rule(
    id="LEG202",
    name="人工智能标识缺失",
    gate=Gate.LEGAL,
    severity=Severity.BLOCK,
    basis=(Basis("人工智能生成合成内容标识办法", "第四条、第十条", date(2025, 9, 1)),),
    message="稿件申报使用了人工智能生成内容，文首或者文末应标明，如“本文由人工智能辅助生成”。",
    check=structure(find),
    valid_from=date(2025, 9, 1),
    fields=("title", "summary", "body", "caption"),
    bad=(
        Bad("【一图看懂公积金新政】\n提取条件放宽。", facts=Facts(ai_use=AiUse.FULLY)),
        Bad("提取条件放宽。", title="【公积金新政问答】", facts=Facts(ai_use=AiUse.PARTLY)),
    ),
    good=(
        "提取条件放宽。",
        Good("提取条件放宽。\n（本文由人工智能辅助生成）", facts=Facts(ai_use=AiUse.PARTLY)),
        Good("提取条件放宽。\n图片由AI合成", facts=Facts(ai_use=AiUse.PARTLY)),
        Good("公积金贷款额度提高。", facts=Facts(ai_use=AiUse.FULLY), as_of=date(2025, 8, 1)),
    ),
)
