"""对不上的合计. A total and, joined to it, the list of its parts.

Only where the parts are a plain list in one counting word right beside the total: parts introduced
by 其中 may overlap or leave something out.
"""

from __future__ import annotations

import re

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_UNIT = "个|家|名|人|件|户|所|座|辆|台|套|起|项|条|份|篇|次|批|处"
_PARTS = rf"(?:[^0-9，。；：、（）()\n]{{1,16}}(?<![.．])[0-9]{{1,7}}(?:{_UNIT})[、，和]){{1,9}}[^0-9，。；：、（）()\n]{{1,16}}[0-9]{{1,7}}(?:{_UNIT})"
_NUMBERS = re.compile(rf"([0-9]+)({_UNIT})")


def _disagrees(match: re.Match[str]) -> bool:
    total = match["before"] or match["after"]
    unit = match["unit_before"] or match["unit_after"]
    parts = _NUMBERS.findall(match["inner"] or match["outer"])
    if any(other != unit for _, other in parts) or "其中" in match[0]:
        return False
    return sum(int(number) for number, _ in parts) != int(total)


RULE = Rule(
    id="TXT310",
    name="与分项不符的合计",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="合计与所列分项之和对不上，请核对。",
    check=pattern(
        rf"(?:共|共计|合计|总计|共有|计)(?P<before>[0-9]{{1,8}})(?P<unit_before>{_UNIT})[一-鿿]{{0,6}}[（(](?P<inner>{_PARTS})[）)]"
        rf"|(?:(?<=[，。；：（\n])|^)(?P<outer>{_PARTS})，?(?:共计|合计|总计|共)(?P<after>[0-9]{{1,8}})(?P<unit_after>{_UNIT})",
        only_if=_disagrees,
    ),
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
