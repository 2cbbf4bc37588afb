"""All certain corrections of one kind at once: as one new version, not one for each."""

from __future__ import annotations

from collections.abc import Iterable

from review.correction import can_correct, corrected
from review.model import Document, Finding


def fix_all(document: Document, findings: Iterable[Finding]) -> tuple[Document, int]:
    """The document with every finding that has one suggestion corrected, and how many were.

    From the end backwards, so that spans still to come stay right; of two that overlap, the
    earlier in the text waits for the next report.
    """
    certain = [
        finding
        for finding in findings
        if len(finding.suggestions) == 1 and can_correct(finding.span)
    ]
    done = 0
    last: tuple[str, int] | None = None
    for finding in sorted(certain, key=lambda one: one.span, reverse=True):
        span = finding.span
        if last is not None and span.field == last[0] and span.end > last[1]:
            continue
        document = corrected(document, span, finding.suggestions[0])
        last = (span.field, span.start)
        done += 1
    return document, done
