"""Tables of personal data: one finding per column, and one suggestion that masks the table."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

import rules
from review.correction import corrected
from review.formats import read_document
from review.model import Document, Gate, Report, Severity
from review.pipeline import review
from review.ruleset import Ruleset
from review.text import fold

DAY = date(2026, 11, 23)
PEOPLE = (
    ("张建国", "440524188001010014", "13812345678"),
    ("李小红", "11010519491231002X", "13987654321"),
)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    cache = tmp_path_factory.mktemp("cache")
    return rules.load(cache_dir=cache, gates=[Gate.CONFIDENTIALITY, Gate.ADVERTISING], proved=False)


def found(report: Report) -> list[tuple[str, Severity]]:
    return [(one.rule, one.severity) for one in report.findings]


def as_html(rows: tuple[tuple[str, ...], ...]) -> tuple[str, bytes]:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return "公示.html", f"<h1>公示</h1><table>{lines}</table><p>咨询电话0763-3312345</p>".encode()


def as_docx(rows: tuple[tuple[str, ...], ...]) -> tuple[str, bytes]:
    word = docx.Document()
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            table.cell(number, place).text = cell
    file = io.BytesIO()
    word.save(file)
    return "公示.docx", file.getvalue()


def as_markdown(rows: tuple[tuple[str, ...], ...]) -> tuple[str, bytes]:
    head, *rest = (" | ".join(row) for row in rows)
    rule = "|".join("---" for _ in rows[0])
    return "公示.md", "\n".join([head, rule, *rest]).encode()


def as_sheet(rows: tuple[tuple[str, ...], ...]) -> tuple[str, bytes]:
    return "公示.txt", "\n".join("\t".join(row) for row in rows).encode()


@pytest.mark.parametrize("written", [as_html, as_docx, as_markdown, as_sheet])
def test_each_personal_column_is_told_once_and_one_click_masks_the_table(gate, written):
    name, data = written((("姓名", "身份证号码", "手机号"), *PEOPLE))
    document = read_document(name, data).document
    report = review(document, gate, DAY)
    assert found(report) == [("CON116", Severity.BLOCK)] * 2
    first = report.findings[0]
    fixed = corrected(document, first.span, first.suggestions[0])
    assert "138****5678" in fixed.body
    # the region of the first column ends before the last phone; the second suggestion has that
    second = report.findings[1]
    fixed = corrected(document, second.span, second.suggestions[0])
    again = review(fixed, gate, DAY)
    for finding in again.findings:
        fixed = corrected(fixed, finding.span, finding.suggestions[0])
    assert not found(review(fixed, gate, DAY))
    assert not any(number in fixed.body for _, one, other in PEOPLE for number in (one, other))


def test_no_word_is_read_across_two_cells():
    assert "国土资源部" not in fold("国土\t资源部")[0]
    assert fold("国土 资源部")[0] == "国土资源部"


def test_a_suggestion_never_repeats_a_number_of_another_column(gate):
    name, data = as_sheet((("姓名", "身份证号码", "手机号"), *PEOPLE, *PEOPLE))
    document = read_document(name, data).document
    for finding in review(document, gate, DAY).findings:
        for _, number, phone in PEOPLE:
            assert number not in finding.suggestions[0]
            assert phone not in finding.suggestions[0]


def test_a_table_too_long_to_read_through_is_marked_at_its_first_cell(gate):
    rows = "\n".join(f"张建国\t{'备' * 50}\t1381234{number:04}" for number in range(600))
    document = Document(body=f"姓名\t说明\t手机号\n{rows}")
    report = review(document, gate, DAY)
    assert found(report) == [("CON116", Severity.BLOCK)]
    assert document.quote(report.findings[0].span) == "13812340000"
    assert report.findings[0].suggestions == ("138****0000",)
    assert "600 格" in report.findings[0].message


def test_what_a_word_file_tells_of_its_author_is_hinted_at_and_of_its_comments_asked(gate):
    word = docx.Document()
    word.core_properties.author = "王小明"
    paragraph = word.add_paragraph("关于召开会议的通知")
    remark = "这一段数字要等财政局核定之后才能公开，目前先不要对外发布，等通知后再统一口径，另行研究确定。"
    word.add_comment(runs=paragraph.runs, text=remark, author="乙", initials="乙")
    file = io.BytesIO()
    word.save(file)
    document = read_document("稿.docx", file.getvalue()).document
    assert found(review(document, gate, DAY)) == [
        ("CON113", Severity.WARN),
        ("CON119", Severity.HINT),
    ]
