"""QR codes in pictures, where the extra that reads them is installed."""

from __future__ import annotations

import base64
import io

import docx
import pytest

from review.formats import read_document
from review.formats.codes import links_in_picture

ADDRESS = "https://u.wechat.com/kAbCdEf"


@pytest.fixture(scope="module")
def picture() -> bytes:
    codes = pytest.importorskip("zxingcpp", reason="needs the extra images")
    images = pytest.importorskip("PIL.Image", reason="needs the extra images")
    code = codes.create_barcode(ADDRESS, codes.BarcodeFormat.QRCode)
    file = io.BytesIO()
    images.fromarray(codes.write_barcode_to_image(code, scale=4)).save(file, "PNG")
    return file.getvalue()


def test_the_code_of_a_picture_in_a_word_file_is_a_link(picture):
    word = docx.Document()
    word.add_paragraph("扫码关注")
    word.add_picture(io.BytesIO(picture))
    file = io.BytesIO()
    word.save(file)
    document = read_document("稿.docx", file.getvalue()).document
    assert [link.href for link in document.links] == [ADDRESS]


def test_the_code_of_a_picture_in_a_page_is_a_link(picture):
    inline = base64.b64encode(picture).decode()
    page = f"<p>扫码关注</p><img src='data:image/png;base64,{inline}'>"
    assert [link.href for link in read_document("a.html", page.encode()).document.links] == [
        ADDRESS
    ]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(40), b"text"])
def test_what_is_no_picture_has_no_code(data):
    assert links_in_picture(data) == []
