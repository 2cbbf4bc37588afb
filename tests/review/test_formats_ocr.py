"""Words in pictures, where the extra that reads them is installed."""

from __future__ import annotations

import io

import pytest

from review.formats import Format, ocr, read_document
from tests.review.office_files import FONT

if not ocr.can_read() or FONT is None:
    pytest.skip("没有安装 xianshen[ocr] 或中文字体，不认图中文字", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("default")  # of the engine's own dependencies

LINES = ("全民国家安全教育日", "活动地点：市民广场", "咨询电话：12348")


def poster(kind="PNG"):
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (900, 700), (250, 240, 235))
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(LINES):
        font = ImageFont.truetype(str(FONT), 60 - number * 10)
        draw.text((60, 80 + number * 180), line, font=font, fill=(20, 20, 20))
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def test_the_words_of_a_poster_are_read_line_by_line():
    read = read_document("海报.png", poster())
    assert read.format is Format.IMAGE
    assert read.document.body.split("\n") == list(LINES)
    assert any("可能认错" in notice for notice in read.notices)


def test_a_scanned_page_is_read_and_the_page_is_named():
    read = read_document("扫描.pdf", poster("PDF"))
    assert read.document.body.split("\n") == list(LINES)
    assert [place.label for place in read.places] == ["第 1 页"]
    assert any("由图片识别" in notice for notice in read.notices)
