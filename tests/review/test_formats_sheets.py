"""Sheets: every cell is found at its cell, and what is hidden is told from what is shown."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from review.formats import Format, UnreadableError, read_document
from review.formats.place import Plan, column_of, letters
from review.model import Span
from tests.review.office_files import sheet

PLANTED = "国土资源部"
CELL = st.text(alphabet="关于印发通知，。, \"'\t\n𠮷", max_size=6)
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6)


def place_of(read, words, field="body"):
    start = read.document.text_of(field).index(words)
    span = Span(field=field, start=start, end=start + len(words))
    return Plan(read.document, read.places).at(span)


@settings(max_examples=40, deadline=None)
@given(table=TABLE, data=st.data(), ending=st.sampled_from(["xlsx", "csv", "tsv"]))
def test_a_word_planted_in_any_cell_is_found_there(table, data, ending):
    row = data.draw(st.integers(0, len(table) - 1))
    column = data.draw(st.integers(0, len(table[row]) - 1))
    table[row][column] += PLANTED
    if ending == "xlsx":
        read = read_document("名单.xlsx", sheet(*table))
    else:
        delimiter = "\t" if ending == "tsv" else ","
        quoted = (
            delimiter.join('"' + cell.replace('"', '""') + '"' for cell in each) for each in table
        )
        read = read_document(f"名单.{ending}", ("\r\n".join(quoted) + "\r\n").encode())
    label = place_of(read, PLANTED)
    assert label.removeprefix("「名单」") == f"{letters(column)}{row + 1}"


def test_columns_are_named_as_sheets_name_them():
    assert [letters(number) for number in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    assert all(column_of(f"{letters(number)}7") == number for number in (0, 25, 26, 701, 16383))


def test_numbers_dates_and_shares_are_read_as_people_see_them():
    def prepare(book):
        book.active["A2"] = dt.date(2024, 5, 1)
        book.active["B2"] = 0.125
        book.active["B2"].number_format = "0.0%"

    read = read_document("表.xlsx", sheet([13900000000, 3.0, 0.1 + 0.2, True], prepare=prepare))
    assert read.document.body == "名单\n13900000000\t3\t0.3\tTRUE\n2024年5月1日\t12.5%"


def test_what_is_hidden_is_told_from_what_is_shown_and_where_it_is():
    def prepare(book):
        first = book.active
        first.row_dimensions[2].hidden = True
        first.column_dimensions["C"].hidden = True
        first["A1"].comment = Comment("请核对", "张三")
        second = book.create_sheet("底稿")
        second["B3"] = "内部数据"
        second.sheet_state = "hidden"
        book.properties.creator = "李四"

    read = read_document(
        "表.xlsx", sheet(["甲", "乙", "丙"], ["行一", "行二"], ["丁", "戊", "己"], prepare=prepare)
    )
    assert read.format is Format.XLSX
    assert read.document.body == "名单\n甲\t乙\n丁\t戊"
    told = {(hidden.means, hidden.text) for hidden in read.document.hidden}
    assert told == {
        ("隐藏的行", "行一\t行二"),
        ("隐藏的列", "\t\t丙\n\t\t己"),
        ("隐藏的工作表", "底稿\n\t内部数据"),
        ("批注", "请核对"),
        ("文件属性", "作者：李四"),
    }
    means = [hidden.means for hidden in read.document.hidden]
    assert place_of(read, "己", f"hidden:{means.index('隐藏的列')}") == "「名单」C3"
    assert place_of(read, "内部", f"hidden:{means.index('隐藏的工作表')}") == "「底稿」B3"
    assert place_of(read, "核对", f"hidden:{means.index('批注')}") == "「名单」A1"


def test_links_of_cells_and_formulas_are_kept_and_nothing_is_calculated():
    def prepare(book):
        book.active["A1"].hyperlink = "http://gov.example.cn/a"
        book.active["A2"] = '=HYPERLINK("http://bad.example/x","点这里")'
        book.active["A3"] = "=1+1"

    read = read_document("表.xlsx", sheet(["附件"], prepare=prepare))
    assert {link.href for link in read.document.links} == {
        "http://gov.example.cn/a",
        "http://bad.example/x",
    }
    assert any("2 个公式没有算好的结果" in notice for notice in read.notices)


def test_formulas_in_a_csv_are_text_and_told_of():
    read = read_document(
        "表.csv", "姓名,备注\n甲,\"=cmd|'/c calc'!A1\"\n乙,-3.5\n丙,@SUM(A1)\n".encode()
    )
    assert "=cmd|'/c calc'!A1" in read.document.body
    assert any("2 个单元格以公式开头" in notice for notice in read.notices)


def test_macros_are_named_and_not_run():
    data = io.BytesIO(sheet(["甲"]))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    read = read_document("表.xlsm", data.getvalue())
    assert any("带有宏，没有运行" in notice for notice in read.notices)


def test_a_cell_far_to_the_right_in_every_row_is_refused_before_it_fills_the_memory():
    rows = "".join(f'<row r="{n}"><c r="XFD{n}" t="n"><v>1</v></c></row>' for n in range(1, 2001))
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(["甲"]))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                head, _, _ = content.partition(b"<sheetData>")
                content = head + b"<sheetData>" + rows.encode() + b"</sheetData></worksheet>"
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    with pytest.raises(UnreadableError, match="大得不正常"):
        read_document("表.xlsx", data.getvalue())
