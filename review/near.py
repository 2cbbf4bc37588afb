"""A fixed phrase that is nearly, but not quite, what it should be.

Every text one edit away from a phrase holds one half of the phrase unharmed, unless two
neighbours were swapped across the middle; so halves and that one swap are the literals, and what
stands beside a half is compared with the other half.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from review.automaton import Hit
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.surroundings import entry_mark
from review.text import HAN, Text, fold_literal
from review.wordlist import Library

_HAN = re.compile(f"[{HAN}]")
_LONG = 8  # characters; only a phrase so long is known for itself with any one character too many
_SHORT = 5  # below this only what sounds the same, or is swapped, is taken for a slip
_LEAST = 4
# Characters that a writer may put into a phrase on purpose: 社会主义的核心价值观.
_FILLERS = frozenset("的地得了着过和与及之等新再不各")


def near(*lists: str) -> Check:
    """One slip in a phrase of the lists, and the wrong forms the lists give themselves.

    A slip is a character wrong, missing, doubled or (in long phrases) added inside the phrase, or
    two neighbours swapped; at its ends only a character that sounds the same. A stretch that
    holds any listed or allowed phrase whole is none.
    """
    return _Near(lists)


@dataclass(frozen=True, slots=True)
class _Near:
    lists: tuple[str, ...]

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return _NearMatcher(self, rule, library)


class _Anchor(NamedTuple):
    """A literal from which a phrase is tried. `part`: left or right half, or the whole wrong form.

    `rest` is the other half, `first` and `second` its two characters next to this one.
    """

    entry: int
    part: str
    rest: str
    first: str
    second: str

    @classmethod
    def of(cls, entry: int, part: str, rest: str = "") -> _Anchor:
        inward = rest[::-1] if part == "right" else rest
        return cls(entry, part, rest, inward[:1], inward[1:2])


class _NearMatcher:
    always = False

    def __init__(self, check: _Near, rule: Rule, library: Library) -> None:
        self._rule = rule
        self._entries = [entry for name in check.lists for entry in library[name].entries]
        anchors: dict[str, list[_Anchor]] = defaultdict(list)
        right: list[str] = [phrase for name in check.lists for phrase in library[name].allow]
        for number, entry in enumerate(self._entries):
            phrase = fold_literal(entry.word)
            right += [phrase, *entry.allow]
            for wrong in entry.wrong:
                anchors[fold_literal(wrong)].append(_Anchor.of(number, "whole"))
            if len(phrase) >= _LEAST:
                half = len(phrase) // 2
                left, rest = phrase[:half], phrase[half:]
                anchors[left].append(_Anchor.of(number, "left", rest))
                anchors[rest].append(_Anchor.of(number, "right", left))
                swapped = phrase[: half - 1] + rest[0] + left[-1] + rest[1:]
                if swapped != phrase:
                    anchors[swapped].append(_Anchor.of(number, "whole"))
        self._anchors = list(anchors.values())
        self.literals = (*anchors, *map(fold_literal, right))

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            if found := hits.get(text.field):
                yield from self._find_in(text, reading, found)

    def _find_in(self, text: Text, reading: Reading, found: Sequence[Hit]) -> Iterator[Mark]:
        slips: set[tuple[int, int, int]] = set()
        folded = text.folded
        for hit in found:
            if hit.literal >= len(self._anchors):
                continue
            for anchor in _hopeful(folded, hit, self._anchors[hit.literal]):
                if self._entries[anchor.entry].holds(reading.as_of):
                    for start, end in _slips(folded, hit, anchor):
                        slips.add((start, end, anchor.entry))
        if not slips:
            return
        right = [(hit.start, hit.end) for hit in found if hit.literal >= len(self._anchors)]
        last = 0
        for start, end, number in sorted(slips, key=lambda slip: (slip[0], -slip[1])):
            entry = self._entries[number]
            phrase = fold_literal(entry.word)
            if start < last or _excused(right, text.folded, phrase, start, end):
                continue
            if not text.unbroken(start, end):
                continue
            last = end
            yield entry_mark(
                self._rule, entry, text.span(start, end), entry.suggest or (entry.word,)
            )


def _excused(
    right: Sequence[tuple[int, int]], folded: str, phrase: str, start: int, end: int
) -> bool:
    """Whether the stretch lies within a right phrase, or holds one that is no part of `phrase`.

    A part proves nothing: 习近平 stands unharmed in many a slip of 习近平新时代中国特色社会主义思想.
    """
    return any(
        (one <= start and end <= other)
        or (start <= one and other <= end and folded[one:other] not in phrase)
        for one, other in right
    )


def _hopeful(text: str, hit: Hit, anchors: Sequence[_Anchor]) -> list[_Anchor]:
    """The anchors from which a slip is possible at all; for nearly all, a glance shows it is not.

    Of the next two characters neither is in its place nor in its neighbour's, or the phrase itself
    stands there.
    """
    start, end, _ = hit
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    hopeful: list[_Anchor] = []
    for anchor in anchors:
        _, part, rest, first, second = anchor
        if part == "left":
            if (second and first not in after and second not in after) or text.startswith(
                rest, end
            ):
                continue
        elif part == "right" and (
            (second and first not in before and second not in before)
            or text.endswith(rest, 0, start)
        ):
            continue
        hopeful.append(anchor)
    return hopeful


def _slips(text: str, hit: Hit, anchor: _Anchor) -> Iterator[tuple[int, int]]:
    if anchor.part == "whole":
        yield hit.start, hit.end
        return
    total = hit.end - hit.start + len(anchor.rest)
    if anchor.part == "left":
        for taken in _readings(text[hit.end : hit.end + len(anchor.rest) + 1], anchor.rest, total):
            yield hit.start, hit.end + taken
    else:
        before = text[max(0, hit.start - len(anchor.rest) - 1) : hit.start]
        for taken in _readings(before[::-1], anchor.rest[::-1], total):
            yield hit.start - taken, hit.end


def _readings(text: str, rest: str, total: int) -> Iterator[int]:
    """How many characters at the head of `text` read as `rest` with exactly one slip.

    `rest` reads away from the half that was found unharmed; its last character is the phrase's
    edge. `total` is the length of the whole phrase.
    """
    size = len(rest)
    same = next((at for at, (a, b) in enumerate(zip(text, rest, strict=False)) if a != b), None)
    if same is None:
        return  # the phrase itself, or the end of the text
    edge = same == size - 1
    if text[same + 1 : size] == rest[same + 1 :] and len(text) >= size:
        sounds = _sounds_alike(text[same], rest[same])
        if sounds or (not edge and total > _SHORT and _HAN.match(text[same])):
            yield size
    swapped = not edge and text[same : same + 2] == rest[same + 1] + rest[same]
    if swapped and text[same + 2 : size] == rest[same + 2 :] and len(text) >= size:
        yield size
    if not edge and total >= _SHORT and text[same : size - 1] == rest[same + 1 :]:
        yield size - 1
    if text[same + 1 : size + 1] == rest[same:] and len(text) > size:
        doubled = text[same] in (rest[same], rest[same - 1] if same else "")
        added = total >= _LONG and _HAN.match(text[same]) and text[same] not in _FILLERS
        if total >= _SHORT and (doubled or added):
            yield size + 1


@cache
def _sounds(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415  # 0.2 s that most texts need not wait for

    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two Chinese characters can be read the same, tones apart."""
    return bool(_HAN.match(one)) and bool(_sounds(one) & _sounds(other))
