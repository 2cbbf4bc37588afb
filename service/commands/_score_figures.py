"""The figures of a score, as plain values: what the table shows and what JSON prints."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from review.model import Document, Finding, Gate, Severity
from review.pipeline import review
from review.ruleset import Ruleset
from review.scoring.injection import KINDS, injected
from review.scoring.passages import Passage
from review.scoring.prose import PER, Noise, noise, together
from review.scoring.sentences import Pair, apply_first, measure
from review.scoring.tally import Outcome, Ratios, Tally, by_family, count, judge, overlaps

SEED = 7
SHORTEST, LONGEST = 40, 300  # of a paragraph an error is put into: about a post's
MOST_HOSTS = 6000
Table = dict[str, object]


def passage_figures(passages: Sequence[Passage], ruleset: Ruleset) -> list[Table]:
    """Each gate's labelled passages, judged by that gate's rules."""
    figures: list[Table] = []
    for gate in Gate:
        own = [passage for passage in passages if passage.gate is gate]
        if not own:
            continue
        rules = ruleset.select(gates=[gate])
        outcomes = [
            judge(passage, review(passage.document, rules, passage.as_of).findings)
            for passage in own
        ]
        figures.append(
            {
                "gate": str(gate),
                "label": gate.label,
                **_tally(count(outcomes)),
                "families": [
                    {"family": family, **_tally(tally)}
                    for family, tally in by_family(outcomes).items()
                ],
                "rules": _by_rule(outcomes),
                "missed_labels": [
                    {
                        "passage": each.passage.name,
                        "start": label.start,
                        "text": each.passage.document.quote(label)[:40],
                    }
                    for each in outcomes
                    for label in each.missed
                ],
                "wrong_marks": [
                    {
                        "passage": each.passage.name,
                        "rule": finding.rule,
                        "severity": str(finding.severity),
                        "start": finding.span.start,
                        "text": each.passage.document.quote(finding.span)[:40],
                    }
                    for each in outcomes
                    for finding in each.wrong
                ],
            }
        )
    return figures


def _by_rule(outcomes: Sequence[Outcome]) -> list[Table]:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for outcome in outcomes:
        wrong.update(finding.rule for finding in outcome.wrong)
        right.update(finding.rule for finding in outcome.found if finding not in outcome.wrong)
    return [
        {"rule": rule, "right": right[rule], "wrong": wrong[rule]}
        for rule in sorted({*right, *wrong})
    ]


def _tally(tally: Tally) -> Table:
    return {
        "passages": tally.passages,
        "clean": tally.clean,
        "labels": tally.labels,
        "hits": tally.hits,
        "exact": tally.exact,
        "wrong": {str(severity): tally.wrong[severity] for severity in Severity},
        **_ratios(tally.all_marks),
        "firm": _ratios(tally.firm_marks),
    }


def _ratios(ratios: Ratios) -> Table:
    """None for what can't be told: the precision of no marks, the recall of no errors."""
    marked, wanted = bool(ratios.marked), bool(ratios.wanted)
    return {
        "precision": round(ratios.precision, 4) if marked else None,
        "recall": round(ratios.recall, 4) if wanted else None,
        "f1": round(ratios.f(1), 4) if wanted else None,
        "f0.5": round(ratios.f(0.5), 4) if wanted else None,
    }


def clean_figures(
    corpora: Mapping[str, Sequence[str]],
    ruleset: Ruleset,
    as_of: date,
    days: Mapping[str, date],
    typos: Collection[str],
) -> Table:
    """False marks on clean prose. `days`: corpora judged by another day than the rest."""
    start = time.process_time()
    noises = {
        name: noise(paragraphs, ruleset, days.get(name, as_of))
        for name, paragraphs in corpora.items()
    }
    seconds = time.process_time() - start
    everything = together(noises.values())
    return {
        "corpora": [
            {"name": name, "as_of": days.get(name, as_of).isoformat(), **_noise(each, typos)}
            for name, each in noises.items()
        ],
        "together": _noise(everything, typos),
        "rules": [
            {"rule": rule, **{str(severity): marks[severity] for severity in Severity}}
            for rule, marks in everything.of_rules().items()
        ],
        "characters_a_second": round(everything.characters / seconds) if seconds else 0,
    }


def _noise(each: Noise, typos: Collection[str]) -> Table:
    return {
        "characters": each.characters,
        "failures": each.failures,
        f"per_{PER}": {str(severity): round(each.rate(severity), 3) for severity in Severity},
        "without_typo_rules": {
            str(severity): round(each.rate(severity, without=typos), 3) for severity in Severity
        },
    }


def hosts(texts: Sequence[str]) -> list[str]:
    """The paragraphs errors are put into: whole sentences of a post's length, evenly drawn."""
    fitting = [text for text in texts if SHORTEST <= len(text) <= LONGEST and text.endswith("。")]
    return fitting[:: max(1, len(fitting) // MOST_HOSTS)]


def injection_figures(
    paragraphs: Sequence[str], ruleset: Ruleset, as_of: date, gates: Collection[Gate], most: int
) -> Table:
    """Of errors put into clean prose, the share found."""
    alone = {gate: ruleset.select(gates=[gate]) for gate in gates}
    kinds: list[Table] = []
    for kind in KINDS:
        if kind.gate not in alone:
            continue
        made = found = firm = 0
        for each in injected(kind, paragraphs, seed=SEED, most=most):
            findings = review(each.document, alone[kind.gate], as_of).findings
            touching = [finding for finding in findings if overlaps(finding.span, each.span)]
            made += 1
            found += bool(touching)
            firm += any(finding.severity is not Severity.HINT for finding in touching)
        kinds.append(
            {
                "gate": str(kind.gate),
                "label": kind.gate.label,
                "kind": kind.name,
                "made": made,
                "found": found,
                "firm": firm,
                "recall": round(found / made, 4) if made else None,
            }
        )
    return {"seed": SEED, "paragraphs": len(paragraphs), "kinds": kinds}


def sentence_figures(
    sets: Mapping[str, Sequence[Pair]], ruleset: Ruleset, as_of: date, typos: Collection[str]
) -> list[Table]:
    """Correction of sentences by the typo rules' first suggestions, at both operating points."""
    rules = ruleset.select(ids=typos)
    figures: list[Table] = []
    for name, pairs in sets.items():
        start = time.process_time()
        found = {
            pair.text: review(Document(body=pair.text), rules, as_of).findings for pair in pairs
        }
        seconds = time.process_time() - start
        characters = sum(map(len, found))
        figures.append(
            {
                "set": name,
                "sentences": len(pairs),
                "characters_a_second": round(characters / seconds) if seconds else 0,
                "points": {
                    "warn": _point(pairs, found, hints=False),
                    "warn+hint": _point(pairs, found, hints=True),
                },
            }
        )
    return figures


def _point(pairs: Sequence[Pair], found: Mapping[str, Sequence[Finding]], *, hints: bool) -> Table:
    figures = measure(pairs, lambda text: apply_first(text, found[text], hints=hints))
    return {
        "untouched": figures.untouched,
        "false_positive_rate": round(figures.false_positive_rate, 4),
        "detection": _ratios(figures.detection),
        "correction": _ratios(figures.correction),
        "character_detection": _ratios(figures.character_detection),
        "character_correction": _ratios(figures.character_correction),
    }
