"""表格里对不上的合计. A row 合计 under (or over) the rows it adds up.

Tables come from every format as lines of cells with a tab between. Tables with subtotals, or whose
rows are parts of other rows, are let be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text
from rules.text._signs import lines

_TOTAL = re.compile(
    r"[ \u3000]*(?:合[ \u3000]*计|总[ \u3000]*计|共[ \u3000]*计)[ \u3000]*(?:[（(][^（）()]{1,6}[）)])?[ \u3000]*$"
)
_PARTIAL = re.compile("小[ \u3000]*计|其中|以下|平均|占比|比例|增长|增速|同比|率")
_NUMBER = re.compile(r"[ \u3000]*(-?[0-9]{1,9}(?:,[0-9]{3}){0,3}(?:\.[0-9]{1,4})?)[ \u3000]*$")
_LEAST = 2  # rows that can be added up
_ROUNDING = 0.51  # of the last decimal for each row

Cell: TypeAlias = tuple[int, str]  # where it begins, what stands in it


def find(reading: Reading) -> Iterator[Mark]:
    """Numbers in the row of totals that are not the sum of their column."""
    for text in reading.texts:
        if "\t" not in text.submitted:
            continue
        for table in _tables(text):
            yield from _judge(text, table)


def _tables(text: Text) -> Iterator[list[list[Cell]]]:
    table: list[list[Cell]] = []
    for start, line in lines(text):
        if "\t" in line:
            cells: list[Cell] = []
            at = start
            for cell in line.split("\t"):
                cells.append((at, cell))
                at += len(cell) + 1
            table.append(cells)
        elif line.strip():
            yield table
            table = []
    yield table


def _judge(text: Text, table: list[list[Cell]]) -> Iterator[Mark]:
    totals = [row for row in table if any(_TOTAL.match(cell) for _, cell in row[:2])]
    if len(totals) != 1 or any(_PARTIAL.search(cell) for row in table for _, cell in row[:2]):
        return
    total = totals[0]
    rows = [
        row
        for row in table
        if row is not total and len(row) == len(total) and any(_NUMBER.match(c) for _, c in row[1:])
    ]
    if len(rows) < _LEAST or total is not table[-1]:
        return
    for column in range(1, len(total)):
        head = table[0][column][1] if len(table[0]) == len(total) else ""
        found = [_NUMBER.match(row[column][1]) for row in rows]
        whole = _NUMBER.match(total[column][1])
        if whole is None or _PARTIAL.search(head) or any(one is None for one in found):
            continue
        parts = [one[1].replace(",", "") for one in found if one is not None]
        wanted = sum(map(float, parts))
        decimals = max(len(part.partition(".")[2]) for part in parts)
        slack = _ROUNDING * len(parts) * 10**-decimals if decimals else 0.0
        if abs(wanted - float(whole[1].replace(",", ""))) > slack + 1e-6:
            start = total[column][0] + whole.start(1)
            yield Mark(
                span=text.raw_span(start, start + len(whole[1])),
                message=f"本列各行相加是{wanted:.{decimals}f}，与合计对不上，请核对。",
            )


RULE = Rule(
    id="TXT317",
    name="表格里对不上的合计",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="合计与本列各行之和对不上，请核对。",
    check=structure(find, literals=("合计", "总计", "共计", "合 计", "总 计")),
    bad=(
        Bad("单位\t检查数\t问题数\n教育局\t12\t3\n民政局\t8\t2\n合计\t【21】\t5\n填表说明"),
        Bad("项目\t金额（万元）\n道路\t12.50\n桥梁\t7.25\n管网\t3.00\n合计\t【23.75】"),
    ),
    good=(
        "单位\t检查数\t问题数\n教育局\t12\t3\n民政局\t8\t2\n合计\t20\t5\n填表说明",
        "单位\t检查数\n教育局\t12\n小计\t12\n民政局\t8\n合计\t20",
        "地区\t人数\t增长率\n甲\t12\t3.1\n乙\t8\t2.0\n合计\t20\t2.7",
        "年份\t产量\n2022\t12\n2023\t8\n合计共20吨",
    ),
)
