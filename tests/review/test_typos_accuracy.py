"""How many typos are found and how seldom clean prose is marked, on texts kept beside the product."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from review.model import Document, Severity
from review.pipeline import review

DAY = date(2026, 11, 24)
TEXTS = Path(__file__).parents[3] / "shared" / "eval"

pytestmark = pytest.mark.skipif(not TEXTS.exists(), reason="needs ../shared")


@pytest.mark.parametrize(
    ("name", "least"),
    [("ecspell_odw", 0.75), ("ecspell_law", 0.70), ("textproof", 0.55), ("cscd_ns", 0.35)],
)
def test_sentences_come_out_right(ruleset, name, least):
    alone = ruleset.select(ids={"TXT103", "TXT106"})
    rows = (TEXTS / "csc" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = changed = right = 0
    for row in map(json.loads, random.Random(1).sample(rows, 250)):
        text = row["text"]
        findings = review(Document(body=text), alone, DAY).findings
        for each in sorted(findings, key=lambda each: -each.span.start):
            if each.suggestions:
                text = text[: each.span.start] + each.suggestions[0] + text[each.span.end :]
        wrong += row["text"] != row["corrected"]
        changed += row["text"] != text
        right += row["text"] != row["corrected"] == text
    assert 2 * right / (wrong + changed) >= least


@pytest.mark.parametrize(("name", "most"), [("govdoc", 0.5), ("laws", 0.7), ("cctv", 1.0)])
def test_clean_prose_is_hardly_marked(ruleset, name, most):
    alone = ruleset.select(ids={"TXT106"})
    text = (TEXTS / "clean" / f"{name}.txt").read_text(encoding="utf-8")[-100_000:]
    findings = review(Document(body=text), alone, DAY).findings
    warned = sum(each.severity is Severity.WARN for each in findings)
    assert warned * 10_000 / len(text) <= most
