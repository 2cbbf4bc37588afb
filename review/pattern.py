"""The kind of rule that looks for a regular expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from review.automaton import Hit
from review.gate import begins, gates_of
from review.gram import UNBOUND, likelihood_of
from review.regex import Needs, needs, windows
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.sieve import Wait
from review.surroundings import Surroundings
from review.text import Text, fold_literal, matches_from
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
        regex,
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


_compiled = cache(re.compile)
_FREQUENT = 0.01  # met so often in official prose, waiting for it is not worth while
# Rows of characters take the place of literals if they are few and met so much more seldom.
_FEW = 16
_WORTH = 0.3
_MANY_DIGITS = 5  # so many in a row are seldom, and found once for all rules


@dataclass(frozen=True, slots=True)
class Pattern:
    """The kind behind `pattern`; public for the test that holds gated against ungated."""

    source: str
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
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled for the first text that needs it."""
        return _compiled(self.source)

    @property
    def lists(self) -> tuple[str, ...]:
        return () if self.beside is None else (self.beside,)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _PatternMatcher(self, library)


class _PatternMatcher:
    def __init__(self, check: Pattern, library: Library) -> None:
        self._check = check
        self._needs = needs(check.source) if check.gated else Needs.nothing()
        if check.wait_for and check.gated:
            self._needs = replace(self._needs, literals=check.wait_for, first=-UNBOUND)
        cues = [entry.word for entry in library[check.beside].entries] if check.beside else []
        waits = self._waits() if check.gated and not (check.wait_for or check.beside) else ()
        gate = () if waits else tuple(map(fold_literal, self._needs.literals))
        self._located = any(wait.located for wait in waits)
        self._starts: tuple[int, int] | None = None
        if waits and all(wait.located for wait in waits):
            self._starts = begins([wait.gate for wait in waits])
        elif gate and self._needs.width is not None:
            self._starts = begins([self._needs])
        self._cues_from = len(gate)
        self.literals = (*gate, *map(fold_literal, cues))
        self.waits = () if check.submitted else waits
        self.submitted_waits = waits if check.submitted else ()
        self.always = not (gate or waits or check.beside)

    def _waits(self) -> tuple[Wait, ...]:
        """Rows of characters to wait for, unless literals do as well."""
        gates = gates_of(self._check.source)
        cost, size = sum(gate.cost for gate in gates), sum(len(gate.grams) for gate in gates)
        if not gates or cost > _FREQUENT:
            return ()
        literals = self._needs.literals
        often = sum(map(likelihood_of, literals))
        if literals and (size > _FEW or cost > often * _WORTH):
            return ()
        few = self._needs.digits >= _MANY_DIGITS and not self._needs.literals
        located = self._needs.width is not None and not few
        return tuple(Wait(gate, located=located) for gate in gates)

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
        for match in self._matches(text, found, string):
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

    def _matches(self, text: Text, found: Sequence[Hit], string: str) -> Iterator[re.Match[str]]:
        """All matches in turn, tried where one can begin or else looked for where one can be."""
        regex = self._check.regex
        if self._starts is None:
            for first, last in self._windows(text, found, len(string)):
                yield from regex.finditer(string, first, last)
            return
        first, last = self._starts
        places = {hit.start for hit in found if hit.literal < self._cues_from}
        if self._check.submitted and not self._located and text.origin is not None:
            places = {text.submitted_range(place, place)[0] for place in places}
        starts = {place - back for place in places for back in range(first, last + 1)}
        yield from matches_from(regex, string, sorted(starts))

    def _windows(self, text: Text, found: Sequence[Hit], length: int) -> list[tuple[int, int]]:
        submitted = self._check.submitted
        if self._located:
            return windows([(start, end) for start, end, _ in found], self._needs, length)
        if self._cues_from:
            places = [(hit.start, hit.end) for hit in found if hit.literal < self._cues_from]
            if submitted:
                places = [text.submitted_range(*place) for place in places]
            return windows(places, replace(self._needs, digits=0), length) if places else []
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
