"""缺年月日的落款日期。201941 where 2019年4月1日 was meant: seen where pages were converted.

Only in the place of a signature: a line of digits alone, under a line that names an organ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _readings(match: re.Match[str]) -> list[tuple[int, int, int]]:
    digits = match["digits"]
    found: list[tuple[int, int, int]] = []
    for cut in (1, 2):
        month, day = digits[4 : 4 + cut], digits[4 + cut :]
        if not 1 <= len(day) <= 2:  # digits of a day
            continue
        try:
            date(int(digits[:4]), int(month), int(day))
        except ValueError:
            continue
        found.append((int(digits[:4]), int(month), int(day)))
    return list(dict.fromkeys(found))


def _written(match: re.Match[str]) -> Sequence[str]:
    return tuple(f"{year}年{month}月{day}日" for year, month, day in _readings(match))


RULE = Rule(
    id="TXT220",
    name="没有年月日字样的落款日期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.5.4", date(2012, 7, 1)),),
    message="落款日期像是丢了“年”“月”“日”，请核对。",
    check=pattern(
        r"(?:局|厅|委|办|府|室|会|院|部|中心|公司|党组)[ \t\u00a0\u3000]{0,40}[\r\n]{1,6}[ \t\u00a0\u3000]{0,60}"
        r"(?P<digits>(?:19|20)[0-9]{4,6})[ \t\u00a0\u3000]{0,40}(?=[\r\n]|$)",
        view="submitted",
        group="digits",
        only_if=lambda match: bool(_readings(match)),
        suggest=_written,
    ),
    bad=(
        Bad("特此通知。\n国务院办公厅秘书局\n【201941】"),
        Bad("某市人民政府办公室 \n\u3000\u3000【20231212】\n"),
    ),
    good=(
        "某市人民政府办公室\n2023年12月12日",
        "邮政编码：511500\n联系部门：办公室\n电话20231212转8",
        "索引号\n20231212\n某市财政局\n20239999",
    ),
)
