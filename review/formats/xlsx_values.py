"""What a cell of an Excel file shows: its number as the date, the share or the figure people see."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from review.formats.ooxml import local, parse, walk

if TYPE_CHECKING:
    from lxml import etree

# ECMA-376 part 1, 18.8.30: formats that need no code in the file.
_DATES = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_SHARES = frozenset({9, 10})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LAST_DAY = 2_958_465  # 31 December 9999


@dataclass(frozen=True, slots=True)
class Values:
    """Shared words and the kinds of formats, by the numbers cells refer to them with."""

    shared: Sequence[str] = ()
    dates: frozenset[int] = field(default=frozenset())
    shares: frozenset[int] = field(default=frozenset())
    first_day: date = date(1899, 12, 30)

    def of(self, cell: etree._Element) -> str:
        """What a cell shows; empty for none, or for a formula never calculated."""
        kind, value = cell.get("t", "n"), ""
        for child in cell:
            name = local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "is":
                return words_of(child)
        if kind == "s":
            number = int(value) if value.isdecimal() else -1
            return self.shared[number] if 0 <= number < len(self.shared) else ""
        if kind == "n":
            return self._number(value, cell.get("s", "0"))
        return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        look = int(style) if style.isdecimal() else 0
        if look in self.dates and 1 <= number <= _LAST_DAY:
            day = self.first_day + timedelta(days=int(number))
            return f"{day.year}年{day.month}月{day.day}日"
        if look in self.shares:
            return f"{number * 100:.10g}%"
        if number.is_integer() and abs(number) < 1e20:
            return str(int(number))
        return f"{number:.15g}"


def read_values(archive: zipfile.ZipFile, workbook: etree._Element) -> Values:
    """The values of a file, shared words in memory once."""
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        shared = [words_of(item) for item in walk(archive, "xl/sharedStrings.xml", "si")]
    later = any(
        each.get("date1904", "0") in {"1", "true"}
        for each in workbook
        if local(each.tag) == "workbookPr"
    )
    dates, shares = _formats(parse(archive, "xl/styles.xml"))
    return Values(shared, dates, shares, date(1904, 1, 1) if later else date(1899, 12, 30))


def words_of(item: etree._Element) -> str:
    """The words of a string: runs joined, readings above them left out."""
    return "".join(
        text.text or ""
        for text in item.iter("{*}t")
        if local(getattr(text.getparent(), "tag", "")) != "rPh"
    )


def _formats(styles: etree._Element | None) -> tuple[frozenset[int], frozenset[int]]:
    if styles is None:
        return frozenset(), frozenset()
    codes: dict[str, str] = {}
    dates, shares = set(), set()
    for code in styles.iter("{*}numFmt"):
        codes[code.get("numFmtId", "")] = _LITERAL.sub("", code.get("formatCode", "")).lower()
    for looks in styles.iter("{*}cellXfs"):
        for number, look in enumerate(looks):
            named = look.get("numFmtId", "0")
            code = codes.get(named, "")
            known = int(named) if named.isdecimal() else 0
            if known in _DATES or "y" in code or ("m" in code and "d" in code):
                dates.add(number)
            elif known in _SHARES or "%" in code:
                shares.add(number)
    return frozenset(dates), frozenset(shares)
