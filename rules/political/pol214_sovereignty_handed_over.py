"""香港、澳门主权移交。China never gave up the sovereignty: it resumed its exercise.

The set phrases are listed with the other terms; here the words stand apart.
"""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL214",
    name="港澳主权移交",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("新华社新闻报道中的禁用词（第一批）", "领土主权和港澳台", date(2015, 11, 1)),),
    message="我国从未放弃对香港、澳门的主权，应写“恢复行使主权”“回归祖国”或者“政权交接”。",
    check=pattern(
        r"(?:香港|澳门|港澳)[^。，；、\n“”]{1,12}?主权(?:的)?(?:移交|交接|转移|回归|交还|归还)"
        r"|(?:移交|交还|归还|收回)(?:了)?(?:对)?(?:香港|澳门)(?:的)?主权"
        r"|(?:英国|葡萄牙|港英)[^。，；、\n“”]{0,12}?(?:香港|澳门)(?:的)?主权(?:移交|交还|归还)",
        unless_inside=("“”",),
    ),
    bad=(
        Bad("【香港回归祖国后主权移交】三十周年筹备会。"),
        Bad("英国【归还了香港主权】。"),
    ),
    good=(
        "1997年7月1日，中国政府对香港恢复行使主权。",
        "香港回归祖国、澳门政权交接仪式隆重举行。",
        "所谓“香港主权移交”的说法是错误的。",
        "香港企业在内地转移产能，国家主权不容侵犯。",
    ),
)
