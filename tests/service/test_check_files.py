"""`check` gives files back: remarks on the words, a list as a table, what is certain put right."""

from __future__ import annotations

import io
import stat
import subprocess
import tempfile

import docx
import openpyxl
import pytest

from service import reading
from service.cli import main
from tests.review.office_files import pdf, sheet

OLD = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
TEXT = "今天,国土资源部召开会议。\r\n联系人身份证号11010519491231002X。\r\n"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, cache_dir):
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_dir))
    monkeypatch.delenv("XIANSHEN_DATA_DIR", raising=False)


def check(*words: object):
    return main(["check", *map(str, words), "--as-of", "2026-11-23", "--fail-on", "never"])


def word_file(path, text="原国土资源部的联系人身份证号11010519491231002X。"):
    word = docx.Document()
    word.add_paragraph(text)
    word.save(path)
    return path


def test_a_word_file_comes_back_with_remarks_and_the_original_is_untouched(tmp_path, capsys):
    file = word_file(tmp_path / "稿.docx")
    before = file.read_bytes()
    assert check(file, "--annotate", tmp_path / "回", "--track-changes") == 0
    marked = docx.Document(str(tmp_path / "回" / "稿（批注）.docx"))
    assert any("CON101" in comment.text for comment in marked.comments)
    assert not any("11010519491231002X" in comment.text for comment in marked.comments)
    assert file.read_bytes() == before
    assert "批注写在" in capsys.readouterr().out
    assert check(file, "--annotate", tmp_path / "回") == 2
    assert "没有覆盖" in capsys.readouterr().err


def test_a_pdf_comes_back_with_remarks(tmp_path, capsys):
    file = tmp_path / "稿.pdf"
    file.write_bytes(pdf(["联系人身份证号11010519491231002X。"]))
    assert check(file, "--annotate", tmp_path) == 0
    assert (tmp_path / "稿（批注）.pdf").read_bytes().startswith(b"%PDF")
    assert "第 1 页" in capsys.readouterr().out


def test_the_list_is_a_table_that_runs_no_formula_and_names_the_cell(tmp_path):
    file = tmp_path / "=cmd.xlsx"
    file.write_bytes(sheet(["姓名", "证件"], ["甲", "11010519491231002X"]))
    assert check(file, "--format", "xlsx", "--output", tmp_path / "清单.xlsx") == 0
    book = openpyxl.load_workbook(tmp_path / "清单.xlsx")
    rows = list(book["问题清单"].iter_rows(values_only=True))
    assert any(row[3] == "CON101" and row[5] == "「名单」B2" for row in rows[1:])
    assert all(cell.data_type != "f" for row in book["问题清单"] for cell in row)


def test_a_fix_is_shown_and_only_written_when_asked_in_the_files_own_encoding(tmp_path, capsys):
    file = tmp_path / "稿.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    file.chmod(0o640)
    assert check(file, "--fix") == 0
    shown = capsys.readouterr().out
    assert "+今天，国土资源部召开会议。" in shown
    assert "还没有写进文件" in shown
    assert file.read_bytes() == TEXT.encode("gb18030")
    assert check(file, "--fix", "--write") == 0
    assert file.read_bytes() == TEXT.replace(",", "，").encode("gb18030")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_fix_of_a_word_file_is_a_tracked_change(tmp_path):
    file = word_file(tmp_path / "稿.docx", "今天,召开会议。")
    assert check(file, "--fix", "--write") == 0
    document = docx.Document(str(file))
    assert (
        "".join(
            node.text or "" for node in document.element.iter() if node.tag.endswith("}delText")
        )
        == ","
    )
    assert not list(document.comments)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "xlsx"], "--output"),
        (["--write"], "--fix"),
        (["--track-changes"], "--annotate"),
        (["--fix", "--format", "json"], "--output"),
    ],
)
def test_options_that_make_no_sense_together_are_refused(tmp_path, capsys, words, said):
    file = tmp_path / "稿.txt"
    file.write_text("好。", encoding="utf-8")
    assert check(file, *words) == 2
    assert said in capsys.readouterr().err


def test_an_old_file_goes_through_the_converter_on_a_profile_of_its_own(tmp_path, monkeypatch):
    made = io.BytesIO()
    docx.Document().save(made)
    word_file(tmp_path / "made.docx", "国土资源部")
    program = tmp_path / "soffice"
    program.write_text(
        "#!/bin/sh\n"
        'case "$1" in -env:UserInstallation=file://*) ;; *) exit 1 ;; esac\n'
        f'while [ "$1" != --outdir ]; do shift; done; cp "{tmp_path}/made.docx" "$2/in.docx"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(reading, "_converter", lambda: str(program))
    read = reading.read_file("旧.wps", OLD)
    assert read.document.body == "国土资源部"
    assert "旧版格式" in read.notices[0]


def test_a_converter_that_fails_leaves_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_converter", lambda: "/bin/false")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(reading.UnreadableError, match="另存为 docx"):
        reading.read_file("旧.doc", OLD)
    monkeypatch.setattr(reading, "_converter", lambda: None)
    with pytest.raises(reading.UnreadableError, match="另存为 docx"):
        reading.read_file("旧.doc", OLD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not reading.can_convert(), reason="没有 LibreOffice，不试旧版文件")
def test_a_real_old_file_is_read_through_the_converter(tmp_path):
    word_file(tmp_path / "in.docx", "国土资源部召开会议。")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "in.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    old = (tmp_path / "in.doc").read_bytes()
    assert old.startswith(OLD[:8])
    assert reading.read_file("通知.wps", old).document.body.strip() == "国土资源部召开会议。"


def test_a_folder_is_walked_without_its_photographs(tmp_path, capsys):
    (tmp_path / "稿.txt").write_text("好。", encoding="utf-8")
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    assert check(tmp_path) == 0
    assert ".jpg 1 个" in capsys.readouterr().err
