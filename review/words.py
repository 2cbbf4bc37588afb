"""The kind of rule that looks for listed words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.automaton import Hit
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.surroundings import Surroundings, entry_mark
from review.text import Text, fold_literal
from review.wordlist import Library

_SHORT = 3  # Chinese characters; longer words hardly ever lie across a word edge by chance


def words(
    *lists: str,
    edges: bool | None = None,
    unless_before: Sequence[str] = (),
    unless_after: Sequence[str] = (),
    unless_inside: Sequence[str] = (),
    beside: str | None = None,
) -> Check:
    """Every word of the lists, in the folded view. The longest allow-phrase over a hit wins.

    `edges`: whether a hit that crosses a word edge is let go; None asks for words of up to three
    characters. `unless_inside`: pairs such as "《》". `beside`: only in a paragraph that also
    holds a word of that list.
    """
    return _Words(
        lists if beside is None else (*lists, beside),
        beside,
        edges,
        Surroundings.of(unless_before, unless_after, unless_inside),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    lists: tuple[str, ...]
    beside: str | None
    edges: bool | None
    surroundings: Surroundings

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return _WordsMatcher(self, rule, library)


class _WordsMatcher:
    always = False

    def __init__(self, check: _Words, rule: Rule, library: Library) -> None:
        self._check = check
        self._rule = rule
        own = check.lists if check.beside is None else check.lists[:-1]
        self._entries = [entry for name in own for entry in library[name].entries]
        allow = [phrase for name in own for phrase in library[name].allow]
        allow += [phrase for entry in self._entries for phrase in entry.allow]
        cues = [entry.word for entry in library[check.beside].entries] if check.beside else []
        self._allowed_from = len(self._entries)
        self._cues_from = self._allowed_from + len(allow)
        self.literals = tuple(
            map(fold_literal, (*(entry.word for entry in self._entries), *allow, *cues))
        )

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            if found := hits.get(text.field):
                yield from self._find_in(text, reading, found)

    def _find_in(
        self, text: Text, reading: Reading, found: Sequence[Hit]
    ) -> Iterator[Mark | LetGo]:
        allowed = [hit for hit in found if self._allowed_from <= hit.literal < self._cues_from]
        cues = [hit for hit in found if hit.literal >= self._cues_from]
        own = [
            hit
            for hit in found
            if hit.literal < self._allowed_from
            and self._entries[hit.literal].holds(reading.as_of)
            and not any(_covers(phrase, hit) for phrase in allowed)
        ]
        taken: list[Hit] = []
        for hit in sorted(own, key=lambda hit: (hit.start, -hit.end)):
            if any(other.start <= hit.start and hit.end <= other.end for other in taken[-4:]):
                continue
            mark = self._judge(text, hit, cues)
            if isinstance(mark, Mark):
                taken.append(hit)
            if mark is not None:
                yield mark

    def _judge(self, text: Text, hit: Hit, cues: Sequence[Hit]) -> Mark | LetGo | None:
        check = self._check
        if not text.unbroken(hit.start, hit.end):
            return None
        if check.surroundings.excuse(text, hit.start, hit.end):
            return None
        if check.beside is not None:
            first, last = text.paragraph(hit.start)
            if not any(
                first <= cue.start and cue.end <= last and not _overlap(cue, hit) for cue in cues
            ):
                return None
        span = text.span(hit.start, hit.end)
        asks = check.edges if check.edges is not None else hit.end - hit.start <= _SHORT
        if asks and text.edges(hit.start, hit.end) == "crossing":
            around = text.word_edges(hit.start, hit.end)
            near_by = [edge for edge in around if hit.start - 4 <= edge <= hit.end + 4]
            return LetGo(
                span=span, edges=tuple(text.submitted_range(edge, edge)[0] for edge in near_by)
            )
        entry = self._entries[hit.literal]
        return entry_mark(self._rule, entry, span, entry.suggest)


def _covers(phrase: Hit, hit: Hit) -> bool:
    longer = phrase.end - phrase.start > hit.end - hit.start
    return longer and phrase.start <= hit.start and hit.end <= phrase.end


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
