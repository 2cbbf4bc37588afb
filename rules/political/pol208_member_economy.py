"""世贸组织、亚太经合组织成员国。Some members are no states, so they are 成员 (economies)."""

import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _members(match: re.Match[str]) -> Sequence[str]:
    del match
    return ("成员", "成员方")


RULE = Rule(
    id="POL208",
    name="世贸组织、亚太经合组织“成员国”",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("新华社新闻报道中的禁用词（第一批）", "国际关系"),),
    message="世界贸易组织、亚太经合组织的成员不都是国家，应称“成员”或者“成员方”。",
    check=pattern(
        r"(?:世界贸易组织|世贸组织|wto|亚太经济合作组织|亚太经合组织|apec)[的各新老]{0,2}[0-9]{0,3}个?(?P<states>成员国)",
        group="states",
        suggest=_members,
    ),
    bad=(
        Bad("世贸组织【成员国】达成一致。"),
        Bad("APEC各【成员国】代表出席。"),
    ),
    good=(
        "世贸组织成员、亚太经合组织各成员经济体。",
        "上海合作组织成员国、东盟成员国、欧盟成员国。",
        "世界贸易组织，联合国成员国均可参加。",
    ),
)
