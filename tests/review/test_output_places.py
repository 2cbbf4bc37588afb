"""A finding is named by its place in the file it came from, in every output."""

from __future__ import annotations

import io
import json
from datetime import date

import docx
import openpyxl
import pytest

from review.formats import read_document
from review.model import Document, Enclosure, EnclosureKind, Media
from review.output import Judged, Run, render_html, render_json, render_sarif, render_text
from review.output.xlsx import render_xlsx
from review.pipeline import review
from tests.review.office_files import sheet

DAY = date(2026, 11, 24)
NUMBER = "11010519491231002X"


@pytest.fixture
def run(ruleset):
    def run_(name, data):
        read = read_document(name, data)
        judged = Judged(
            path=name,
            document=read.document,
            report=review(read.document, ruleset, DAY),
            format=read.format,
            places=read.places,
        )
        return Run(ruleset=ruleset, judged=(judged,))

    return run_


def results(made):
    found = json.loads(render_sarif(made))["runs"][0]["results"]
    return [each for each in found if each["ruleId"] == "CON101"]


def test_a_cell_is_named_everywhere_and_no_line_is_made_up(run):
    made = run("名单.xlsx", sheet(["事项", "备注"], ["登记", f"身份证号{NUMBER}"]))
    [found] = [
        each
        for each in json.loads(render_json(made))["documents"][0]["findings"]
        if each["rule"] == "CON101"
    ]
    assert found["place"] == "「名单」B2"
    assert "「名单」B2" in render_text(made)
    assert "「名单」B2" in render_html(made)
    [result] = results(made)
    assert "region" not in result["locations"][0]["physicalLocation"]
    assert result["locations"][0]["logicalLocations"][0]["decoratedName"] == "「名单」B2"
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(made)))
    rows = list(book["问题清单"].iter_rows(values_only=True))
    assert "「名单」B2" in [row[5] for row in rows if row[3] == "CON101"]


def test_a_paragraph_and_a_row_of_a_table_are_named(run):
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph("第一段。")
    file.add_paragraph(f"联系人身份证号{NUMBER}。")
    table = file.add_table(rows=2, cols=2)
    table.cell(1, 1).text = f"证件{NUMBER}"
    table.cell(0, 0).text = "姓名"
    table.cell(1, 0).text = "甲"
    file.save(out)
    made = run("稿.docx", out.getvalue())
    names = {each["locations"][0]["logicalLocations"][0]["decoratedName"] for each in results(made)}
    assert names == {"第 2 段", "表 1 第 2 行"}


def test_words_that_stand_once_in_a_page_are_found_in_its_source(run):
    source = f"<html><body>\n<p>开头。</p>\n<p>联系人身份证号<b>{NUMBER}</b>。</p></body></html>"
    [result] = results(run("页.html", source.encode()))
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 3
    assert source[region["charOffset"] :][: region["charLength"]] == NUMBER


def test_words_that_stand_twice_in_a_page_are_given_no_place_in_it(run):
    source = f"<p>身份证号<b>{NUMBER}</b>。</p><p>身份证号<i>{NUMBER}</i>。</p>"
    for result in results(run("页.html", source.encode())):
        assert "region" not in result["locations"][0]["physicalLocation"]


def fields_found(document, ruleset, rule):
    report = review(document, ruleset, DAY)
    return {finding.span.field for finding in report.findings if finding.rule == rule}


def test_words_in_pictures_and_proofs_are_judged_for_what_they_tell_not_how_they_are_spelt(ruleset):
    words = f"按步就班，身份证号{NUMBER}。"
    document = Document(
        title="题",
        body="正文。",
        media=(Media(name="a.png", digest="sha256:0", alt="图", words=words),),
        enclosures=(
            Enclosure(name="批件.pdf", digest="sha256:1", kind=EnclosureKind.OTHER, text=words),
            Enclosure(
                name="附件.docx", digest="sha256:2", kind=EnclosureKind.PUBLISHED, text=words
            ),
        ),
    )
    assert fields_found(document, ruleset, "CON101") == {"picture:0", "proof:0", "enclosure:1"}
    spelt = {
        finding.span.field
        for finding in review(document, ruleset, DAY).findings
        if finding.rule.startswith("TXT") and document.quote(finding.span) == "按步就班"
    }
    assert spelt == {"enclosure:1"}
