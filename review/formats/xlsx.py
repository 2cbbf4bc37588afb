"""Excel files: every cell of every sheet, a line per row, and all that a sheet keeps from sight.

Read from the parts themselves: what is hidden stands beside the cells, and nothing is calculated,
run or followed.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from review.formats import ooxml
from review.formats.codes import Looker
from review.formats.container import broken, inspect_container
from review.formats.grid import MOST_CELLS, Grid, filled
from review.formats.ooxml import Relation, local
from review.formats.place import Place, column_of
from review.formats.source import Format, Read, UnreadableError
from review.formats.xlsx_values import Values, read_values, words_of
from review.model import Document, Hidden, Link, Media

if TYPE_CHECKING:
    from lxml import etree

HIDDEN_SHEET = "隐藏的工作表"
HIDDEN_ROWS = "隐藏的行"
HIDDEN_COLUMNS = "隐藏的列"
_MOST_TEXT = 20_000_000  # characters, the tabs between cells among them
_WIDEST = 16_384


def read_xlsx(name: str, data: bytes) -> Read:
    """Raises UnreadableError."""
    members = inspect_container(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _Book(name, archive)
            book.read()
            return book.result(macros=any(one.endswith("vbaProject.bin") for one in members))
    except UnreadableError:
        raise
    except Exception as error:  # whatever a parser says of hostile bytes, the file is at fault
        raise broken(name, "Excel", "xlsx") from error


class _Book:
    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._name = name
        self._archive = archive
        self._grid = Grid()
        self._hidden: list[Hidden] = []
        self._places: list[Place] = []
        self._links: list[Link] = []
        self._media: list[Media] = []
        self._captions: list[str] = []
        self._cells = 0
        self._blind = 0
        self._looker = Looker()

    def read(self) -> None:
        relations = ooxml.relations(self._archive, "xl/workbook.xml")
        root = ooxml.parse(self._archive, "xl/workbook.xml")
        if root is None:
            raise broken(self._name, "Excel", "xlsx")
        values = read_values(self._archive, root)
        for sheet in root.iter("{*}sheet"):
            number = next((value for key, value in sheet.items() if local(key) == "id"), "")
            target = relations.get(number)
            if target is not None and target.kind == "worksheet":
                shown = sheet.get("state", "visible") == "visible"
                self._read_sheet(sheet.get("name", ""), target.target, values, shown=shown)
        self._hidden += ooxml.about(self._archive)
        for media, data, told in ooxml.pictures(self._archive):
            if all(known.digest != media.digest for known in self._media):
                self._media.append(media)
                self._hidden += told
                self._links += self._looker.links(data)

    def result(self, *, macros: bool) -> Read:
        notices: list[str] = []
        if macros:
            notices.append(f"「{self._name}」带有宏，没有运行；发出前请另存为不带宏的 xlsx。")
        if self._blind:
            notices.append(
                f"「{self._name}」有 {self._blind} 个公式没有算好的结果，没有检查；"
                "请用 Excel 或 WPS 打开保存一次再试。"
            )
        if self._media:
            notices.append(
                f"「{self._name}」含 {len(self._media)} 张图片，图中的文字没有检查，请人工核对。"
            )
        notices += self._looker.notices(self._name)
        document = Document(
            body=self._grid.text(),
            captions=tuple(self._captions),
            links=tuple(dict.fromkeys(self._links)),
            media=tuple(self._media),
            hidden=tuple(self._hidden),
        )
        places = (*self._grid.places, *self._places)
        return Read(document=document, format=Format.XLSX, notices=tuple(notices), places=places)

    def _read_sheet(self, title: str, part: str, values: Values, *, shown: bool) -> None:
        label = f"「{title}」"
        seen = self._grid if shown else Grid("hidden")
        rows, columns = Grid("hidden"), Grid("hidden")
        seen.heading(title, "工作表名称")
        unseen: set[int] = set()
        tags = ("col", "row", "hyperlink")
        relations = ooxml.relations(self._archive, part)
        aside: dict[int, list[tuple[int, str]]] = {}
        for element in ooxml.walk(self._archive, part, *tags):
            kind = local(element.tag)
            if kind == "col":
                unseen |= _columns(element)
            elif kind == "hyperlink":
                self._link(element, relations)
            else:
                number, cells = self._row(element, values)
                for column, value in cells:
                    if column in unseen:
                        aside.setdefault(column, []).append((number, value))
                target = rows if _on(element.get("hidden")) else seen
                shown_cells = [(at, value) for at, value in cells if at not in unseen]
                target.row(filled(shown_cells), label, number)
                self._measure(seen, rows)
        for column in sorted(aside):
            for number, value in aside[column]:
                columns.row([*[""] * column, value], label, number)
        if not shown:
            self._keep(seen, HIDDEN_SHEET)
        self._keep(rows, HIDDEN_ROWS)
        self._keep(columns, HIDDEN_COLUMNS)
        self._read_around(label, relations)

    def _row(self, row: etree._Element, values: Values) -> tuple[int, list[tuple[int, str]]]:
        number = int(row.get("r") or 0)
        cells: list[tuple[int, str]] = []
        column = -1
        for cell in row:
            named = column_of(cell.get("r", ""))
            column = named if 0 <= named < _WIDEST else column + 1
            if value := values.of(cell):
                cells.append((column, value))
            elif any(local(child.tag) == "f" for child in cell):
                self._blind += 1
            for formula in cell.iter("{*}f"):
                self._follow(formula.text or "")
        self._cells += len(cells)
        if self._cells > MOST_CELLS:
            raise UnreadableError(
                f"「{self._name}」有 {MOST_CELLS // 10_000} 万个以上的单元格，超过了一次能检查的量；"
                "请拆成几份再试。"
            )
        return number, cells

    def _follow(self, formula: str) -> None:
        """The address of =HYPERLINK("…") and =WEBSERVICE("…"): a link, whatever the cell shows."""
        if formula.upper().startswith(("HYPERLINK(", "WEBSERVICE(")):
            address = formula.partition('"')[2].partition('"')[0]
            if address:
                self._links.append(Link(href=address))

    def _link(self, element: etree._Element, relations: dict[str, Relation]) -> None:
        number = next((value for key, value in element.items() if local(key) == "id"), "")
        found = relations.get(number)
        if found is not None and found.outside and found.target:
            self._links.append(Link(href=found.target))

    def _measure(self, *grids: Grid) -> None:
        if sum(len(grid) for grid in grids) > _MOST_TEXT:
            raise UnreadableError(
                f"「{self._name}」的表格大得不正常，没有读完；请删去空白的行列，或拆成几份再试。"
            )

    def _keep(self, grid: Grid, means: str) -> None:
        if any(place.row for place in grid.places):
            field = f"hidden:{len(self._hidden)}"
            self._hidden.append(Hidden(text=grid.text(), means=means))
            self._places += [replace(place, field=field) for place in grid.places]

    def _read_around(self, label: str, relations: dict[str, Relation]) -> None:
        for relation in relations.values():
            if relation.outside or relation.target not in self._archive.namelist():
                continue
            if relation.kind in {"comments", "threadedComment"}:
                tag = "comment" if relation.kind == "comments" else "threadedComment"
                for comment in ooxml.walk(self._archive, relation.target, tag):
                    words = words_of(comment) or "".join(
                        text.text or "" for text in comment.iter("{*}text")
                    )
                    if words.strip():
                        place = f"{label}{comment.get('ref', '')}"
                        self._places.append(
                            Place(f"hidden:{len(self._hidden)}", 0, len(words), place)
                        )
                        self._hidden.append(Hidden(text=words, means="批注"))
            elif relation.kind == "drawing":
                for body in ooxml.walk(self._archive, relation.target, "txBody"):
                    words = "\n".join(
                        "".join(text.text or "" for text in line.iter("{*}t"))
                        for line in body.iter("{*}p")
                    ).strip()
                    if words:
                        field = f"caption:{len(self._captions)}"
                        self._places.append(Place(field, 0, len(words), f"{label}文本框"))
                        self._captions.append(words)


def _columns(element: etree._Element) -> set[int]:
    if not _on(element.get("hidden")):
        return set()
    first, last = int(element.get("min", "1")), int(element.get("max", "0"))
    return set(range(first - 1, min(last, _WIDEST)))


def _on(value: str | None) -> bool:
    return value in {"1", "true"}
