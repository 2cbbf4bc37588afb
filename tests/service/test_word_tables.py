"""Lists out to tables and in again: nothing lost, every wrong cell named by its row, at once."""

from __future__ import annotations

import io
import tempfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.wordlist import Entry, Wordlist, parse_wordlist
from service.cli import main
from service.sheets import COLUMNS, joined, parted
from service.sheets.opening import BadTableError
from service.sheets.reading import read_table
from service.sheets.writing import rows_of, write_csv, write_toml, write_xlsx

HEAD = "词库,词库名称,维护人,通读日期,词条,建议,来源,已核实,起始日期,截止日期"
ROW = "policy/x,本地更名,办公室,2026-11-23,旧名,新名,区文件,是,2018-04-01,"

phrases = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"), exclude_characters="_"),
    min_size=1,
    max_size=8,
).filter(lambda text: text == text.strip() and not text.startswith("#"))
days = st.dates(date(1949, 10, 1), date(2099, 12, 31))
many = st.lists(st.one_of(phrases, st.sampled_from(["", "（删去）", "a|b", "\\"])), max_size=3).map(
    tuple
)


@st.composite
def entries(draw) -> Entry:
    start, end = sorted((draw(days), draw(days)))
    return Entry(
        word=draw(st.one_of(phrases, st.sampled_from(["=1+1", "+86", "-x", "@y", "'q", "1.0"]))),
        source=draw(phrases),
        verified=draw(st.booleans()),
        suggest=draw(many),
        wrong=draw(many),
        allow=draw(many),
        note=draw(st.one_of(st.just(""), phrases)),
        valid_from=draw(st.sampled_from([None, start])),
        valid_to=draw(st.sampled_from([None, end])),
        extra=draw(st.dictionaries(st.sampled_from(["kind", "rank"]), st.integers(0, 9))),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=6), many, st.sampled_from(["csv", "gbk", "xlsx"]))
def test_a_list_comes_back_the_same_from_every_kind_of_table(listed, allow, kind):
    wordlist = Wordlist(
        name="text/own",
        title="本地用词",
        keeper="=办公室",
        reviewed=date(2026, 11, 23),
        entries=tuple(listed),
        allow=allow,
    )
    rows = rows_of([wordlist])
    if kind == "xlsx":
        data = write_xlsx(rows)
    else:
        data = write_csv(rows).encode("utf-8-sig" if kind == "csv" else "gb18030")
    text = write_toml(read_table("t.xlsx" if kind == "xlsx" else "t.csv", data))
    assert parse_wordlist("text/own", text) == wordlist


@given(many)
def test_values_of_a_cell_come_apart_as_they_were_put_together(values):
    assert parted(joined(values)) == (values or ("",))


def test_no_cell_of_a_csv_is_a_formula():
    entry = Entry(word="=cmd|x", source="+1", verified=True)
    made = Wordlist(
        name="text/x", title="甲", keeper="乙", reviewed=date(2026, 1, 1), entries=(entry,)
    )
    line = write_csv(rows_of([made])).splitlines()[1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line.split(","))


def workbook(*lines: list, merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    if merge:
        for each in merge.split():
            book.active.merge_cells(each)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_sheet_as_offices_make_them_is_read():
    moment = datetime(2018, 4, 1)  # noqa: DTZ001  # spreadsheets know no time zones
    head = ["词库 ", "词库\n名称", "维护人", "通读日期", "词条", "来源", "已核实", "起始日期", None]
    data = workbook(
        ["2026年本地更名词库"],
        head,
        ["policy/x", "更名", "办公室", date(2026, 11, 23), "旧名　", "文件", "√", "2018/4/1", None],
        [None, None, None, None, 12345, "文件", True, moment, "  "],
        [None] * 9,
        [None, None, None, None, "第三", "文件", None, "2018年4月1日", None],
        [" "],
        merge="A1:I1 A3:A6 B3:B6",
    )
    rows = read_table("t.xlsx", data)
    assert [(row["list"], row["word"], row["verified"], row["valid_from"]) for row in rows] == [
        ("policy/x", "旧名", "是", "2018-04-01"),
        ("policy/x", "12345", "是", "2018-04-01"),
        ("policy/x", "第三", "否", "2018-04-01"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_whatever_wrote_it(encoding):
    rows = read_table("t.csv", f"{HEAD}\r\n{ROW}\r\n,,,,,,,,,\r\n".encode(encoding))
    assert [(row["word"], row["suggest"]) for row in rows] == [("旧名", "新名")]


def test_every_wrong_cell_is_named_by_its_row_at_once():
    lines = [
        HEAD,
        ROW,
        "policy/x,别的名称,,,甲,乙,文件,大概,2018-13-01,2017",
        "nogate/x,丙,丁,2026-01-01,,乙,,是,2019-01-01,2018-01-01",
        ",,,,戊,#REF!,文件,是,,",
        "text/y,,,,己,,文件,是,,",
    ]
    with pytest.raises(BadTableError) as caught:
        read_table("t.csv", "\n".join(lines).encode())
    told = "\n".join(caught.value.faults)
    for expected in (
        "第 3 行「起始日期」的日期「2018-13-01」不对",
        "第 3 行「截止日期」的日期「2017」不对",
        "第 3 行的「已核实」应填是或否",
        "第 3 行的「词库名称」与第 2 行同一词库的不一样",
        "第 4 行没有填「词条」",
        "第 4 行没有填「来源」",
        "第 4 行的词库应写成",
        "第 4 行的起始日期晚于截止日期",
        "第 5 行没有填「词库」",
        "第 5 行「建议」是表格里的出错值 #REF!",
        "第 6 行起的词库 text/y 没有填「词库名称」",
        "第 6 行起的词库 text/y 没有填「维护人」",
        "第 6 行起的词库 text/y 没有填「通读日期」",
    ):
        assert expected in told
    assert len(caught.value.faults) == 13


@given(st.binary(max_size=60))
@settings(max_examples=80, deadline=None)
def test_no_bytes_break_the_reader(data):
    for name in ("t.csv", "t.xlsx"):
        with pytest.raises(BadTableError):
            read_table(name, data)


def test_a_dry_run_tells_what_would_change_and_writes_nothing(tmp_path, capsys, monkeypatch):
    lists = tmp_path / "lists"
    (lists / "policy").mkdir(parents=True)
    table = tmp_path / "t.csv"
    monkeypatch.setenv("XIANSHEN_WORDLISTS", str(lists))

    def run(*rows: str, dry: bool = True) -> str:
        table.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
        assert main(["words", "import", str(table), *(["--dry-run"] if dry else [])]) == 0
        return capsys.readouterr().out

    assert "policy/x（本地更名）：新词库，新增 1" in run(ROW)
    assert list(lists.rglob("*.toml")) == []
    run(ROW, "policy/x,,,,去年,今年,文件,是,,", dry=False)
    assert "没有变化，2 条" in run(ROW, "policy/x,,,,去年,今年,文件,是,,")
    told = run(ROW.replace("新名", "新新名"), "policy/x,,,,前年,,文件,是,,")
    assert "新增 1，修改 1，删除 1" in told
    assert "＋ 前年" in told
    assert "～ 旧名：建议" in told
    assert "－ 去年" in told


def test_a_bad_table_leaves_everything_as_it_was(capsys):
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "t.csv"
        table.write_text(f"{HEAD}\n{ROW}\n{ROW.replace('2018', '今')}\n", encoding="utf-8")
        assert main(["words", "import", str(table), "--to", f"{folder}/lists"]) == 2
        told = capsys.readouterr().err
        assert "第 3 行「起始日期」" in told
        assert "有 1 处不对" in told
        assert not (Path(folder) / "lists").exists()


def test_every_column_has_its_heading():
    assert len(set(COLUMNS.values())) == len(COLUMNS)
