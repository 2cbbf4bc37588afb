"""PDF files: words across lines are whole again, pages are named, remarks stand on the words."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from review.formats import UnreadableError, ocr, read_document
from review.formats.pdf import open_pdf, read_pdf, stretches_of, told
from review.formats.place import Plan
from review.model import Finding, Gate, GateResult, Report, Severity, Span
from review.output.pdf import annotate_pdf
from tests.review.office_files import pdf

PLANTED = "国土资源部"
PROSE = st.text(alphabet="关于印发通知工作会议人民，。", min_size=1, max_size=90)
AT = datetime(2026, 11, 24, tzinfo=UTC)


def report_on(document, *spans: Span):
    findings = tuple(
        Finding(
            rule="POL101",
            name="旧称",
            gate=Gate.POLITICAL,
            severity=Severity.BLOCK,
            span=span,
            message="机构已经更名。",
        )
        for span in spans
    )
    return Report(
        document=document.digest,
        ruleset="sha256:0",
        as_of=date(2026, 11, 24),
        gates=tuple(
            GateResult(gate=gate, rules=1, findings=findings if gate is Gate.POLITICAL else ())
            for gate in Gate
        ),
    )


@settings(max_examples=20, deadline=None)
@given(
    pages=st.lists(st.lists(PROSE, min_size=1, max_size=3), min_size=1, max_size=3),
    data=st.data(),
)
def test_a_word_planted_anywhere_is_found_on_its_page_and_its_characters_lead_back(pages, data):
    number = data.draw(st.integers(0, len(pages) - 1))
    line = data.draw(st.integers(0, len(pages[number]) - 1))
    at = data.draw(st.integers(0, len(pages[number][line])))
    words = pages[number][line]
    pages[number][line] = words[:at] + PLANTED + words[at:]
    file = pdf(*[[f"　　{each}" for each in page] for page in pages])
    read = read_document("稿.pdf", file)
    start = read.document.body.index(PLANTED)
    span = Span(field="body", start=start, end=start + len(PLANTED))
    assert Plan(read.document, read.places).at(span) == f"第 {number + 1} 页"
    with open_pdf("稿.pdf", file) as opened:
        found = ""
        for stretch in stretches_of(opened):
            textpage = opened[stretch.page].get_textpage()
            for place in range(max(start, stretch.start), min(span.end, stretch.end)):
                code = raw.FPDFText_GetUnicode(textpage, stretch.numbers[place - stretch.start])
                found += chr(code)
            textpage.close()
    assert found == PLANTED


def test_a_sentence_broken_by_the_column_is_whole_and_paragraphs_stay_apart():
    first, second = "甲乙丙丁戊己庚辛" * 12, "子丑寅卯" * 30
    read = read_document("稿.pdf", pdf(["标题", f"　　{first}", f"　　{second}𠮷。"]))
    assert [line.strip("　") for line in read.document.body.split("\n")] == [
        "标题",
        first,
        f"{second}𠮷。",
    ]


def test_a_remark_stands_on_the_words_and_a_second_round_replaces_it():
    file = pdf(["甲乙丙丁戊己庚辛" * 6 + f"𠮷{PLANTED}印发。"])
    document = read_pdf("稿.pdf", file).document
    start = document.body.index(PLANTED)
    report = report_on(document, Span(field="body", start=start, end=start + 5))
    once = annotate_pdf("稿.pdf", file, report, at=AT)
    assert read_pdf("稿.pdf", once).document.digest == document.digest
    twice = annotate_pdf("稿.pdf", once, report, at=AT)
    with pdfium.PdfDocument(twice) as opened:
        page = opened[0]
        assert raw.FPDFPage_GetAnnotCount(page) == 1
        annotation = raw.FPDFPage_GetAnnot(page, 0)
        assert told(annotation, b"Contents") == "【拦截】POL101 旧称\n机构已经更名。"
        corners = raw.FS_QUADPOINTSF()
        words = ""
        textpage = page.get_textpage()
        for number in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
            assert raw.FPDFAnnot_GetAttachmentPoints(annotation, number, corners)
            words += textpage.get_text_bounded(
                corners.x3 + 1, corners.y3 + 1, corners.x2 - 1, corners.y2 - 1
            )
        assert words == PLANTED
        raw.FPDFPage_CloseAnnot(annotation)
        textpage.close()


def test_links_remarks_and_authors_are_kept_beside_the_text():
    def prepare(file):
        file.set_author("李四")
        file.link(30, 30, 20, 10, "http://bad.example/x")
        file.text_annotation(40, 40, "处内意见")

    document = read_document("稿.pdf", pdf(["正文。"], prepare=prepare)).document
    assert [link.href for link in document.links] == ["http://bad.example/x"]
    assert {(one.means, one.text) for one in document.hidden} == {
        ("批注", "处内意见"),
        ("文件属性", "作者：李四"),
    }


def test_a_password_is_asked_to_be_taken_off():
    data = pdf(["正文。"], prepare=lambda file: file.set_encryption("main", user_password="x"))
    with pytest.raises(UnreadableError, match="加了密码"):
        read_document("稿.pdf", data)


def test_a_scan_without_a_reader_says_so(monkeypatch):
    from PIL import Image

    scan = io.BytesIO()
    Image.new("RGB", (400, 400), "white").save(scan, format="PDF")
    monkeypatch.setattr(ocr, "can_read", lambda: False)
    with pytest.raises(UnreadableError, match="扫描件，1 页都是图片"):
        read_document("稿.pdf", scan.getvalue())


def test_a_broken_file_says_so():
    with pytest.raises(UnreadableError, match="已经损坏"):
        read_document("稿.pdf", pdf(["正文。"])[:400])
