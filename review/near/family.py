"""All phrases of all near-miss rules together: looked for once in a text, each rule takes its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from review.codes import Row
from review.cue import Cues
from review.near.index import Index, Stretch
from review.near.slip import Kind, Slip, slip
from review.text import HAN, Text

_HAN = re.compile(f"[{HAN}]")
_LEAST = 3  # characters; of two, everything is a slip of everything
_NAMED = 4  # below this only what sounds or looks alike, or is swapped, is taken for a slip
_SHORT = 5  # below this no character is taken to be missing or added
_LONG = 6  # from here on a slip at the edge is told by what clean prose was seen not to do
# Times a phrase must stand in clean prose before anything is made of what does not: a short one,
# and a long one at its edge.
_WELL_KNOWN = 20
_KNOWN = 1
# Characters that a writer may put into a phrase on purpose: 社会主义的核心价值观.
_FILLERS = frozenset("的地得了着过和与及之等新再不各")
# Characters that are words by themselves: 霍尔果斯是, 乌兰察布时.
_WORDS = frozenset(
    "的地得了着过是时使以已于与由有又在再将就对从向和及为未等当而或但如若则所可能会应须该此其之"
    "也都还很更最不没无到自一二两三四五六七八九十百千万"
)
_BODIES = ("部门", "机关", "机构")  # 国家药品监督管理部门 is no 国家药品监督管理局
_BESIDE = 8  # characters that tell where words begin and end there
_VERY_LONG = 8  # a phrase so long is known by all but one of its characters, if it was looked for
_AROUND = 40  # characters beyond a slip in which a right phrase may begin or end


@dataclass(frozen=True, slots=True)
class Seen:
    """What clean prose was seen to do with a phrase. `times`: how often it holds it unharmed.

    `closed`: the slots in which it puts other things of its own accord (教育部, 教育局), where
    nothing follows from a difference; a slot in capitals is closed even to what sounds alike.
    `variants`: near forms that are right as they are, with the character before or after them
    where only that makes them so (教育布局).
    """

    times: int = 0
    closed: frozenset[str] = frozenset()
    variants: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A stretch of folded text that is one slip away from a phrase."""

    start: int
    end: int
    phrase: str
    slip: Slip

    @property
    def doubtful(self) -> bool:
        """Whether the phrase may have ended, or begun, otherwise on purpose."""
        return at_edge(self.slip, self.phrase) and not tells(self.slip, self.phrase)


class Family:
    """Phrases to be told from their near misses, and what is right although it is near.

    Phrases may be added until a text is first looked at, and after.
    """

    def __init__(self, seen: Mapping[str, Seen]) -> None:
        self._seen = seen
        self._phrases: dict[str, None] = {}
        self._right: dict[str, None] = {}
        self._index: Index | None = None
        self._alone: Cues | None = None
        self._known: Callable[[str], Sequence[tuple[int, int]]] | None = None

    @property
    def phrases(self) -> Iterable[str]:
        return self._phrases.keys()

    def add(self, phrases: Iterable[str], right: Iterable[str]) -> None:
        """Take in phrases and right forms, all folded."""
        before = len(self._phrases) + len(self._right)
        phrases = list(phrases)
        self._phrases.update(dict.fromkeys(one for one in phrases if len(one) >= _LEAST))
        self._right.update(dict.fromkeys((*phrases, *right)))
        if len(self._phrases) + len(self._right) != before:
            self._index = self._alone = self._known = None

    @property
    def index(self) -> Index:
        """What is looked for in a text, as it is with the phrases so far."""
        if self._index is None:
            self._index = Index(tuple(self._phrases))
        return self._index

    def slips(self, text: Text) -> list[Found]:
        """Every slip in a text; at one stretch there may be those of several phrases."""
        return [
            found
            for found in self._near(text)
            if not self._seen_right(text.folded, found) and not self.right(text, found)
        ]

    def unlearned(self, text: Text) -> list[Found]:
        """What would be a slip if nothing had been learned from clean prose."""
        return [found for found in self._near(text) if not self.right(text, found)]

    def right(self, text: Text, found: Found) -> bool:
        """Whether a stretch is right for what stands there, or for what runs on beyond it."""
        return self.excused(text.folded, *found) or _runs_on(text, found)

    def near(self, text: str) -> list[Found]:
        """Every stretch one slip away from a phrase, whatever clean prose was seen to do."""
        row = Row(text)
        if self._alone is None:
            self._alone = Cues(self.index.keys)
        return self._among(text, self.index.stretches(text, row, *self._alone.met(row)))

    def _near(self, text: Text) -> list[Found]:
        if (heard := text.heard.get(self.index)) is None:
            return self.near(text.folded)
        return self._among(text.folded, self.index.stretches(text.folded, text.row, *heard))

    def _among(self, text: str, stretches: Iterable[Stretch]) -> list[Found]:
        phrases = self.index.phrases
        return [
            Found(start, end, phrases[number], made)
            for start, end, number in sorted(stretches)
            if (made := slip(text[start:end], phrases[number]))
            and _plausible(text[start:end], phrases[number], made)
        ]

    def _seen_right(self, text: str, found: Found) -> bool:
        """Whether clean prose was seen to write this, or not seen enough to say."""
        start, end, phrase, made = found
        seen = self._seen.get(phrase, _UNSEEN)
        written = text[start:end]
        if seen.variants and (
            written in seen.variants
            or text[max(0, start - 1) : end] in seen.variants
            or text[start : end + 1] in seen.variants
        ):
            return True
        if made.slot.upper() in seen.closed or self._ends_otherwise(written, phrase, made):
            return True
        if tells(made, phrase):
            return False
        if made.slot in seen.closed:
            return True
        return not _known(seen, phrase, edge=at_edge(made, phrase))

    def _ends_otherwise(self, written: str, phrase: str, made: Slip) -> bool:
        """Whether clean prose was seen to go on like that after, or before, another short phrase.

        乌兰察布时 and 霍尔果斯是 are no 市, whichever the city.
        """
        if made.kind is not Kind.OTHER or len(phrase) >= _LONG or not at_edge(made, phrase):
            return False
        first = made.at == 0
        seen = self._seen.get(any_with(phrase[made.at], first=first), _UNSEEN)
        return any_with(written[made.at], first=first) in seen.variants

    def excused(self, text: str, start: int, end: int, phrase: str, made: Slip | None) -> bool:
        """Whether a right phrase stands in a stretch after all.

        Either it runs through the place where the slip would be, or the stretch holds it and the
        phrase does not. A part of the phrase proves nothing: 习近平 stands unharmed in many a slip
        of 习近平新时代中国特色社会主义思想.
        """
        if self._known is None:
            self._known = lru_cache(1024)(_standing(self._right))
        first = max(0, start - _AROUND)
        window = text[first : end + _AROUND]
        place, width = (
            (start + made.at, _WIDTHS.get(made.kind, 1)) if made else (start, end - start)
        )
        for begin, stop in self._known(window):
            one, other = begin + first, stop + first
            covers = (one < place < other) if not width else one <= place and place + width <= other
            if covers and not (start <= one and other <= end and window[begin:stop] in phrase):
                return True
            if (
                (made is None or made.kind is not Kind.SWAPPED)
                and start <= one
                and other <= end
                and window[begin:stop] not in phrase
            ):
                return True
        return False


def _standing(words: Iterable[str]) -> Callable[[str], Sequence[tuple[int, int]]]:
    """What tells where any of some words stand in a short stretch of text."""
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[:2], []).append(word)

    def standing(window: str) -> list[tuple[int, int]]:
        return [
            (at, at + len(word))
            for at in range(len(window))
            for head in {window[at : at + 2], window[at]}
            if head in heads
            for word in heads[head]
            if window.startswith(word, at)
        ]

    return standing


_UNSEEN = Seen()
_WIDTHS = {Kind.MISSING: 0, Kind.SWAPPED: 2}  # characters at the place of a slip


def _known(seen: Seen, phrase: str, *, edge: bool) -> bool:
    """Whether enough was seen of a phrase to make something of what was not."""
    if len(phrase) < _LONG:
        return seen.times >= _WELL_KNOWN and not edge
    looked_for = seen is not _UNSEEN and len(phrase) >= _VERY_LONG
    return seen.times >= _KNOWN or looked_for or not edge


def _runs_on(text: Text, found: Found) -> bool:
    """Whether a slip at the edge of a phrase is but where another word begins or ends.

    北海湿地 is no 北海市, 发展史学习教育 no 党史学习教育, 推进世界和平与发展 as right as 促进.
    """
    start, end, phrase, made = found
    if not at_edge(made, phrase):
        return False
    told = tells(made, phrase)
    if told and len(phrase) >= _LONG:
        return False
    first = made.at == (1 if made.kind is Kind.DOUBLED else 0)
    edge, beyond = (start, start - 1) if first else (end, end)
    edges = text.edges_beside(start, end, _BESIDE)
    runs = 0 <= beyond < len(text.folded) and bool(_HAN.match(text.folded[beyond]))
    if runs and edge not in edges:
        return True
    if made.kind is Kind.MISSING:
        return (first and phrase[0] in _WORDS) or text.folded.startswith(_BODIES, end)
    if told:
        return False
    at, inner = (start, start + 1) if first else (end - 1, end - 1)
    standing = (phrase[0] if first else "", text.folded[at] if runs else "")
    return inner not in edges or not _WORDS.isdisjoint(standing)


def any_with(edge: str, *, first: bool) -> str:
    """What stands in the learned list for all short phrases with this first or last character."""
    return f"{edge}～" if first else f"～{edge}"


def at_edge(made: Slip, phrase: str) -> bool:
    """Whether a slip is at the first or last character, where another word may begin or end."""
    if made.kind is Kind.DOUBLED:
        return made.at in (1, len(phrase))
    return made.kind is not Kind.EXTRA and made.at in (0, len(phrase) - 1)


def tells(made: Slip, phrase: str) -> bool:
    """Whether a slip tells by itself that the phrase was meant."""
    if made.kind is Kind.DOUBLED:
        return not at_edge(made, phrase)
    return made.alike or made.kind in (Kind.SWAPPED, Kind.TWICE)


def _plausible(written: str, phrase: str, made: Slip) -> bool:
    """Whether a difference of this kind is a slip at all in a phrase of this length."""
    size = len(phrase)
    kind, at, like = made
    if kind is Kind.OTHER:
        return like or (size >= _NAMED and bool(_HAN.match(written[at])))
    if kind is Kind.MISSING:
        return size >= _SHORT
    if kind is Kind.DOUBLED:
        return size >= _NAMED
    if kind is Kind.EXTRA:
        return (
            size >= _SHORT
            and at > 0
            and bool(_HAN.match(written[at]))
            and written[at] not in _FILLERS
        )
    return True


def each_alone(found: Iterable[Found]) -> Iterator[Found]:
    """Of slips that run into each other the first, and of those the longest phrase's."""
    last = 0
    for one in sorted(found, key=lambda each: (each.start, -len(each.phrase), -each.end)):
        if one.start >= last:
            last = one.end
            yield one
