"""国家秘密标志。

The level with its star, as carriers of secrets bear it. The bare words stand in every secrecy law
and in every report on them, and are never meant here; nor is an asterisk that calls a footnote. A
draft that bears the marking must not be on this system at all. 绝密★启用前 is also what examination
papers of past years bear, so that form is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_LEVEL = r"(?<!国家)(?<!商业)(?<!工作)(?<!保守)(?<!个人)(?:绝[ ]?密|机[ ]?密|秘[ ]?密)级?[ ]?"
_TERM = r"(?:长期|(?:[0-9]{1,2}|[一二三]?十|[一二三四五六七八九]|[二三]十)[ ]?(?:年|个月|月)|解密)"
_MARKING = re.compile(
    rf"{_LEVEL}(?:[★☆✩✭⭐✰✮][ ]?(?:{_TERM}|(?P<paper>启用前|考试结束前))?(?!★)|[＊*][ ]?{_TERM}|(?<=密)[（(]{_TERM}[）)](?=[ ]*(?:\r?\n|$)))"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in _MARKING.finditer(text.folded):
            yield Mark(
                span=text.span(*match.span()),
                severity=Severity.WARN if match["paper"] else None,
            )


RULE = Rule(
    id="CON107",
    name="国家秘密标志",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(
        Basis("中华人民共和国保守国家秘密法", "第二十二条、第三十五条", date(2024, 5, 1)),
        Basis("中华人民共和国保守国家秘密法实施条例", "第四十一条、第四十二条", date(2024, 9, 1)),
    ),
    message="出现国家秘密标志：立即停止处理，不要转发，报告本单位保密机构；涉密信息不得进入本系统。",
    check=structure(find, literals=("绝密", "机密", "秘密")),
    bad=(
        Bad("【机密★10年】\n关于某项工作的通知"),
        Bad("密级：【秘密★】"),
        Bad("【绝密 ★ 长期】"),
        Bad("文件左上角标有【机密☆5年】字样，另一份写作【秘密*5年】。"),
        Bad("【绝密★启用前】\n普通高等学校招生全国统一考试"),
    ),
    good=(
        "任何公民都有保守国家秘密的义务。",
        "国家秘密分为绝密、机密、秘密三级。",
        "开展保密宣传，讲解绝密级国家秘密的保密期限不超过三十年。",
        "商业秘密保护示范点★★★评定结果公布。",
        "涉及国家秘密*、商业秘密*的，不予公开。\n*依照有关法律规定。",
        "《机密行动》今晚上映，评分★★★★。",
    ),
)
