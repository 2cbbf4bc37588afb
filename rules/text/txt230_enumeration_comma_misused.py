"""误用的顿号. None before 等 that closes the list, nor before 以及 that joins its last two."""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT230",
    name="“等”“以及”前误用的顿号",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.5.3", date(2012, 6, 1)),),
    message="“等”“以及”“或者”前不用顿号。",
    check=pattern(
        r"(?<=[一-鿿”》）])(?P<mark>、)(?=等(?:[，。；）]|[0-9一二三四五六七八九十多]{1,4}[个种项家名类]|方面|有关|相关|地的|部门|单位|工作|内容|问题)"
        r"|以及(?!时)|或者|及(?=其他)(?!时))",
        view="submitted",
        group="mark",
        suggest=lambda _: ("",),
    ),
    bad=(
        Bad("提供米、面、油【、】等3种物资，到街道、社区【、】等单位办理。"),
        Bad("包括街道、社区【、】以及物业公司。"),
    ),
    good=(
        "提供米、面、油等物资；街道、社区以及物业公司；县、乡和村。",
        "一等、二等、三等奖；高等、中等教育；米、等级粮。",
        "发展、和平、合作；团结、和谐社区；公正、及时处理。",
    ),
)
