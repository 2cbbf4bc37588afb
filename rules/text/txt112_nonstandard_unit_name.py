"""非法定计量单位的名称. 公分, 市斤, 平米 behind a number. 亩 and 斤, which documents use, are let be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from review.wordlist import Library, Wordlist
from rules._search import kept

_LIST = "text/nonstandard_units"


@kept
def _listed(listed: Wordlist) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    names = {entry.word: entry.suggest for entry in listed.entries}
    words = "|".join(map(re.escape, names))
    return re.compile(
        rf"[0-9〇一二三四五六七八九十百千万亿两半几多余来每][ ]?(?P<unit>{words})(?![多宽大]功)"
    ), names


def find(reading: Reading) -> Iterator[Mark]:
    """Listed names behind a number."""
    regex, names = _listed(reading.library[_LIST])
    for text in reading.texts:
        for match in regex.finditer(text.folded):
            yield Mark(
                span=text.span(*match.span("unit")),
                suggestions=tuple(re.sub("（.*）", "", name) for name in names[match["unit"]]),
            )


def _names(library: Library) -> tuple[str, ...]:
    return tuple(entry.word for entry in library[_LIST].entries)


RULE = Rule(
    id="TXT112",
    name="非法定计量单位的名称",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(
        Basis("中华人民共和国计量法", "第三条", date(1986, 7, 1)),
        Basis("国务院关于在我国统一实行法定计量单位的命令", "", date(1984, 2, 27)),
    ),
    message="这不是法定计量单位的名称，应改用法定计量单位（换算时一并核对数值）。",
    check=structure(find, literals=_names),
    bad=(
        Bad("水位上涨30【公分】，建筑面积2000【平米】，重五【市斤】。"),
        Bad("每户补贴柴油10【公升】，行程二十【华里】。"),
    ),
    good=(
        "水位上涨30厘米，时速80公里/小时，种粮5亩，重五斤，平方米均价。",
        "办事公分明，公平米价稳定；大马力拖拉机；开足马力抓生产。",
        "公尺、市斤等名称不再使用。",
    ),
)
