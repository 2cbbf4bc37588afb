"""Reading inputs: what is planted is found again at its place, what can't be read says why."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.formats import Format, UnreadableError, line_and_column, read_document
from review.formats.sanitise import sanitise

PLANTED = "国土资源部"
HAN = st.text(alphabet="关于印发政务新媒体健康有序发展实施意见的通知，。“”《》 \u00a0", max_size=12)


def read(data, name="a.txt", **options: str):
    return read_document(name, data.encode() if isinstance(data, str) else data, **options)


def planted_spans(document):
    """Every place of the planted word, as (field, words found there)."""
    found = []
    for field, text in document.fields():
        start = text.find(PLANTED)
        if start >= 0 and field != "markup":
            found.append((field, text[start : start + len(PLANTED)]))
    return found


@settings(max_examples=60, deadline=None)
@given(before=st.text(max_size=30), after=st.text(max_size=30))
def test_plain_text_is_kept_to_the_character(before, after):
    text = before + PLANTED + after
    if "\0" in text:
        with pytest.raises(UnreadableError):
            read(text.encode("utf-8", "surrogatepass"), input_format="plain")
    elif text.encode("utf-8", "ignore").decode() == text and text[0] != "\ufeff":
        assert read(text, input_format="plain").document.body == text


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(HAN, min_size=1, max_size=5),
    wrap=st.sampled_from(
        [
            "{}",
            "**{}**",
            "# {}",
            "- {}",
            "> {}",
            "`{}`",
            "[{}](http://a.cn)",
            "|{}|乙|\n|-|-|",
            "*{}*",
        ]
    ),
)
def test_a_word_planted_in_markdown_is_found_whole(pieces, wrap):
    text = "\n\n".join([*pieces, wrap.format(PLANTED), *pieces])
    document = read(text, "a.md").document
    assert [words for _, words in planted_spans(document)] == [PLANTED]
    for link in document.links:
        assert link.span is None or document.quote(link.span) == link.text


@settings(max_examples=80, deadline=None)
@given(
    pieces=st.lists(HAN, min_size=1, max_size=5),
    tags=st.lists(st.sampled_from(["div", "b", "p", "a href=/x", "td", "span", "li"]), max_size=4),
    broken=st.sampled_from(["", "<p", "<b><div>", "</p></p>", "<!--", "<table>"]),
)
def test_a_word_planted_in_a_page_is_found_whole(pieces, tags, broken):
    opening = "".join(f"<{tag}>" for tag in tags)
    closing = "".join(f"</{tag.split()[0]}>" for tag in reversed(tags))
    markup = f"<p>{pieces[0]}</p>{opening}{pieces[-1]}{PLANTED}{closing}{''.join(pieces)}{broken}"
    document = read(markup, "a.html").document
    assert ("body", PLANTED) in planted_spans(document)
    for link in document.links:
        assert link.span is None or document.quote(link.span) == link.text


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("big5", "BIG5"),
        ("utf-16", "UTF-16-LE"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
    ],
)
def test_other_encodings_are_read_and_named(encoding, named):
    text = (
        "關於印發通知，請各單位認真組織實施。\r\n"
        if encoding == "big5"
        else "关于印发通知。\r\n第1条"
    )
    found = read(text.encode(encoding))
    assert found.document.body == text
    assert found.notices == (f"「a.txt」不是 UTF-8，已按 {named} 编码读取。",)


def test_a_byte_order_mark_is_no_text():
    found = read(b"\xef\xbb\xbf" + "通知".encode())
    assert (found.document.body, found.encoding, found.notices) == ("通知", "utf-8", ())


def test_line_ends_are_left_as_they_are():
    assert read("一\r\n二\r三\n").document.body == "一\r\n二\r三\n"


def test_a_page_in_gb2312_is_read_as_it_says():
    page = "<html><head><meta charset=gb2312><title>通知</title></head><body>正文</body></html>"
    found = read(page.encode("gbk"), "a.html")
    assert (found.document.title, found.document.body) == ("通知", "正文")


def zipped(**members: str | bytes):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return file.getvalue()


OLD_WORD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500) + "WordDocument".encode("utf-16-le")
LOCKED = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "是空的"),
        ("a.txt", b" \r\n\t", "是空的"),
        ("a.html", b"<html><body> </body></html>", "是空的"),
        ("a.txt", b"ab\n\xe5\x85\xb3\0c", "第 2 行第 2 个字处有空字符"),
        ("a.txt", "关于政务公开的通知".encode() * 9 + b"\xe5\x85", "编码已损坏"),
        ("a.txt", bytes(range(128, 256)) * 9, "无法认出编码"),
        ("a.txt", b"\xff\xfea\x00b", "已经损坏"),
        ("a.docx", OLD_WORD, "另存为 docx"),
        ("a.docx", LOCKED, "取消密码"),
        ("a.docx", b"not a zip at all", "不是 docx"),
        ("a.docx", b"PK\x03\x04broken", "已经损坏"),
        ("a.docx", zipped(word__document="<w:document/>"), "已经损坏"),
        ("a.docx", zipped(xl__workbook="x"), "请用 Excel"),
        ("a.docx", zipped(word__big=b"0" * 30_000_000), "压缩炸弹"),
        ("a.docx", zipped(**{f"word__{n}": b"" for n in range(4500)}), "压缩炸弹"),
        ("a.zip", zipped(a="x"), "压缩包"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"\x89PNG\r\n", "图片"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_sentence(name, data, said):
    with pytest.raises(UnreadableError) as refusal:
        read(data, name)
    message = str(refusal.value)
    assert said in message
    assert f"「{name}」" in message
    assert "；" in message, "what to do is missing"
    assert message.endswith("。")
    assert "\n" not in message


def test_control_characters_are_reported_with_their_place():
    found = read("一\n二\x1b三\x07")
    assert "含 2 个看不见的控制字符，第一个（U+001B）在第 2 行第 2 个字处" in found.notices[0]
    assert found.document.body == "一\n二\x1b三\x07"


def test_the_content_decides_what_a_file_is_and_the_difference_is_said():
    found = read("<!DOCTYPE html><p>正文", "通知.txt")
    assert found.format is Format.HTML
    assert "内容是网页" in found.notices[0]
    assert read("没有标签", "a.html").format is Format.PLAIN
    assert read("a < b，<不是标签", "a.txt").format is Format.PLAIN


def test_ten_megabytes_are_no_trouble():
    text = "关于印发政务新媒体健康有序发展实施意见的通知。\n" * 150_000
    assert len(read(text).document.body) == len(text)


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (4, (3, 1)), (5, (3, 2))]
)
def test_a_line_ends_at_cr_at_lf_and_at_both(offset, place):
    assert line_and_column("a\r\n\rbc", offset) == place


def test_addresses_written_out_are_links_that_end_before_chinese():
    document = read("见http://www.gd.gov.cn/a_1.html。或www.qy.gov.cn（清远）").document
    assert [link.href for link in document.links] == [
        "http://www.gd.gov.cn/a_1.html",
        "http://www.qy.gov.cn",
    ]
    assert all(document.quote(link.span) == link.text for link in document.links)


def test_markdown_keeps_the_lines_of_the_file():
    text = "# 标题\n\n第一段**粗**\n续行\n\n- 甲\n- 乙\n\n138****1234\n"
    document = read(text, "a.md").document
    assert document.title == "标题"
    assert document.body.split("\n")[2:] == ["第一段粗", "续行", "", "甲", "乙", "", "138****1234"]


def test_markdown_front_matter_names_the_piece():
    text = "---\ntitle: 关于防汛的提示\nauthor: 张三\nsource: 市应急局\n---\n正文\n"
    document = read(text, "a.md").document
    assert (document.title, document.author, document.source) == (
        "关于防汛的提示",
        "张三",
        "市应急局",
    )
    assert document.body.strip() == "正文"


def test_html_within_markdown_hides_nothing():
    text = '正文 <span style="display:none">藏</span>\n\n<div hidden><a href="http://x.cn">暗</a></div>\n'
    document = read(text, "a.md").document
    assert [hidden.text for hidden in document.hidden] == ["藏", "暗"]
    assert [(link.href, link.hidden) for link in document.links] == [("http://x.cn", True)]


def test_pasted_html_loses_what_could_run_or_hide():
    dirty = (
        '<p style="text-align:center;display:none;color:red" onclick="x()">文<script>alert(1)</script>'
        '<a href="javascript:x()">链</a><a href="http://a.cn">好</a><iframe src="//b"></iframe>'
    )
    clean = sanitise(dirty)
    assert "script" not in clean
    assert "display" not in clean
    assert "onclick" not in clean
    assert "iframe" not in clean
    assert "text-align:center" in clean
    assert 'href="http://a.cn"' in clean
