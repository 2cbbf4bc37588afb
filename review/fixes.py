"""Which findings may be put right by a machine, and the text with those put right.

Safe is what no reader could take for another meaning: marks, blanks and widths, every letter and
figure staying what it is; and words that a rule holds for certainly wrong. What is quoted, named or
only guessed is left to people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from review.model import Document, Finding, Gate, Severity, Span

FIXED_FIELDS = frozenset({"title", "body", "summary"})

_OPENING = "“‘「『《〈"
_CLOSING = "”’」』》〉"
_STRAIGHT = '"'
_NOT_A_WORD = re.compile(r"[\W_]+")
_NAME_DOT = "·"


def fixable(
    document: Document, findings: Iterable[Finding], *, guesses: Collection[str], unsafe: bool
) -> tuple[Finding, ...]:
    """Findings that leave no choice, none over another, in the order of their places.

    `guesses` are the ids of rules that only guess. `unsafe` takes every suggestion without a choice.
    """
    wanted = (
        finding
        for finding in findings
        if len(finding.suggestions) == 1
        and finding.span.field in FIXED_FIELDS
        and (unsafe or is_safe(document, finding, guesses))
    )
    taken: list[Finding] = []
    for finding in sorted(wanted, key=lambda one: (one.span, one.severity.rank)):
        last = taken[-1].span if taken else None
        if last and last.field == finding.span.field and finding.span.start < last.end:
            continue
        taken.append(finding)
    return tuple(taken)


def is_safe(document: Document, finding: Finding, guesses: Collection[str]) -> bool:
    """Whether putting it right cannot change what is said."""
    if finding.gate is not Gate.TEXT or finding.severity is Severity.HINT:
        return False
    if finding.rule in guesses or _is_quoted(document.text_of(finding.span.field), finding.span):
        return False
    words, suggestion = document.quote(finding.span), finding.suggestions[0]
    if _NAME_DOT in words + suggestion or "\n" in words + suggestion:
        return False
    return finding.severity is Severity.BLOCK or _letters(words) == _letters(suggestion)


def with_fixes(text: str, field: str, fixes: Iterable[Finding]) -> str:
    """A field's text with each finding of that field put right; they must not overlap."""
    pieces: list[str] = []
    at = 0
    for finding in fixes:
        if finding.span.field == field:
            pieces += [text[at : finding.span.start], finding.suggestions[0]]
            at = finding.span.end
    return "".join((*pieces, text[at:]))


def _letters(text: str) -> str:
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text))


def _is_quoted(text: str, span: Span) -> bool:
    """Whether a place lies between quotation or title marks of its paragraph."""
    begin = text.rfind("\n", 0, span.start) + 1
    before = text[begin : span.start]
    depth = 0
    for sign in before:
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(depth - 1, 0)
    return depth > 0 or before.count(_STRAIGHT) % 2 == 1
