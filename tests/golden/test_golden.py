"""Whole texts and all that is said of them, written down beside the text.

After a change of rules run `pytest tests/golden --golden=update` and read the diff: every line of
it is a word some editor would now be asked about, or no longer.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from review.formats import read_document
from review.model import Document, Report
from review.pipeline import review
from review.ruleset import Ruleset

HERE = Path(__file__).parent
PAGES = sorted(path.name for path in HERE.iterdir() if path.suffix in {".txt", ".html"})
DAY = date(2026, 11, 23)


def written(document: Document, report: Report) -> str:
    """A report as JSON, a line a finding: what a person compares, no digests and no sentences."""
    rows = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "field": finding.span.field,
            "start": finding.span.start,
            "end": finding.span.end,
            "text": document.quote(finding.span),
            "suggestions": finding.suggestions,
        }
        for finding in report.findings
    ]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"verdict": "{report.verdict}", "findings": [\n{lines}\n]}}\n'


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_reported_as_written_down(name: str, ruleset: Ruleset, update_golden: bool):
    document = read_document(name, (HERE / name).read_bytes()).document
    report = review(document, ruleset, DAY)
    assert not report.failures
    golden = HERE / f"{name}.json"
    found = written(document, report)
    if update_golden:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8"), "read the diff after --golden=update"


@pytest.mark.parametrize("name", PAGES)
def test_what_is_written_down_reads_back_from_the_page(name: str):
    document = read_document(name, (HERE / name).read_bytes()).document
    for row in json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))["findings"]:
        assert document.text_of(row["field"])[row["start"] : row["end"]] == row["text"]


def test_a_correct_notice_with_its_page_furniture_is_clean():
    report = json.loads((HERE / "clean_page.txt.json").read_text(encoding="utf-8"))
    assert report == {"verdict": "pass", "findings": []}
