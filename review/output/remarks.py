"""A finding as a remark beside the words it marks, in files that are given back to their author.

The words themselves are not repeated: the remark stands on them, and an identity number must not
be told a second time.
"""

from __future__ import annotations

import re

from review.model import Finding, Report
from review.output.run import describe_suggestions
from review.output.text import describe_basis

MOST = 1000
"""Remarks in one file. Past that nobody reads on, and word processors grow slow."""

# XML 1.0 has no place for these, nor have comments.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def remark_of(finding: Finding, where: str = "") -> str:
    """What is said of a finding: grade and rule, what is wrong, what to do, on what ground.

    `where` names its place if the remark cannot stand there.
    """
    head = f"【{finding.severity.label}】{finding.rule} {finding.name}"
    lines = [
        f"{head}（{where}）" if where else head,
        finding.message,
        describe_suggestions(finding.suggestions),
        "依据：" + "；".join(map(describe_basis, finding.basis)) if finding.basis else "",
    ]
    return writable("\n".join(line for line in lines if line))


def chosen(report: Report) -> tuple[tuple[Finding, ...], int]:
    """The findings to be remarked on, the gravest first, and how many had to be left out."""
    ranked = sorted(report.findings, key=lambda finding: finding.severity.rank)
    return tuple(ranked[:MOST]), max(0, len(ranked) - MOST)


def writable(text: str) -> str:
    """A text without the characters that no XML file can hold."""
    return _UNWRITABLE.sub("", text)
