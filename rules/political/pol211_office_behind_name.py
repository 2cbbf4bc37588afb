"""姓名后的职务与本人不符。习近平总理, 习主席总书记: the office behind a leader's name is another's.

Only offices these persons never held; and the forms of address that are no title at all.
"""

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

_NEVER = (
    r"习近平(?:国务院)?(?:总理|副总理|委员长|副委员长)"
    r"|李强(?:总书记|委员长|国家主席)|赵乐际(?:总理|总书记|国家主席)|王沪宁(?:总理|总书记|委员长|国家主席)"
    r"|蔡奇(?:总理|总书记|委员长)|丁薛祥(?:总理|总书记|委员长)|李希(?:总理|总书记|委员长)"
)
# No such office; beside these names it is a slip in the office, whoever writes it.
_NO_OFFICE = (
    r"(?:全国政协(?:副?委员长|副?主任)|全国人大(?:副?委员长|副?主席|常委会副?主任|常委会副?主席)|国务院副?主席|中央军委副?书记|国家副?总理|中央纪委主任)"
    r"(?=习近平|李强|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正|何立峰|张国清|刘国中)"
)
_ADDRESS = r"习主席总书记|习总书记主席|习近平总书记主席|习近平总(?=的|在|强调|指出|来)|习总(?=强调|指出|的重要讲话|在)"


def _right(match: re.Match[str]) -> Sequence[str]:
    return ("习近平总书记", "习近平主席") if match[0].startswith("习") else ()


RULE = Rule(
    id="POL211",
    name="领导人姓名后的职务不对",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)
        ),
    ),
    message="姓名后的职务与本人职务不符，请逐字核对。",
    valid_from=date(2013, 3, 14),
    check=pattern(
        rf"{_NEVER}|{_NO_OFFICE}|{_ADDRESS}", suggest=_right, unless_inside=("“”", "《》")
    ),
    bad=(
        Bad("学习【习近平总理】重要讲话精神。"),
        Bad("【全国政协委员长】王沪宁出席，【全国人大主席】赵乐际讲话。"),
        Bad("【习主席总书记】的重要指示，【赵乐际总理】出席。"),
    ),
    good=(
        "习近平总书记、李强总理、赵乐际委员长、王沪宁主席、韩正副主席。",
        "习近平总书记的讲话，习近平总体国家安全观论述，学习总的要求。",
        Good("李强总经理、王希委员长接受采访。"),
    ),
)
