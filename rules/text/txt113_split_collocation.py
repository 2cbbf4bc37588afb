"""搭配不当的动宾. 提高工作力度, 加强管理水平: the verb and its object, one known word between them.

TXT111 has the pairs that stand together. Only known words between: in 提高效率和执法力度 the verb
belongs to what is nearer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_EFFORT = "工作|宣传|执法|监管|监督|检查|整治|巡查|排查|扶持|支持|投入|推进|帮扶|培训|打击|处罚|督查|督导|查处|治理|保障|建设|落实|改革|招商|考核|防控"
_LEVEL = "工作|管理|服务|治理|业务|保障|监管|技术|执法|发展|生活|教学|医疗|技能|能力"
_RIGHT = {"力度": "加大", "水平": "提高", "步伐": "加快"}


def _mended(match: re.Match[str]) -> Sequence[str]:
    return (f"{_RIGHT[match[0][-2:]]}{match[0][2:]}",)


RULE = Rule(
    id="TXT113",
    name="搭配不当的动词与宾语",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(
        Basis("现代汉语词典", "各词用法"),
        Basis("中华人民共和国国家通用语言文字法", "第九条", date(2001, 1, 1)),
    ),
    message="动词与宾语搭配不当：力度宜“加大”，水平宜“提高”，步伐宜“加快”。",
    check=pattern(
        rf"(?:(?:提高|提升|加快|扩大)(?:{_EFFORT})力度|(?:加强|加大|扩大)(?:{_LEVEL})水平"
        rf"|(?:加大|提高|加强)(?:{_EFFORT}|发展|转型)步伐)(?=[，。；、！）\s]|$)",
        suggest=_mended,
        wait_for=("力度", "水平", "步伐"),
    ),
    bad=(
        Bad("要【提高工作力度】，【加强管理水平】。"),
        Bad("各镇要【加大改革步伐】，【加强服务水平】；"),
    ),
    good=(
        "加大工作力度，提高管理水平，加快改革步伐，加强工作。",
        "提高工作效率和执法力度，加强管理，水平明显提升，提高工作力度不够的问题认识。",
        "加强业务水平考试管理，加强技术水平评价，扩大服务水平台覆盖。",
    ),
)
