"""Findings held against labels: hit, missed, wrongly marked; and the ratios made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from review.model import Finding, Severity, Span
from review.scoring.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one passage.

    `missed` are labels nothing touched; `wrong` are marks of the gate that touch no label of
    either kind. `hits` counts labels, `firm` those of them that a block or warn touched (a hint
    asks nothing of anybody), `exact` those marked to the character.
    """

    passage: Passage
    hits: int
    firm: int
    exact: int
    missed: tuple[Span, ...]
    wrong: tuple[Finding, ...]
    found: tuple[Finding, ...]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character; an empty one counts as the place it stands at."""
    return (
        one.field == other.field
        and one.start < max(other.end, other.start + 1)
        and other.start < max(one.end, one.start + 1)
    )


def judge(passage: Passage, findings: Iterable[Finding]) -> Outcome:
    """Hold the findings of the passage's own gate against its labels."""
    found = tuple(each for each in findings if each.gate is passage.gate)
    firm = [each for each in found if each.severity is not Severity.HINT]
    if passage.whole:
        everything = Span(field="body", start=0, end=len(passage.document.body))
        return Outcome(
            passage=passage,
            hits=int(bool(found)),
            firm=int(bool(firm)),
            exact=int(bool(found)),
            missed=() if found else (everything,),
            wrong=(),
            found=found,
        )
    spans = {each.span for each in found}
    hit = [label for label in passage.must if any(overlaps(label, each) for each in spans)]
    labels = (*passage.must, *passage.may)
    return Outcome(
        passage=passage,
        hits=len(hit),
        firm=sum(any(overlaps(label, each.span) for each in firm) for label in hit),
        exact=sum(label in spans for label in hit),
        missed=tuple(label for label in passage.must if label not in hit),
        wrong=tuple(
            each for each in found if not any(overlaps(each.span, label) for label in labels)
        ),
        found=found,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios:
    """Precision, recall and what is made of them, from three counts."""

    true: int
    marked: int
    wanted: int

    @property
    def precision(self) -> float:
        """1 if nothing was marked: nobody was disturbed for nothing."""
        return self.true / self.marked if self.marked else 1.0

    @property
    def recall(self) -> float:
        return self.true / self.wanted if self.wanted else 1.0

    def f(self, beta: float) -> float:
        """The F measure; below 1 `beta` leans to precision."""
        weight = beta * beta
        below = weight * self.precision + self.recall
        return (1 + weight) * self.precision * self.recall / below if below else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Outcomes counted. `wrong` is by severity."""

    passages: int = 0
    clean: int = 0
    labels: int = 0
    hits: int = 0
    firm: int = 0
    exact: int = 0
    wrong: Counter[Severity] = field(default_factory=Counter)

    @property
    def all_marks(self) -> Ratios:
        """Every mark counted, hints too."""
        return Ratios(true=self.hits, marked=self.hits + self.wrong.total(), wanted=self.labels)

    @property
    def firm_marks(self) -> Ratios:
        """Only marks that somebody must answer."""
        wrong = self.wrong[Severity.BLOCK] + self.wrong[Severity.WARN]
        return Ratios(true=self.firm, marked=self.firm + wrong, wanted=self.labels)


def count(outcomes: Sequence[Outcome]) -> Tally:
    wrong: Counter[Severity] = Counter(
        each.severity for outcome in outcomes for each in outcome.wrong
    )
    return Tally(
        passages=len(outcomes),
        clean=sum(not outcome.passage.dirty for outcome in outcomes),
        labels=sum(outcome.hits + len(outcome.missed) for outcome in outcomes),
        hits=sum(outcome.hits for outcome in outcomes),
        firm=sum(outcome.firm for outcome in outcomes),
        exact=sum(outcome.exact for outcome in outcomes),
        wrong=wrong,
    )


def by_family(outcomes: Sequence[Outcome]) -> dict[str, Tally]:
    """A tally for each family, in the order of the file."""
    families = dict.fromkeys(outcome.passage.family for outcome in outcomes)
    return {
        family: count([each for each in outcomes if each.passage.family == family])
        for family in families
    }
