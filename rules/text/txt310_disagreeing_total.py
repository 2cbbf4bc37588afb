"""对不上的合计. A total and, joined to it, the list of its parts.

Only where the parts are a plain list in one counting word right beside the total: parts introduced
by 其中 may overlap or leave something out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text

_UNIT = "[个家名人件户所座辆台套起项条份篇次批处]"
_PART = rf"[^0-9，。；：、（）()\n]{{1,16}}[0-9]{{1,7}}{_UNIT}"
_TOTAL = re.compile(rf"(?:共计|共有|合计|总计|共|计)(?P<number>[0-9]{{1,8}})(?P<unit>{_UNIT})")
_INNER = re.compile(rf"[一-鿿]{{0,6}}[（(](?P<parts>{_PART}(?:[、，和]{_PART}){{1,9}})[）)]")
_OUTER = re.compile(
    rf"(?:[。；：（\n]|，(?!.*，.)|^)(?P<parts>{_PART}(?:[、和]{_PART}){{1,9}})，?$"
)
_NUMBERS = re.compile(rf"([0-9]+)({_UNIT})")
_REACH = 160  # characters before a total in which its parts may stand


def find(reading: Reading) -> Iterator[Mark]:
    """Totals with their parts right after them in brackets, or right before them."""
    for text in reading.texts:
        if not _counts(text):
            continue
        for match in text.matches(_TOTAL):
            start, end = match.span()
            if inner := _INNER.match(text.folded, end):
                parts, end = inner["parts"], inner.end()
            elif outer := _OUTER.search(text.folded[max(0, start - _REACH) : start]):
                parts = outer["parts"]
                start = max(0, start - _REACH) + outer.start("parts")
            else:
                continue
            if _disagrees(int(match["number"]), match["unit"], parts):
                yield Mark(span=text.span(start, end))


def _counts(text: Text) -> bool:
    """Whether a digit stands right behind one of the words that announce a total."""
    ends = (end for word in ("共", "计", "共有") for _, end in text.places(word))
    return any("0" <= text.folded[end : end + 1] <= "9" for end in ends)


def _disagrees(total: int, unit: str, parts: str) -> bool:
    numbers = _NUMBERS.findall(parts)
    if "其中" in parts or any(other != unit for _, other in numbers):
        return False
    return sum(int(number) for number, _ in numbers) != total


RULE = Rule(
    id="TXT310",
    name="与分项不符的合计",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="合计与所列分项之和对不上，请核对。",
    check=structure(find, waits=(_TOTAL,)),
    bad=(
        Bad("本次检查【共21个单位（县直部门18个、乡镇1个、街道3个）】。"),
        Bad("经统计：【市直部门12家、县区8家、镇街30家，共计51家】。"),
    ),
    good=(
        "本次检查共21个单位（县直部门18个、乡镇1个、街道2个）。",
        "共有党员30人，其中女党员10人、大专以上25人。",
        "经统计，市直部门12家、县区8家、镇街30家，共计50家。",
        "共3个小组（第一组5人、第二组6人）。",
    ),
)
