"""反复使用“亲自”。

Sparingly, says the guide for news agencies: a leader who does his work does it in person. Twice in
a sentence, or with 部署 and 督办, is a eulogy. Of the party's leader it is a set phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.around import sentence
from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_WORD = "亲自"
_SET = re.compile(r"总书记|习近平|党中央|毛泽东|周恩来|邓小平|“[^”]*亲自")
_OFFICE = re.compile(r"书记|[省市县区镇乡]长|局长|主任|部长|厅长|领导|负责同志|班子")


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        told = -1
        for start, _ in text.places(_WORD):
            first, last = sentence(text, start)
            said = text.folded[first:last]
            if start < told or said.count(_WORD) < 2 or _SET.search(said):
                continue
            if not _OFFICE.search(said):
                continue
            told = last
            for match in re.finditer(_WORD, said):
                yield Mark(span=text.span(first + match.start(), first + match.end()))


RULE = Rule(
    id="PCY117",
    name="反复使用“亲自”",
    gate=Gate.POLICY,
    severity=Severity.HINT,
    basis=(Basis("新华社新闻报道中的禁用词（第一批）", "社会生活", date(2015, 11, 1)),),
    message="报道领导同志活动慎用“亲自”，一句之中连用更不妥，可直接写所做的事。",
    check=structure(find, literals=(_WORD,)),
    bad=(
        Bad("县委书记【亲自】主持、【亲自】部署、【亲自】督办该项工作。"),
        Bad("局长【亲自】带队，【亲自】入户。"),
    ),
    good=(
        "习近平总书记亲自谋划、亲自部署、亲自推动。",
        "县委书记亲自到现场指挥抢险。",
        "孩子们亲自动手包饺子，亲自下厨，其乐融融。",
    ),
)
