"""A fixed phrase that is nearly, but not quite, what it should be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from review.model import Severity
from review.near.family import Family, Found, Seen, each_alone
from review.near.slip import Kind, Slip, slip
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule, Shared
from review.surroundings import entry_mark
from review.text import Text, fold_literal
from review.wordlist import Entry, Library, Wordlist

SEEN = "political/seen_slips"
"""The list of what clean prose was seen to do with the phrases; made by `rules.seen_slips`."""


def near(*lists: str, least: int = 3) -> Check:
    """One slip in a phrase of the lists, and the wrong forms the lists give themselves.

    A slip is a character wrong, missing, doubled or added, or two neighbours swapped; in phrases
    of ten characters and more also two wrong ones. In phrases of three characters only what sounds
    or looks alike, or is swapped. A stretch that holds any listed or allowed phrase of any such
    rule whole is none, nor is what clean prose was seen to write of its own accord (the list SEEN;
    a phrase it does not know is judged with more reserve). A first or last character that is missing
    or quite another is asked about at most. Phrases of fewer than `least`
    characters are only known to be right.
    """
    return _Near(lists, least)


@dataclass(frozen=True, slots=True)
class _Near:
    lists: tuple[str, ...]
    least: int

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return NearMatcher(self, rule, library)


class NearMatcher:
    """The phrases of one rule among those of its family."""

    always = True

    def __init__(self, check: _Near, rule: Rule, library: Library) -> None:
        self._rule = rule
        lists = [library[name] for name in check.lists]
        entries = [entry for listed in lists for entry in listed.entries]
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        wrong: dict[str, Entry] = {}
        right: list[str] = [phrase for listed in lists for phrase in listed.allow]
        for entry in entries:
            phrase = fold_literal(entry.word)
            self._entries[phrase].append(entry)
            right += entry.allow
            wrong |= {fold_literal(each): entry for each in entry.wrong}
        self._wrong = list(wrong.values())
        self.literals = tuple(wrong)
        self.family = family_of(library)
        self.family.add(
            (phrase for phrase in self._entries if len(phrase) >= check.least),
            (*self._entries, *map(fold_literal, right)),
        )

    @property
    def shared(self) -> Shared:
        """What all rules of the family want to be told of, once for all of them."""
        return self.family.index

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            found = [
                one for one in text.once(self.family.slips) if self._entry(one.phrase, reading)
            ]
            for start, end, number in hits.get(text.field, ()):
                listed = self._wrong[number]
                phrase = fold_literal(listed.word)
                made = slip(text.folded[start:end], phrase)
                if listed.holds(reading.as_of) and not self.family.excused(
                    text.folded, start, end, phrase, made
                ):
                    found.append(Found(start, end, phrase, made or Slip(Kind.TWICE, 0)))
            for one in each_alone(found):
                entry = self._entry(one.phrase, reading)
                if entry and text.unbroken(one.start, one.end):
                    yield self._mark(entry, text, one)

    def _entry(self, phrase: str, reading: Reading) -> Entry | None:
        """What the lists say of a phrase on the day."""
        return next(
            (each for each in self._entries.get(phrase, ()) if each.holds(reading.as_of)), None
        )

    def _mark(self, entry: Entry, text: Text, found: Found) -> Mark:
        mark = entry_mark(
            self._rule,
            entry,
            text.span(found.start, found.end),
            entry.suggest or (entry.word,),
        )
        if mark.severity is None and found.doubtful:
            return replace(mark, severity=Severity.WARN)
        return mark


_families: WeakValueDictionary[int, Family] = WeakValueDictionary()


class _LibraryFamily(Family):
    """Keeps its library, so that the library's identity stays its own for as long."""

    def __init__(self, library: Library) -> None:
        listed = library.get(SEEN)
        super().__init__(_seen(listed) if listed else {})
        self.library = library


def family_of(library: Library) -> Family:
    """The one family of all near-miss rules that are made from the same library."""
    family = _families.get(id(library))
    if family is None:
        family = _families[id(library)] = _LibraryFamily(library)
    return family


def _seen(listed: Wordlist) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    for entry in listed.entries:
        times, closed = entry.extra.get("times"), entry.extra.get("closed")
        found[entry.word] = Seen(
            times if isinstance(times, int) else 0,
            frozenset(closed) if isinstance(closed, tuple) else frozenset(),
            frozenset(entry.allow),
        )
    return found
