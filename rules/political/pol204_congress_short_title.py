"""人大职务简称。省人大副主任: the office is in the standing committee. 乡镇人大 have 主席."""

import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _in_full(match: re.Match[str]) -> Sequence[str]:
    if match[0].endswith("常委"):
        return (match[0] + "会委员", match[0] + "会组成人员")
    return (match[0].replace("人大", "人大常委会", 1),)


RULE = Rule(
    id="POL204",
    name="人大常委会职务简称不当",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
        Basis("中华人民共和国宪法", "第一百零三条"),
    ),
    message="职务属于人大常委会，应写明“人大常委会”。",
    check=pattern(
        r"(?:省|自治区|市|自治州|州|县|区|旗|盟)人大(?:党组书记、)?副?主任"
        r"(?!委员|会议|办公|接待|信箱|们)"
        r"|(?:全国|省|自治区|市|州|县|区|旗|盟)人大常委(?![会办副主党员]|、)",
        suggest=_in_full,
    ),
    bad=(
        Bad("【省人大副主任】带队调研。"),
        Bad("【全国人大常委】李某到会，【省人大常委】参加座谈。"),
        Bad("【市人大主任】主持会议，【县人大副主任】参加。"),
    ),
    good=(
        "省人大常委会副主任、市人大常委会主任出席。",
        "镇人大主席、乡人大副主席参加。",
        "全国人大常委会委员、省人大常委会组成人员，市人大常委、市政协常委名单。",
        "省人大法制委员会主任委员作说明，市人大主任会议研究，县人大办公室主任参加。",
    ),
)
