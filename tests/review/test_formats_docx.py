"""Word files: every text in reading order, and what is in the file without being in the text."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from review.formats import Format, read_document

PLANTED = "国土资源部"
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TEXT = st.text(alphabet="关于印发通知，。 \u00a0", max_size=8)


@pytest.fixture
def word():
    return docx.Document()


def read(word):
    file = io.BytesIO()
    word.save(file)
    return read_document("稿.docx", file.getvalue())


def xml(text):
    name, brace, rest = text.partition(">")
    slash = "/" if name.endswith("/") else ""
    return parse_xml(f"{name.rstrip('/')} {nsdecls('w', 'r')} {MC}{slash}{brace}{rest}")


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(TEXT, min_size=1, max_size=4),
    cut=st.integers(0, len(PLANTED)),
    where=st.sampled_from(["paragraph", "cell", "heading", "header"]),
)
def test_a_planted_word_is_found_whole_however_its_runs_are_cut(texts, cut, where):
    word = docx.Document()
    for text in texts:
        word.add_paragraph(text)
    if where == "cell":
        paragraph = word.add_table(rows=2, cols=2).cell(1, 1).paragraphs[0]
    elif where == "header":
        paragraph = word.sections[0].header.paragraphs[0]
    else:
        paragraph = word.add_paragraph(style="Heading 1" if where == "heading" else None)
    paragraph.add_run(texts[0] + PLANTED[:cut]).bold = True
    paragraph.add_run(PLANTED[cut:] + texts[-1])
    for text in texts:
        word.add_paragraph(text)
    document = read(word).document
    found = [field for field, text in document.fields() if PLANTED in text]
    assert found == ["caption:0" if where == "header" else "body"]


def test_paragraphs_tables_and_boxes_come_in_reading_order(word):
    word.add_paragraph("关于通知", style="Title")
    word.add_paragraph("第一段\t甲\n乙")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "子", "丑"
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    word.add_paragraph("带框")._p.append(xml(f"<w:r>{drawing}</w:r>"))
    word.add_paragraph("末段")
    found = read(word)
    assert found.format is Format.DOCX
    assert found.document.title == "关于通知"
    assert found.document.body == "第一段\t甲\n乙\n子\t丑\n带框\n框\n末段"


def test_a_row_of_short_cells_is_a_line_and_a_cell_of_prose_keeps_its_paragraphs(word):
    table = word.add_table(rows=3, cols=3)
    for number, text in enumerate(("序号", "姓名", "身份证\n号码", "1", "", "440524", "合计")):
        table.cell(number // 3, number % 3).text = text
    table.cell(2, 0).merge(table.cell(2, 1))
    table.cell(2, 2).paragraphs[0].add_run("9")
    page = word.add_table(rows=1, cols=2)
    page.cell(0, 0).text = "长" * 250
    page.cell(0, 0).add_paragraph("第二段")
    page.cell(0, 1).text = "短"
    body = read(word).document.body.rstrip("\n")
    assert body.split("\n") == [
        "序号\t姓名\t身份证 号码",
        "1\t\t440524",
        "合计\t\t9",
        "长" * 250,
        "第二段",
        "短",
    ]


def test_links_in_cells_bear_their_words(word):
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "入口"
    relation = word.part.relate_to("http://a.cn", HYPERLINK, is_external=True)
    link = xml(f"<w:hyperlink r:id='{relation}'><w:r><w:t>附件</w:t></w:r></w:hyperlink>")
    table.cell(0, 1).paragraphs[0]._p.append(link)
    document = read(word).document
    assert [document.quote(link.span) for link in document.links] == ["附件"]
    assert document.body == "入口\t附件"


def test_authors_in_the_properties_are_told_and_defaults_of_programs_are_not(word):
    word.add_paragraph("正文")
    assert read(word).document.hidden == ()
    word.core_properties.author = "Administrator"
    word.core_properties.last_modified_by = "李四"
    hidden = read(word).document.hidden
    assert [one.means for one in hidden] == ["文件属性"]
    assert hidden[0].text.startswith("最后修改者：李四")
    assert "作者" not in hidden[0].text


def test_what_must_not_go_out_with_the_file_is_told_from_the_text(word):
    paragraph = word.add_paragraph("明")
    paragraph.add_run("隐").font.hidden = True
    paragraph.add_run("白").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("小").font.size = Pt(1)
    paragraph._p.append(
        xml("<w:del w:id='1' w:author='a'><w:r><w:delText>删</w:delText></w:r></w:del>")
    )
    paragraph._p.append(xml("<w:ins w:id='2' w:author='a'><w:r><w:t>增</w:t></w:r></w:ins>"))
    paragraph._p.append(
        xml("<w:moveFrom w:id='3' w:author='a'><w:r><w:t>移</w:t></w:r></w:moveFrom>")
    )
    word.add_comment(runs=paragraph.runs[:1], text="此处数字待核", author="甲", initials="甲")
    document = read(word).document
    assert document.body == "明增"
    assert [(hidden.text, hidden.means) for hidden in document.hidden] == [
        ("隐", "隐藏文字"),
        ("白", "白色文字"),
        ("小", "极小字号"),
        ("删", "修订中删去的文字"),
        ("移", "修订中移走的文字"),
        ("此处数字待核", "批注"),
    ]


def test_white_on_a_dark_ground_is_seen(word):
    paragraph = word.add_paragraph()
    run = paragraph.add_run("白底黑字反过来")
    run.font.color.rgb = RGBColor(255, 255, 255)
    paragraph._p.get_or_add_pPr().append(xml("<w:shd w:val='clear' w:fill='C00000'/>"))
    assert read(word).document.body == "白底黑字反过来"


def test_style_based_hiding_is_followed(word):
    style = word.styles.add_style("暗", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    heir = word.styles.add_style("更暗", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    heir.base_style = style
    word.add_paragraph("看不见", style=heir)
    word.add_paragraph("看得见")
    document = read(word).document
    assert document.body.strip() == "看得见"
    assert document.hidden[0].text == "看不见"


def test_links_of_all_three_kinds_bear_their_words(word):
    paragraph = word.add_paragraph("见")
    relation = word.part.relate_to("http://a.cn", HYPERLINK, is_external=True)
    link = xml(f"<w:hyperlink r:id='{relation}'><w:r><w:t>附件</w:t></w:r></w:hyperlink>")
    paragraph._p.append(link)
    for piece in (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
        '<w:r><w:instrText> HYPERLINK "http://b.cn/x" </w:instrText></w:r>',
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
        "<w:r><w:t>域</w:t></w:r>",
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
    ):
        paragraph._p.append(xml(piece))
    simple = (
        "<w:fldSimple w:instr='HYPERLINK \"http://c.cn\"'><w:r><w:t>简</w:t></w:r></w:fldSimple>"
    )
    paragraph._p.append(xml(simple))
    document = read(word).document
    assert document.body == "见附件域简"
    assert [(link.href, link.text) for link in document.links] == [
        ("http://a.cn", "附件"),
        ("http://b.cn/x", "域"),
        ("http://c.cn", "简"),
    ]
    assert all(document.quote(link.span) == link.text for link in document.links)


def test_pictures_are_media_and_what_they_say_is_owned_up_to(word):
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763"
        "f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
    )
    word.add_paragraph("图")
    word.add_picture(io.BytesIO(pixel))
    found = read(word)
    assert len(found.document.media) == 1
    assert found.document.media[0].digest.startswith("sha256:")
    assert found.notices == ("「稿.docx」含 1 张图片，图中的文字没有检查，请人工核对。",)
