"""超出总数的分项. Parts introduced by 其中 that together are more than the whole, and a closing sum
or a pair of 合格 and 不合格 that is not the sum.

Parts may leave something out, so only too much is wrong. Women and graduates may be the same people:
parts that name what a person or thing is besides are let alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_UNIT = "个账号|批次|人次|平方米|公里|万元|亿元|公顷|元|[个家名人件户所座辆台套起项条份篇次批处栋幢间亩吨株棵头只幅场期]"
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
_PART = rf"(?!合计|共计|总计)[^0-9，。；：、（）()\n]{{1,14}}{_NUMBER}(?:{_UNIT})"
_LISTED = re.compile(
    rf"(?P<total>(?<![0-9.第]){_NUMBER})(?P<unit>{_UNIT})[^0-9，。；：（）()\n]{{0,6}}[，,（(：:]?其中[，：:]?"
    rf"(?P<parts>{_PART}(?:[、，和]{_PART}){{1,9}})"
    rf"(?:，?(?:合计|共计|总计)(?P<sum>{_NUMBER})(?P<sum_unit>{_UNIT}))?"
)
_PAIR = re.compile(
    rf"(?P<total>(?<![0-9.第])[0-9]{{1,7}})(?P<unit>{_UNIT})[^0-9，。；：（）()\n]{{0,6}}[，：（(](?:其中[，：]?)?"
    rf"(?P<parts>[^0-9，。；：、（）()\n不]{{0,4}}合格(?:的)?(?P<passed>[0-9]{{1,7}})(?P=unit)[，、]不合格(?:的)?(?P<failed>[0-9]{{1,7}})(?P=unit))(?=[，。；、）)\n]|$)"
)
_FIGURE = re.compile(rf"([^0-9，。；：、（）()\n]{{1,14}}?)({_NUMBER})({_UNIT})")
_SEXES = re.compile(r"男[一-鿿]{0,4}[0-9]+[人名位][、，和]女[一-鿿]{0,4}[0-9]+[人名位]")
_OVERLAP = re.compile(
    "女|男|少数|民族|大专|本科|硕士|博士|学历|学位|以上|以下|岁|党|新增|新建|在建|同比|增长|等级|A级|重点|完成|已|人均"
    "|高级|职称|残疾|脱贫|困难|低保|直接|到位|实际|本年|今年|当年|上年|占|含|办结|整改|其中"
)
_REACH = 40  # characters
_AHEAD = 200  # characters
_SLACK = 1.001  # of the total: figures in 万元 and 亿元 are rounded
_FAR = 1.5  # times the total: beyond that the parts are of something else


def find(reading: Reading) -> Iterator[Mark]:
    """Totals with 其中 behind them, and totals of a test with its two outcomes."""
    for text in reading.texts:
        for at, end in text.places("其中"):
            begin = max(0, at - _REACH)
            for match in _LISTED.finditer(text.folded, begin, end + _AHEAD):
                if match.start("parts") < end:
                    continue
                if message := _listed(match):
                    yield Mark(
                        span=text.span(match.start(), match.end()),
                        message=message,
                        severity=Severity.HINT,
                    )
                break
        for at, _ in text.places("不合格"):
            for match in _PAIR.finditer(text.folded, max(0, at - _REACH), at + _REACH):
                if int(match["passed"]) + int(match["failed"]) != int(match["total"]):
                    yield Mark(span=text.span(*match.span("parts")))
                break


def _listed(match: re.Match[str]) -> str | None:
    unit, total = match["unit"], float(match["total"])
    parts = _FIGURE.findall(match["parts"])
    if len(parts) == 1 or any(unit not in (other, f"{other}账号") for _, _, other in parts):
        return None
    if "不合格" in match["parts"] or (
        not _SEXES.fullmatch(match["parts"])
        and any(_OVERLAP.search(label) for label, _, _ in parts)
    ):
        return None
    whole = math.fsum(float(number) for _, number, _ in parts)
    if (
        match["sum"]
        and match["sum_unit"] == unit
        and abs(float(match["sum"]) - whole) > total / 1e3
    ):
        return f"各分项相加是{whole:g}{unit}，与合计的{match['sum']}{unit}对不上，请核对。"
    if total * _SLACK < whole <= total * _FAR:
        return f"“其中”各分项相加是{whole:g}{unit}，多于总数{match['total']}{unit}，请核对。"
    return None


RULE = Rule(
    id="TXT323",
    name="超出总数的分项",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="合格与不合格相加与总数对不上，请核对。",
    check=structure(find, literals=("其中", "不合格")),
    bad=(
        Bad("共有【21个账号，其中微信18个、微博2个、客户端2个】。"),
        Bad("参会代表共【50名，其中男代表30名、女代表25名】。"),
        Bad("排查房屋【2600栋，其中自建房1500栋、厂房800栋、公共建筑400栋】。"),
        Bad("抽检食品共100批次，【合格96批次，不合格5批次】，均已下架。"),
        Bad(
            "总投资【5000万元，其中中央资金2000万元、省级资金1500万元、自筹1000万元，合计5000万元】。"
        ),
    ),
    good=(
        "共有党员30人，其中女党员18人、大专以上25人。",
        "排查房屋2700栋，其中自建房1500栋、厂房800栋，抽检100批次，合格96批次，不合格4批次。",
        "总投资1.28亿元，其中中央预算内投资8000万元、地方配套4800万元。",
        "接待120万人次，其中省外35万人次；投资5000万元，其中工程4000万元、设备1000万元，合计5000万元。",
        "共有学生30人，其中会唱歌20人、会跳舞30人、会绘画10人。",
    ),
)
