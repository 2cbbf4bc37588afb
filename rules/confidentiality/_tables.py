"""Tables in a text, and those of their columns that hold personal data.

A table is lines of cells under a line of headings: cells parted by tabs (as Word files, pages and
sheets come), bars, commas or wide gaps. What a column holds is said by its heading; whether a cell
must be masked, by the cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.persons import NAME
from review.rule import Text
from rules.confidentiality._cells import KINDS, Kind

_HEADED = re.compile("|".join(kind.cue for kind in KINDS))
_GAPS = tuple(
    re.compile(gap) for gap in (r"\t", r"[ \u3000]*\|[ \u3000]*", r"[,，]", r"[ \u00a0\u3000]{2,}")
)
_LONGEST_HEADING = 16
_LONGEST_HEAD = 300
_LONGEST_LINE = 2000
_SPACE = re.compile(r"[\s\u00a0\u3000]+")
_ASIDE = re.compile(r"[（(][^（）()]{0,12}[）)]$|[:：*＊]+$")
_PERSON = re.compile(
    r"(?:.{0,6}姓名|名字|户主|申请人|受助人|获奖人|中奖人|持证人|当事人|车主|驾驶人|救助对象|补助对象|保障对象|患者|学生|家长|监护人|联系人|负责人)"
)
_OFFICE = re.compile(
    r".{0,6}(?:单位|部门|机构|科室|股室|网点|站点|窗口|镇街|街镇|门店|企业|公司|医院|学校|职务|岗位|联系人|负责人|责任人|河长|网格员)(?:名称)?"
)
_FULL_NAME = re.compile(NAME)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text without the blanks around it, and where that stands as submitted."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with cells to be masked. `masked` has what each is to become, in order.

    `named`: another column of the table gives people's full names. `office`: one says for which
    unit they work, so that a number may be one for official calls.
    """

    kind: Kind
    number: int
    cells: tuple[Cell, ...]
    masked: tuple[str, ...]
    named: bool
    office: bool


def columns(text: Text) -> list[Column]:
    """All columns of all tables in a text that hold personal data not masked; in reading order."""
    found: list[Column] = []
    lines = text.paragraphs()
    at = 0
    while at < len(lines):
        table = _table_at(text.submitted, lines, at)
        if table is None:
            at += 1
            continue
        rows, at = table
        found += _columns_of(rows)
    return found


def held(text: Text) -> list[tuple[int, int]]:
    """Where the cells stand that are spoken of as part of their column, in submitted offsets."""
    return sorted(
        {(cell.start, cell.end) for column in text.once(columns) for cell in column.cells}
    )


def in_column(text: Text, start: int, end: int) -> bool:
    """Whether a stretch of the folded view is spoken of already, with the column it stands in."""
    cells = text.once(held)
    if not cells:
        return False
    first, last = text.submitted_range(start, end)
    before = bisect_left(cells, (last, last)) - 1  # cells do not overlap
    return before >= 0 and first < cells[before][1]


def _table_at(
    text: str, lines: Sequence[tuple[int, int]], at: int
) -> tuple[list[list[Cell]], int] | None:
    first, last = lines[at]
    if last - first > _LONGEST_HEAD or text.find("。", first, last) >= 0:
        return None
    if not _HEADED.search(text, first, last):
        return None
    for gap in _GAPS:
        headings = _cells(text, first, last, gap)
        if len(headings) < 2 or not _are_headings(headings):
            continue
        rows = [headings]
        end = at + 1
        while end < len(lines):
            start, stop = lines[end]
            cells = _cells(text, start, stop, gap) if stop - start <= _LONGEST_LINE else []
            if len(cells) < 2 and text[start:stop].strip():
                break
            end += 1
            if len(cells) >= 2:
                rows.append(cells)
        if len(rows) > 1:
            return rows, end
    return None


def _cells(text: str, first: int, last: int, gap: re.Pattern[str]) -> list[Cell]:
    if gap is _GAPS[1]:  # a bar at either end of the line parts nothing
        while first < last and text[first] in " \t|\u3000":
            first += 1
        while last > first and text[last - 1] in " \t|\u3000":
            last -= 1
    cells: list[Cell] = []
    start = first
    for match in gap.finditer(text, first, last):
        cells.append(_cell(text, start, match.start()))
        start = match.end()
    cells.append(_cell(text, start, last))
    return cells


def _cell(text: str, first: int, last: int) -> Cell:
    inner = text[first:last]
    core = inner.strip(" \u00a0\u3000\"'")
    return Cell(core, first + (inner.index(core) if core else 0))


def _are_headings(cells: list[Cell]) -> bool:
    return all(len(cell.text) <= _LONGEST_HEADING for cell in cells) and any(
        kind.heads(_heading(cell)) for cell in cells for kind in KINDS
    )


def _heading(cell: Cell) -> str:
    return _ASIDE.sub("", _SPACE.sub("", cell.text))


def _columns_of(rows: list[list[Cell]]) -> Iterator[Column]:
    headings = [_heading(cell) for cell in rows[0]]
    office = any(_OFFICE.fullmatch(one) for one in headings)
    people = [number for number, one in enumerate(headings) if _PERSON.fullmatch(one)]
    named = any(
        len(row) > number and _FULL_NAME.fullmatch(row[number].text.replace(" ", ""))
        for row in rows[1:]
        for number in people
    )
    for number, heading in enumerate(headings):
        kind = next((kind for kind in KINDS if kind.heads(heading)), None)
        if kind is None or (kind.needs_name and not named):
            continue
        cells: list[Cell] = []
        masked: list[str] = []
        for row in rows[1:]:
            new = kind.masked(row[number].text) if len(row) > number else None
            if new is not None:
                cells.append(row[number])
                masked.append(new)
        if cells:
            yield Column(kind, number + 1, tuple(cells), tuple(masked), named, office)
