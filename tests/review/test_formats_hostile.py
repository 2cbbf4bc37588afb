"""What must not be opened, run or fetched: one clear sentence each, soon and in little memory."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
import zlib

import docx
import pytest

from review.formats import UnreadableError, codes, read_document
from tests.review.office_files import pdf, sheet


def word(prepare=None):
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph("正文。")
    if prepare:
        prepare(file)
    file.save(out)
    return out.getvalue()


def with_member(data, name, content):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_part_changed(data, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return out.getvalue()


def png_head(width, height):
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + body


def many_pictures():
    data, out = word(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member))
        for number in range(10_000):
            new.writestr(f"word/media/image{number}.png", b"x")
    return out.getvalue()


HOSTILE = {
    "a bomb in a sheet": (
        "a.xlsx",
        lambda: with_member(sheet(["甲"]), "xl/worksheets/big.xml", b"0" * 30_000_000),
        "压缩炸弹",
    ),
    "ten thousand pictures": ("a.docx", many_pictures, "部件（多半是图片）"),
    "a picture of 900 megapixels": ("a.png", lambda: png_head(30_000, 30_000), "30000×30000 像素"),
    "a torn picture": ("a.jpg", lambda: b"\xff\xd8\xff\xe0torn", "已经损坏"),
    "a sheet without a workbook": (
        "a.xlsx",
        lambda: with_member(with_member(b"", "xl/x", b"x"), "xl/workbook.xml", b"<"),
        "已经损坏",
    ),
    "a binary sheet": ("a.xlsb", lambda: with_member(b"", "xl/workbook.bin", b"x"), "另存为 xlsx"),
    "a torn PDF": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj", "已经损坏"),
    "an archive": ("a.docx.zip", lambda: with_member(b"", "a.txt", b"x"), "压缩包"),
    "quotes without an end": ("a.csv", lambda: b'"' + b"x" * 200_000, "引号不成对"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_in_one_sentence_soon_and_in_little_memory(case):
    name, make, said = HOSTILE[case]
    data = make()
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(UnreadableError, match=said) as refusal:
        read_document(name, data)
    took, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(refusal.value).count("。") == 1
    assert f"「{name}」" in str(refusal.value)
    assert took < 3
    assert most < 20 * max(len(data), 1_000_000)


@pytest.mark.parametrize("part", ["word/document.xml", "word/comments.xml"])
def test_entities_are_neither_grown_nor_fetched(part, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    head = (
        b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">'
        b'<!ENTITY e SYSTEM "file://' + str(secret).encode() + b'">]>'
    )

    def change(content):
        declaration, _, rest = content.partition(b"?>")
        return declaration + b"?>" + head + rest.replace("正文。".encode(), "正文。&d;&e;".encode())

    data = with_part_changed(
        word(lambda file: file.add_comment(file.paragraphs[0].runs, "正文。")), part, change
    )
    try:
        document = read_document("a.docx", data).document
    except UnreadableError:
        return
    told = "".join(text for _, text in document.fields())
    assert "机密" not in told
    assert len(told) < 20_000


def test_macros_in_a_word_file_are_named_and_not_run():
    read = read_document("a.docm", with_member(word(), "word/vbaProject.bin", b"Sub AutoOpen()"))
    assert any("带有宏，没有运行" in notice for notice in read.notices)


def test_a_script_in_a_pdf_is_named_and_not_run():
    data = pdf(["正文。"])
    start = data.index(b"/Type /Catalog")
    script = (
        b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
    )
    read = read_document("a.pdf", data[:start] + script + b" " + data[start:])
    assert any("带有脚本，没有运行" in notice for notice in read.notices)


def test_of_very_many_pictures_the_rest_is_told(monkeypatch):
    monkeypatch.setattr(codes, "MOST_PICTURES", 2)
    looker = codes.Looker()
    for _ in range(5):
        looker.links(png_head(10, 10))
    assert looker.passed == 3
    assert "3 张没有查二维码" in looker.notices("a.docx")[0]


def test_a_page_of_many_megabytes_takes_seconds():
    html = (
        "<html><body>"
        + "<p style='color:#333'>市民可到服务大厅办理。</p>" * 200_000
        + "</body></html>"
    )
    began = time.process_time()
    document = read_document("a.html", html.encode()).document
    assert time.process_time() - began < 10
    assert document.body.count("\n") == 199_999
