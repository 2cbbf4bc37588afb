"""Correction of sentences, measured strictly against annotated sets of errors.

A set is JSON Lines of `{"id", "text", "corrected", …}`. A sentence is right only if the whole of
it comes out as annotated; one that should have stayed as it is and was changed counts against
precision. The corrected length may differ from the given one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from review.model import Finding, Severity
from review.scoring.tally import Ratios

Edit = tuple[int, int, str]
"""Start and end in the given sentence, and what stands there afterwards."""


class BadSetError(ValueError):
    """A set that can't be used; the message names the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    text: str
    corrected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One set at one operating point. `untouched` are the sentences without an error."""

    sentences: int
    untouched: int
    spoilt: int
    detection: Ratios
    correction: Ratios
    character_detection: Ratios
    character_correction: Ratios

    @property
    def false_positive_rate(self) -> float:
        """Of the sentences without an error, the share that was changed."""
        return self.spoilt / self.untouched if self.untouched else 0.0


def read_pairs(text: str) -> tuple[Pair, ...]:
    """The sentences of a set. Raises BadSetError."""
    pairs: list[Pair] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadSetError(f"第 {number} 行不是合法的 JSON（{error.msg}）。") from error
        given = row.get("text") if isinstance(row, dict) else None
        right = row.get("corrected") if isinstance(row, dict) else None
        if not isinstance(given, str) or not isinstance(right, str):
            raise BadSetError(f"第 {number} 行缺少文字 text 或 corrected。")
        pairs.append(Pair(text=given, corrected=right))
    if not pairs:
        raise BadSetError("一句也没有。")
    return tuple(pairs)


def apply_first(text: str, findings: Iterable[Finding], *, hints: bool) -> str:
    """A sentence after the first suggestion of each mark; of marks that overlap, the first.

    Marks without a suggestion change nothing. Without `hints` only block and warn count.
    """
    pieces: list[str] = []
    at = 0
    chosen = (
        each
        for each in findings
        if each.suggestions
        and each.span.field == "body"
        and (hints or each.severity is not Severity.HINT)
    )
    for finding in sorted(chosen, key=lambda each: (each.span.start, each.severity.rank)):
        if finding.span.start >= at:
            pieces += [text[at : finding.span.start], finding.suggestions[0]]
            at = finding.span.end
    return "".join([*pieces, text[at:]])


def edits(before: str, after: str) -> frozenset[Edit]:
    """What was changed, character by character where the lengths agree."""
    if len(before) == len(after):
        changed = enumerate(zip(before, after, strict=True))
        return frozenset((at, at + 1, new) for at, (old, new) in changed if old != new)
    found: set[Edit] = set()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if end - start == new_end - new_start:
            found |= {
                (start + step, start + step + 1, after[new_start + step])
                for step in range(end - start)
            }
        else:
            found.add((start, end, after[new_start:new_end]))
    return frozenset(found)


def measure(pairs: Sequence[Pair], correct: Callable[[str], str]) -> Figures:
    """Hold a corrector against a set."""
    changed = erroneous = spoilt = untouched = 0
    detected = corrected = 0
    right_places = right_edits = made = wanted = 0
    for pair in pairs:
        outcome = correct(pair.text)
        ours, theirs = edits(pair.text, outcome), edits(pair.text, pair.corrected)
        places = {edit[:2] for edit in ours}
        expected = {edit[:2] for edit in theirs}
        changed += bool(ours)
        erroneous += bool(theirs)
        untouched += not theirs
        spoilt += bool(ours) and not theirs
        detected += bool(theirs) and places == expected
        corrected += bool(theirs) and outcome == pair.corrected
        right_places += len(places & expected)
        right_edits += len(ours & theirs)
        made += len(ours)
        wanted += len(theirs)
    return Figures(
        sentences=len(pairs),
        untouched=untouched,
        spoilt=spoilt,
        detection=Ratios(true=detected, marked=changed, wanted=erroneous),
        correction=Ratios(true=corrected, marked=changed, wanted=erroneous),
        character_detection=Ratios(true=right_places, marked=made, wanted=wanted),
        character_correction=Ratios(true=right_edits, marked=made, wanted=wanted),
    )
