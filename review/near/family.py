"""All phrases of all near-miss rules together: looked for once in a text, each rule takes its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from review.automaton import Automaton
from review.near.slip import Kind, Slip, ends, slip, starts, twice
from review.text import HAN, Text

if TYPE_CHECKING:
    from review.near.index import Index

_HAN = re.compile(f"[{HAN}]")
_LEAST = 3  # characters; of two, everything is a slip of everything
_NAMED = 4  # below this only what sounds or looks alike, or is swapped, is taken for a slip
_SHORT = 5  # below this no character is taken to be missing or added
_LONG = 6  # from here on a slip at the edge is told by what clean prose was seen not to do
_KNOWN = 5  # times a phrase must stand in clean prose before anything is made of what does not
# Characters that a writer may put into a phrase on purpose: 社会主义的核心价值观.
_FILLERS = frozenset("的地得了着过和与及之等新再不各")
_AROUND = 40  # characters beyond a slip in which a right phrase may begin or end


@dataclass(frozen=True, slots=True)
class Seen:
    """What clean prose was seen to do with a phrase. `times`: how often it holds it unharmed.

    `closed`: the slots in which it puts other things of its own accord (教育部, 教育局), where
    nothing follows from a difference; a slot in capitals is closed even to what sounds alike. `variants`: near forms that are right as they are, with the
    character before or after them where only that makes them so (教育布局).
    """

    times: int = 0
    closed: frozenset[str] = frozenset()
    variants: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A stretch of folded text that is one slip away from a phrase."""

    start: int
    end: int
    phrase: str
    slip: Slip | None


class Family:
    """Phrases to be told from their near misses, and what is right although it is near.

    Phrases may be added until a text is first looked at, and after.
    """

    def __init__(self, seen: Mapping[str, Seen]) -> None:
        self._seen = seen
        self._phrases: dict[str, None] = {}
        self._right: dict[str, None] = {}
        self._index: Index | None = None
        self._known: Automaton | None = None

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
            self._index = self._known = None

    def slips(self, text: Text) -> list[Found]:
        """Every slip in a text; at one stretch there may be those of several phrases."""
        return [
            found
            for found in self.near(text.folded)
            if not self._seen_right(text.folded, found) and not self.excused(text.folded, *found)
        ]

    def near(self, text: str) -> list[Found]:
        """Every stretch one slip away from a phrase, whatever clean prose was seen to do."""
        if self._index is None:
            from review.near.index import Index  # noqa: PLC0415  # numpy, for who has phrases only

            self._index = Index(tuple(self._phrases))
        phrases = tuple(self._phrases)
        found: dict[tuple[int, int, int], None] = {}
        for at, number, forward, half in self._index.places(text):
            phrase = phrases[number]
            if not half:
                if (end := twice(text, at, phrase)) is not None:
                    found[at, end, number] = None
            elif forward:
                if at >= 0 and text.startswith(half, at):
                    if len(half) == len(phrase):
                        found[at, at + len(phrase), number] = None
                        continue
                    for end in ends(text, at, phrase, len(half)):
                        found[at, end, number] = None
            elif text.endswith(half, 0, at):
                for start in starts(text, at, phrase, len(half)):
                    found[start, at, number] = None
        return [
            Found(start, end, phrases[number], made)
            for start, end, number in sorted(found)
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
        if made.slot.upper() in seen.closed:
            return True
        if made.alike or made.kind in _PLAIN:
            return False
        if made.slot in seen.closed:
            return True
        size = len(phrase)
        edge = made.kind is not Kind.EXTRA and made.at in (0, size - 1)
        return seen.times < _KNOWN and (edge or size < _LONG)

    def excused(self, text: str, start: int, end: int, phrase: str, made: Slip | None) -> bool:
        """Whether a right phrase stands in a stretch after all.

        Either it runs through the place where the slip would be, or the stretch holds it and the
        phrase does not. A part of the phrase proves nothing: 习近平 stands unharmed in many a slip
        of 习近平新时代中国特色社会主义思想.
        """
        if self._known is None:
            self._known = Automaton([(0, tuple(self._right))])
        first = max(0, start - _AROUND)
        window = text[first : end + _AROUND]
        place, width = (
            (start + made.at, _WIDTHS.get(made.kind, 1)) if made else (start, end - start)
        )
        for hit in self._known.scan(window).get(0, ()):
            one, other = hit.start + first, hit.end + first
            covers = (one < place < other) if not width else one <= place and place + width <= other
            if covers and not (
                start <= one and other <= end and window[hit.start : hit.end] in phrase
            ):
                return True
            if (
                (made is None or made.kind is not Kind.SWAPPED)
                and start <= one
                and other <= end
                and window[hit.start : hit.end] not in phrase
            ):
                return True
        return False


_UNSEEN = Seen()
_PLAIN = (Kind.SWAPPED, Kind.DOUBLED, Kind.TWICE)  # slips that tell by themselves
_OPEN = 3  # forms alike seen in a slot; with so many others may be right as well
_WIDTHS = {Kind.MISSING: 0, Kind.SWAPPED: 2}  # characters at the place of a slip


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
            and 0 < at
            and bool(_HAN.match(written[at]))
            and written[at] not in _FILLERS
        )
    return True


def closed_slots(phrase: str, forms: Iterable[str]) -> tuple[list[str], list[str]]:
    """The slots clean prose closes by the near forms it holds, and the forms to remember beside."""
    closed: set[str] = set()
    alike: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        made = slip(form, phrase)
        if made is None:
            continue
        if made.alike or made.kind in _PLAIN:
            alike[made.slot].append(form)
        else:
            closed.add(made.slot)
    closed |= {slot.upper() for slot, seen in alike.items() if len(seen) >= _OPEN}
    kept = [form for slot, seen in alike.items() if slot.upper() not in closed for form in seen]
    return sorted(closed), sorted(kept)


def each_alone(found: Iterable[Found]) -> Iterator[Found]:
    """Of slips that run into each other the first, and of those the longest phrase's."""
    last = 0
    for one in sorted(found, key=lambda each: (each.start, -len(each.phrase), -each.end)):
        if one.start >= last:
            last = one.end
            yield one
