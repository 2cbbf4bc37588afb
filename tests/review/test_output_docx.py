"""The submitted Word file given back: a comment on exactly the words, and nothing else changed."""

from __future__ import annotations

import io
import itertools
from datetime import UTC, date, datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from review.formats import read_document
from review.model import Finding, Gate, GateResult, Report, Severity, Span
from review.output.docx import annotate_docx

AT = datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC)
PLANTED = "国土资源部"
TEXT = st.text(alphabet="关于印发通知，。 \u00a0𠮷", max_size=8)


def saved(word):
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def finding(span, suggestions=("自然资源部",)):
    return Finding(
        rule="POL101",
        name="旧称",
        gate=Gate.POLITICAL,
        severity=Severity.BLOCK,
        span=span,
        message="机构已经更名。",
        suggestions=suggestions,
    )


def report_on(document, findings):
    return Report(
        document=document.digest,
        ruleset="sha256:0",
        as_of=date(2026, 11, 24),
        gates=tuple(
            GateResult(gate=gate, rules=1, findings=findings if gate is Gate.POLITICAL else ())
            for gate in Gate
        ),
    )


def annotated(data, spans, *, changes=False, suggestions=("自然资源部",)):
    document = read_document("稿.docx", data).document
    report = report_on(document, tuple(finding(span, suggestions) for span in spans))
    return annotate_docx("稿.docx", data, report, at=AT, changes=changes)


def words_of_comments(data):
    """What stands between the marks of each comment, in order of the comments' numbers."""
    part = docx.Document(io.BytesIO(data)).part
    running, words = set(), {}
    for element in part.element.iter():
        number = element.get(qn("w:id")) if isinstance(element.tag, str) else None
        if element.tag == qn("w:commentRangeStart"):
            running.add(number)
            words[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            running.remove(number)
        elif element.tag in {qn("w:t"), qn("w:delText")}:
            for open_one in running:
                words[open_one] += element.text or ""
        elif element.tag == qn("w:tab"):
            for open_one in running:
                words[open_one] += "\t"
    assert not running
    return [words[number] for number in sorted(words, key=int)]


def spans_of(document, words, field="body"):
    text, found, at = document.text_of(field), [], 0
    while (at := text.find(words, at)) >= 0:
        found.append(Span(field=field, start=at, end=at + len(words)))
        at += len(words)
    return found


@settings(max_examples=25, deadline=None)
@given(
    before=TEXT,
    after=TEXT,
    cuts=st.sets(st.integers(1, len(PLANTED) - 1), max_size=3),
    where=st.sampled_from(["paragraph", "cell", "title", "hyperlink"]),
    twice=st.booleans(),
)
def test_a_comment_stands_on_exactly_the_words_however_the_runs_are_cut(
    before, after, cuts, where, twice
):
    word = docx.Document()
    word.add_paragraph("开头一段。")
    if where == "cell":
        table = word.add_table(rows=2, cols=3)
        table.cell(0, 0).text = "甲"
        paragraph = table.cell(1, 2).paragraphs[0]
    elif where == "title":
        paragraph = word.add_paragraph("题 ", style="Title")
    else:
        paragraph = word.add_paragraph()
    edges = [0, *sorted(cuts), len(PLANTED)]
    pieces = [PLANTED[a:b] for a, b in itertools.pairwise(edges)]
    pieces[0], pieces[-1] = before + pieces[0], pieces[-1] + after
    for number, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = number % 2 == 0
    if twice:
        paragraph.add_run(f"又见{PLANTED}。\t{PLANTED}")
    data = saved(word)
    document = read_document("稿.docx", data).document
    spans = spans_of(document, PLANTED) + spans_of(document, PLANTED, "title")
    assert len(spans) == (3 if twice else 1)
    marked = annotated(data, spans)
    assert words_of_comments(marked) == [PLANTED] * len(spans)
    again = read_document("稿.docx", marked)
    assert (again.document.title, again.document.body) == (document.title, document.body)
    assert again.document.digest == document.digest


def test_a_remark_says_grade_rule_cure_and_never_the_words_themselves():
    word = docx.Document()
    word.add_paragraph(f"由{PLANTED}印发。")
    marked = docx.Document(io.BytesIO(annotated(saved(word), [Span(field="body", start=1, end=6)])))
    (comment,) = marked.comments
    assert comment.author == "先审"
    assert comment.text.split("\n") == [
        "【拦截】POL101 旧称",
        "机构已经更名。",
        "建议：「自然资源部」",
    ]
    assert PLANTED not in comment.text


def test_marks_that_overlap_or_run_over_paragraphs_each_keep_their_own_words():
    word = docx.Document()
    word.add_paragraph("甲乙丙丁")
    word.add_paragraph("戊己庚辛")
    data = saved(word)
    spans = [Span(field="body", start=a, end=b) for a, b in ((1, 3), (2, 4), (3, 7), (0, 9))]
    assert words_of_comments(annotated(data, spans)) == [
        "乙丙",
        "丙丁",
        "丁戊己",
        "甲乙丙丁戊己庚辛",
    ]


def test_a_suggestion_without_a_choice_becomes_a_tracked_change():
    word = docx.Document()
    word.add_paragraph().add_run(f"由{PLANTED}印发。").bold = True
    marked = annotated(saved(word), [Span(field="body", start=1, end=6)], changes=True)
    root = docx.Document(io.BytesIO(marked)).part.element
    assert [each.text for each in root.iter(qn("w:delText"))] == [PLANTED]
    (added,) = root.iter(qn("w:ins"))
    assert "".join(each.text for each in added.iter(qn("w:t"))) == "自然资源部"
    assert added.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None
    assert read_document("稿.docx", marked).document.body == "由自然资源部印发。"


@pytest.mark.parametrize("suggestions", [(), ("甲", "乙"), ("一\n二",)])
def test_nothing_is_changed_where_a_person_has_to_choose(suggestions):
    word = docx.Document()
    word.add_paragraph(f"由{PLANTED}印发。")
    span = Span(field="body", start=1, end=6)
    marked = annotated(saved(word), [span], changes=True, suggestions=suggestions)
    root = docx.Document(io.BytesIO(marked)).part.element
    assert not list(root.iter(qn("w:ins"), qn("w:del")))


def test_remarks_of_an_earlier_round_are_replaced_and_those_of_people_stay():
    word = docx.Document()
    paragraph = word.add_paragraph(f"由{PLANTED}印发。")
    word.add_comment(paragraph.runs, "请核实", author="张三", initials="张")
    once = annotated(saved(word), [Span(field="body", start=1, end=6)])
    first = read_document("稿.docx", once)
    assert [hidden.text for hidden in first.document.hidden if hidden.means == "批注"] == ["请核实"]
    assert any("先审写下的 1 条批注" in notice for notice in first.notices)
    twice = annotated(once, [Span(field="body", start=1, end=6)])
    authors = [comment.author for comment in docx.Document(io.BytesIO(twice)).comments]
    assert authors == ["张三", "先审"]
    assert len(words_of_comments(twice)) == 2


def test_what_stands_beside_the_text_is_told_at_its_beginning():
    word = docx.Document()
    word.add_paragraph("开头一段。")
    word.sections[0].header.paragraphs[0].text = PLANTED
    data = saved(word)
    marked = docx.Document(io.BytesIO(annotated(data, [Span(field="caption:0", start=0, end=5)])))
    (comment,) = marked.comments
    assert comment.text.startswith("【拦截】POL101 旧称（图注 1）")


def test_a_report_on_another_text_is_refused():
    word = docx.Document()
    word.add_paragraph("甲")
    other = report_on(read_document("别.txt", "别的".encode()).document, ())
    with pytest.raises(ValueError, match="another text"):
        annotate_docx("稿.docx", saved(word), other, at=AT)
