"""The form as a grid of five columns, which Excel and Word both draw, and which is read back.

The first column names the block (merged over its rows), then two labels and values a row, in the
form's own order. Whoever gets the form back may have merged, unmerged or moved cells: reading goes
by the labels, never by the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from review.register import FIELDS, HEADER, Block, Form, Header, Problem, Profile, Where, tidy
from review.register import plain_name as plain

TITLE: Final = "政务新媒体账号登记表"
WIDTH: Final = 5
NOTES: Final = (
    "填表说明：",
    "1. 只登记继续保留的账号。",
    "2. 账号地址填能直接打开的网址，没有的填“无”；新浪微博填数字形式的地址，如 http://weibo.com/12345678。",
    "3. 头条号的账号ID值，填网址里“mid=”后面的数字。",
    "4. 账号多于表中栏数的，复制相应的一栏接在后面填写。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of the grid. `wide` and `high`: the columns and rows it covers."""

    column: int
    text: str
    label: bool = False
    wide: int = 1
    high: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A table as it was read: rows of cells, "" where there is nothing or a merged cell goes on.

    `place` says how a person finds a cell, from its row and column, both from 0.
    """

    rows: tuple[tuple[str, ...], ...]
    place: str = "第{row}行第{column}列"

    def found(self, row: int, column: int) -> str:
        letter = chr(ord("A") + column) if column < 26 else str(column + 1)
        return self.place.format(row=row + 1, column=column + 1, letter=letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A form as it was read, tidied. `places`: where each field stood."""

    form: Form
    places: Mapping[Where, str] = field(default_factory=dict)

    def located(self, problem: Problem) -> str:
        """A problem's sentence, with the cell it is about."""
        place = self.places.get(problem.where)
        return f"{place}：{problem.sentence}" if place else problem.sentence


def rows_of(form: Form) -> tuple[Row, ...]:
    """The grid of a form; a block without an account stands there empty, to be filled in."""
    return (*_head(form.header), *_blocks(form.profiles))


def _head(header: Header) -> Iterator[Row]:
    def label(column: int, name: str) -> Cell:
        return Cell(column=column, text=HEADER[name], label=True)

    yield label(0, "sponsor"), Cell(column=1, text=header.sponsor, wide=4)
    yield (
        label(0, "leader"),
        Cell(column=1, text=header.leader, wide=2),
        label(3, "post"),
        Cell(column=4, text=header.post),
    )
    yield (
        Cell(column=0, text="联系电话", label=True),
        label(1, "office_phone"),
        Cell(column=2, text=header.office_phone),
        label(3, "mobile"),
        Cell(column=4, text=header.mobile),
    )
    yield label(0, "count"), Cell(column=1, text=header.count, wide=4)


def _blocks(profiles: Sequence[Profile]) -> Iterator[Row]:
    for block in Block:
        of_block = [one for one in profiles if one.block is block] or [Profile(block=block)]
        for profile in of_block:
            names = list(FIELDS[block])
            high = (len(names) + 1) // 2
            for number in range(high):
                cells = []
                if number == 0:
                    cells.append(Cell(column=0, text=block.label, label=True, high=high))
                pair = names[2 * number : 2 * number + 2]
                for at, name in enumerate(pair):
                    wide = 3 if len(pair) == 1 else 1
                    cells += [
                        Cell(column=1 + 2 * at, text=FIELDS[block][name], label=True),
                        Cell(column=2 + 2 * at, text=getattr(profile, name), wide=wide),
                    ]
                yield tuple(cells)


_HEADS: Final = {plain(label): name for name, label in HEADER.items()}
_BLOCKS: Final = {
    **{plain(block.label): block for block in Block},
    "微信公众号": Block.WECHAT,
    "app": Block.APP,
    "移动客户端": Block.APP,
    "其他": Block.OTHER,
}
_LABELS: Final = {
    block: {plain(label).replace("“", "").replace("”", ""): name for name, label in names.items()}
    for block, names in FIELDS.items()
}


class _Reading:
    """What has been read so far, and what is being read."""

    def __init__(self) -> None:
        self.header: dict[str, str] = {}
        self.profiles: list[dict[str, str]] = []
        self.blocks: list[Block] = []
        self.places: dict[Where, str] = {}
        self.block: Block | None = None

    def begin(self, block: Block) -> None:
        self.block = block
        self.blocks.append(block)
        self.profiles.append({})

    def take(self, name: str, value: str, place: str) -> None:
        if self.block is None:
            self.header.setdefault(name, value)
            self.places.setdefault(Where(row=None, field=name), place)
            return
        if name in self.profiles[-1]:  # the same label again: the next account of the block
            self.begin(self.block)
        self.profiles[-1][name] = value
        self.places[Where(row=len(self.profiles) - 1, field=name)] = place


def read_lines(tables: Sequence[Lines]) -> Read:
    """The form that stands in these tables. An account nothing was filled in of is none."""
    reading = _Reading()
    for table in tables:
        for row, cells in enumerate(table.rows):
            _read_row(reading, table, row, cells)
    kept = [number for number, values in enumerate(reading.profiles) if any(values.values())]
    moved = {old: new for new, old in enumerate(kept)}
    form = Form(
        header=Header(**reading.header),
        profiles=tuple(
            Profile(block=reading.blocks[number], **reading.profiles[number]) for number in kept
        ),
    )
    places = {
        Where(row=None if where.row is None else moved[where.row], field=where.field): place
        for where, place in reading.places.items()
        if where.row is None or where.row in moved
    }
    return Read(form=tidy(form), places=places)


def _read_row(reading: _Reading, table: Lines, row: int, cells: Sequence[str]) -> None:
    at = 0
    while at < len(cells):
        said = plain(cells[at]).replace("“", "").replace("”", "")
        block = _BLOCKS.get(said)
        if block is not None and not _is_value(reading, cells, at):
            if block is not reading.block or reading.profiles[-1]:
                reading.begin(block)
            at += 1
            continue
        names = _HEADS if reading.block is None else _LABELS[reading.block]
        name = names.get(said)
        if name is None:
            at += 1
            continue
        end = at + 1
        while end < len(cells) and not cells[end].strip():
            end += 1
        value, column = "", at + 1
        if end < len(cells) and not _is_label(cells[end], names):
            value, column = cells[end].strip(), end
            at = end
        reading.take(name, value, table.found(row, column))
        at += 1


def _is_label(text: str, names: Mapping[str, str]) -> bool:
    return plain(text).replace("“", "").replace("”", "") in names


def _is_value(reading: _Reading, cells: Sequence[str], at: int) -> bool:
    """Whether a block's name stands after a label, as the value of 账号所在平台 may."""
    before = next((one for one in reversed(cells[:at]) if one.strip()), "")
    return reading.block is not None and _is_label(before, _LABELS[reading.block])
