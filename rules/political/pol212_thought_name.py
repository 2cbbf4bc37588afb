"""指导思想全称变形。习近平新时代中国特色的社会主义思想, 习近平新时代中国特色主义思想.

More than one slip away from the name, and still meant for it; pages rewritten by software write so.
"""

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_RIGHT = "习近平新时代中国特色社会主义思想"
_FIELDS = ("经济", "法治", "文化", "外交", "强军", "生态文明")


def _is_mangled(match: re.Match[str]) -> bool:
    said = match[0]
    return said != _RIGHT and not any(field in said for field in _FIELDS)


def _right(match: re.Match[str]) -> Sequence[str]:
    said = match[0]
    return (said.replace("、习近平", "、科学发展观、习近平") if said[0] == "邓" else _RIGHT,)


RULE = Rule(
    id="POL212",
    name="指导思想名称不完整或者变形",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(Basis("中国共产党章程（2022年10月22日修改）", "总纲"),),
    message="指导思想的名称是“习近平新时代中国特色社会主义思想”，须一字不差。",
    valid_from=date(2017, 10, 24),
    check=pattern(
        r"邓小平理论、.?三个代表.?重要思想、习近平新时代中国特色社会主义思想"  # and where is 科学发展观
        r"|习近平(?:总书记)?(?:的|关于)?(?:新时代|新时期|新时|时代|新|中国|特色)[\u4e00-\u9fff]{0,9}?(?:社会|主义|特色)[\u4e00-\u9fff]{0,3}?思想",
        only_if=_is_mangled,
        suggest=_right,
        wait_for=("习近平",),
    ),
    bad=(
        Bad("以【习近平新时代中国特色的社会主义思想】为指导。"),
        Bad("以【习近平新时代中国特色主义思想】为指导。"),
        Bad("学习【习近平新时代中国社会主义思想】。"),
        Bad("坚持【邓小平理论、“三个代表”重要思想、习近平新时代中国特色社会主义思想】。"),
    ),
    good=(
        "以习近平新时代中国特色社会主义思想为指导，学习习近平经济思想、习近平法治思想。",
        "习近平新时代中国特色社会主义经济思想，习近平新闻思想，习近平关于社会主义精神文明建设论述摘编。",
        "习近平新时代中国特色社会主义思想主题教育，习近平在新时代中国特色社会主义建设中的论述。",
    ),
)
