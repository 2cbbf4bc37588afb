"""不成对的引号和圆括号。

Of 1,524 official texts 83 had such a bracket and 16 such a quotation mark, so it is asked, never
stopped for. A quotation over several paragraphs opens each of them, which is right.
"""

from __future__ import annotations

from datetime import date

from review.kinds import pairs
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT302",
    name="不成对的引号和圆括号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.8.2、4.9.2", date(2012, 6, 1)),),
    message="这个引号或括号缺少另一半。",
    check=pairs("“”‘’（）()「」『』"),
    bad=(
        Bad("按照【“】谁主办谁负责原则，各单位应抓好落实。"),
        Bad("各县（市、区人民政府），各部门【）】要认真落实。"),
    ),
    good=(
        "按照“谁主办谁负责”原则（含‘三审三校’制度）落实。",
        "1）加强领导。\n2）压实责任。\na)第一项",
        "他说：\n“第一段话。\n“第二段话。”",
        "（一）各县（市、区)人民政府",
    ),
)
