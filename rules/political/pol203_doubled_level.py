"""省省委、市市委。The committee's name already says the level: 广东省委书记, not 广东省省委书记."""

import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _once(match: re.Match[str]) -> Sequence[str]:
    return (match[0][1:],)


RULE = Rule(
    id="POL203",
    name="党委名称级别重复",
    gate=Gate.POLITICAL,
    severity=Severity.HINT,
    basis=(Basis("新华社新闻信息报道中的禁用词和慎用词（2016年7月修订）", "法律法规"),),
    message="党委名称中级别重复，宜写作“某省委书记”“某市委书记”。",
    check=pattern(
        r"(?<=[\u4e00-\u9fff]{2})(?<!各)(?<!直辖)(?<!地级)(?<!县级)(?<!该)(?<!本)(?<!全)(?<!城)"
        r"(?:省省委|市市委)(?=书记|副书记|常委|常务|办公室|宣传部|组织部)",
        suggest=_once,
    ),
    bad=(
        Bad("中共广东【省省委】书记出席。"),
        Bad("清远【市市委】常委参加会议。"),
    ),
    good=(
        "中共广东省委书记、清远市委常委、丰县县委书记出席，临县县委常委参加。",
        "各省省委书记、直辖市市委书记座谈。",
        "全市市委系统办公室主任会议。",
    ),
)
