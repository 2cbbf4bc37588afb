"""Clean prose: every mark on it is, but for a few genuine slips, a false one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from review.model import Document, Finding, Severity
from review.pipeline import review
from review.ruleset import Ruleset

PER = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Marks on clean prose, by rule and severity."""

    characters: int = 0
    marks: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    failures: int = 0

    def rate(self, severity: Severity, *, without: Collection[str] = ()) -> float:
        """Marks of one severity per 10,000 characters, some rules left out."""
        found = sum(
            count
            for (rule, each), count in self.marks.items()
            if each is severity and rule not in without
        )
        return found * PER / self.characters if self.characters else 0.0

    def of_rules(self) -> dict[str, Counter[Severity]]:
        """The rules that marked anything, the noisiest first."""
        rules: dict[str, Counter[Severity]] = {}
        for (rule, severity), count in self.marks.items():
            rules.setdefault(rule, Counter())[severity] += count
        return dict(sorted(rules.items(), key=lambda item: (-item[1].total(), item[0])))


def marks_on(
    paragraphs: Iterable[str], ruleset: Ruleset, as_of: date
) -> Iterator[tuple[Document, tuple[Finding, ...], int]]:
    """Each paragraph as a document of its own, what was marked in it, and how many rules failed."""
    for paragraph in paragraphs:
        if paragraph.strip():
            document = Document(body=paragraph)
            report = review(document, ruleset, as_of)
            yield document, report.findings, len(report.failures)


def noise(paragraphs: Iterable[str], ruleset: Ruleset, as_of: date) -> Noise:
    """All the marks on a clean corpus, counted."""
    characters = failures = 0
    marks: Counter[tuple[str, Severity]] = Counter()
    for document, findings, failed in marks_on(paragraphs, ruleset, as_of):
        characters += len(document.body)
        failures += failed
        marks.update((finding.rule, finding.severity) for finding in findings)
    return Noise(characters=characters, marks=marks, failures=failures)


def together(noises: Iterable[Noise]) -> Noise:
    """Several corpora as one."""
    every = tuple(noises)
    marks: Counter[tuple[str, Severity]] = Counter()
    for each in every:
        marks.update(each.marks)
    return Noise(
        characters=sum(each.characters for each in every),
        marks=marks,
        failures=sum(each.failures for each in every),
    )
