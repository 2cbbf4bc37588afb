"""静音: what a unit lets stand for a while, in its own name. It is never silence: a hint remains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from review.model import Document, Finding, Severity, Span
from review.text import fold_literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """One mute: findings of these rules below block, from one day to another, both included.

    `word`: only where just this word is marked. `within`: only inside one of these phrases.
    `unit` is the name it is told in, `number` what it is counted by.
    """

    number: int
    unit: str
    rules: frozenset[str]
    reason: str
    since: date
    until: date
    word: str = ""
    within: tuple[str, ...] = ()

    def quiets(self, finding: Finding, document: Document) -> bool:
        """Whether a finding falls under this mute; what blocks never does."""
        if finding.severity is Severity.BLOCK or finding.rule not in self.rules:
            return False
        if self.word and fold_literal(document.quote(finding.span)) != fold_literal(self.word):
            return False
        return not self.within or _inside(document, finding.span, self.within)


def quieted(
    findings: Sequence[Finding], document: Document, mutes: Iterable[Mute], as_of: date
) -> list[Finding]:
    """The findings, those under a mute that holds on the day as hints that say who, why, how long."""
    holding = [mute for mute in mutes if mute.since <= as_of <= mute.until]
    if not holding:
        return list(findings)
    return [_told(finding, document, holding) for finding in findings]


def _told(finding: Finding, document: Document, mutes: Sequence[Mute]) -> Finding:
    for mute in mutes:
        if mute.quiets(finding, document):
            was = f"（原为{finding.severity.label}：{finding.message}）"
            return replace(
                finding,
                severity=Severity.HINT,
                message=f"{mute.unit}静音：{mute.reason}，至{mute.until.isoformat()}{was}",
                muted=mute.number,
            )
    return finding


def _inside(document: Document, span: Span, phrases: Iterable[str]) -> bool:
    text = document.text_of(span.field)
    return any(
        text.find(phrase, max(0, span.end - len(phrase)), span.start + len(phrase)) >= 0
        for phrase in phrases
        if len(phrase) >= span.end - span.start
    )
