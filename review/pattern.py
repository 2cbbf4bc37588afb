"""The kind of rule that looks for a regular expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from review.automaton import Hit
from review.regex import Needs, needs, windows
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.surroundings import Surroundings
from review.text import Text, fold_literal
from review.wordlist import Library


def pattern(  # noqa: PLR0913  # each says one thing of a match, all by name
    regex: str,
    *,
    view: Literal["folded", "submitted"] = "folded",
    only_if: Callable[[re.Match[str]], bool] | None = None,
    suggest: Callable[[re.Match[str]], Sequence[str]] | None = None,
    message: Callable[[re.Match[str]], str | None] | None = None,
    group: int | str = 0,
    edges: bool = False,
    unless_before: Sequence[str] = (),
    unless_after: Sequence[str] = (),
    unless_inside: Sequence[str] = (),
    beside: str | None = None,
    wait_for: Sequence[str] = (),
) -> Check:
    """A regular expression, in the "folded" view or, for typography, in the "submitted" one.

    The match handed to `only_if`, `suggest` and `message` is one in that view's text. What it
    cannot match without is looked for first, by the shared automaton; with the same result.
    `wait_for`: words of which every match holds one, where those it finds itself are everywhere.
    """
    return Pattern(
        re.compile(regex),
        view == "submitted",
        only_if,
        suggest,
        message,
        group,
        edges,
        Surroundings.of(unless_before, unless_after, unless_inside),
        beside,
        tuple(wait_for),
    )


@dataclass(frozen=True, slots=True)
class Pattern:
    """The kind behind `pattern`; public for the test that holds gated against ungated."""

    regex: re.Pattern[str]
    submitted: bool
    only_if: Callable[[re.Match[str]], bool] | None
    suggest: Callable[[re.Match[str]], Sequence[str]] | None
    message: Callable[[re.Match[str]], str | None] | None
    group: int | str
    edges: bool
    surroundings: Surroundings
    beside: str | None
    wait_for: tuple[str, ...] = ()
    gated: bool = True

    @property
    def lists(self) -> tuple[str, ...]:
        return () if self.beside is None else (self.beside,)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _PatternMatcher(self, library)


class _PatternMatcher:
    def __init__(self, check: Pattern, library: Library) -> None:
        self._check = check
        self._needs = needs(check.regex) if check.gated else Needs.nothing()
        if check.wait_for and check.gated:
            self._needs = replace(self._needs, literals=check.wait_for, thin=False)
        gate = tuple(fold_literal(one) for one in self._needs.literals if len(one) > 1)
        self._thin = tuple(one for one in self._needs.literals if len(one) == 1)
        self._cues_from = len(gate)
        cues = [entry.word for entry in library[check.beside].entries] if check.beside else []
        self.literals = (*gate, *map(fold_literal, cues))
        self.always = check.beside is None and (not gate or bool(self._thin))

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            found = hits.get(text.field, ())
            yield from self._find_in(text, found)

    def _find_in(self, text: Text, found: Sequence[Hit]) -> Iterator[Mark | LetGo]:
        check = self._check
        string = text.submitted if check.submitted else text.folded
        cues = [hit for hit in found if hit.literal >= self._cues_from]
        if check.beside is not None and not cues:
            return
        for first, last in self._windows(text, found, len(string)):
            for match in check.regex.finditer(string, first, last):
                if check.only_if is not None and not check.only_if(match):
                    continue
                start, end = match.span(check.group)
                if check.submitted:
                    start, end = text.folded_offset(start), text.folded_offset(end)
                if check.surroundings.excuse(text, start, end):
                    continue
                if check.beside is not None and not _in_paragraph(text, start, cues):
                    continue
                if check.edges and text.edges(start, end) == "crossing":
                    yield LetGo(
                        span=text.span(start, end),
                        edges=tuple(
                            text.submitted_range(edge, edge)[0]
                            for edge in text.word_edges(start, end)
                            if start <= edge <= end
                        ),
                    )
                    continue
                yield Mark(
                    span=text.raw_span(*match.span(check.group))
                    if check.submitted
                    else text.span(start, end),
                    suggestions=tuple(check.suggest(match)) if check.suggest else (),
                    message=(check.message(match) or "") if check.message else "",
                )

    def _windows(self, text: Text, found: Sequence[Hit], length: int) -> list[tuple[int, int]]:
        submitted = self._check.submitted
        if self._needs.literals:
            places = [(hit.start, hit.end) for hit in found if hit.literal < self._cues_from]
            for one in self._thin:
                places += text.places(one)
            if submitted:
                places = [text.submitted_range(*place) for place in places]
            return windows(places, self._needs, length) if places else []
        if self._needs.digits:
            runs = [
                run
                for run in text.digit_runs(submitted=submitted)
                if run[1] - run[0] >= self._needs.digits
            ]
            return windows(runs, self._needs, length) if runs else []
        return [(0, length)] if length else []


def _in_paragraph(text: Text, offset: int, cues: Sequence[Hit]) -> bool:
    first, last = text.paragraph(offset)
    return any(first <= cue.start and cue.end <= last for cue in cues)
