"""The kinds of rule that look at a document as a whole: its links, its brackets, anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from review.gate import begins, gates_of
from review.gram import Gate
from review.model import Link, Span
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.sieve import Wait
from review.text import Text, fold_literal
from review.wordlist import Library


def links(judge: Callable[[Link, Reading], str | None]) -> Check:
    """Every link of the document that `judge` has something to say of, marked where readers see it.

    `judge` answers with the message for the editor, or None.
    """

    def find(reading: Reading) -> Iterator[Mark]:
        for number, link in enumerate(reading.document.links):
            if message := judge(link, reading):
                address = Span(field=f"link:{number}", start=0, end=len(link.href))
                yield Mark(span=link.span or address, message=message)

    return _Structure(find, ())


Literals: TypeAlias = Sequence[str] | Callable[[Library], Sequence[str]]
Waits: TypeAlias = Sequence[re.Pattern[str]] | Callable[[Library], Sequence[re.Pattern[str]]]


def structure(
    find: Callable[[Reading], Iterable[Mark]], *, literals: Literals = (), waits: Waits = ()
) -> Check:
    """Any look at the whole document; with one of the others, only where there is cause to.

    `literals`: words of which one stands in the folded view of a text. `waits`: regular expressions
    of which one matches somewhere, or there is nothing to be found: what each cannot do without is
    looked for, in both views, for all rules at once. Either may be made of the library. A rule
    that waits for nothing is asked about every text and makes every review slower.
    """
    return _Structure(find, literals, waits)


@dataclass(frozen=True, slots=True)
class _Structure:
    look: Callable[[Reading], Iterable[Mark]]
    literals: Literals
    waits: Waits = ()
    lists: tuple[str, ...] = ()
    gated: bool = True

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _StructureMatcher(self, library)


class _StructureMatcher:
    """Cues of one character are too frequent for the automaton: the sieve knows them."""

    def __init__(self, check: _Structure, library: Library) -> None:
        self._look = check.look
        literals = check.literals(library) if callable(check.literals) else check.literals
        patterns = check.waits(library) if callable(check.waits) else check.waits
        cues = list(map(fold_literal, literals)) if check.gated else []
        of_patterns = list(map(gates_of, patterns)) if check.gated else []
        waits: list[Wait] = []
        self._sifted: list[tuple[re.Pattern[str], tuple[int, int] | None]] = []
        for number, (regex, gates) in enumerate(zip(patterns, of_patterns, strict=False)):
            reach = begins(gates) if gates else None
            self._sifted.append((regex, reach))
            waits += [Wait(each, located=reach is not None, literal=-2 - number) for each in gates]
        if thin := [cue for cue in cues if len(cue) == 1]:
            waits.append(Wait(Gate.of_characters(thin)))
        blind = not all(of_patterns) or not (waits or cues)
        self.literals = () if blind else tuple(cue for cue in cues if len(cue) > 1)
        self.waits = () if blind else tuple(waits)
        self.submitted_waits = tuple(replace(wait, located=False) for wait in self.waits)
        self.always = blind
        if blind:
            self._sifted = []

    def find(self, reading: Reading, hits: Hits) -> Iterable[Mark | LetGo]:
        for text in reading.texts if self._sifted else ():
            found = hits.get(text.field, ())
            for number, (regex, reach) in enumerate(self._sifted):
                if reach:
                    first, last = reach
                    places = [start for start, _, literal in found if literal == -2 - number]
                    text.sifted[regex] = sorted(
                        {at - back for at in places for back in range(first, last + 1)}
                    )
        return self._look(reading)


_ORDINAL = re.compile(
    r"(?:^|[；;。：:，,])[ \t\u3000]*[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z①-⑳])$"
)
_BLANK = " \t\u00a0\u3000"


def pairs(brackets: str) -> Check:
    """Brackets and quotation marks without their other half, as in "“”（）《》".

    （ and ( close one another: mixing them is another rule's matter. A quotation that runs over
    paragraphs opens each of them anew and closes once; a closing bracket after an ordinal at the
    head of a line or clause is a list's.
    """
    if not _BRACKETS[list(map(ord, brackets))].all():
        raise ValueError(f"no brackets: {brackets}")
    kinds: dict[str, tuple[str, str]] = {}
    for opener, closer in zip(brackets[::2], brackets[1::2], strict=True):
        first = {"(": "（"}.get(opener, opener)
        known = kinds.get(first, ("", ""))
        kinds[first] = (known[0] + opener, known[1] + closer)

    def find(reading: Reading) -> Iterator[Mark]:
        for text in reading.texts:
            row = text.once(_brackets)
            for openers, closers in kinds.values():
                for at in _unpaired(text, row, openers, closers):
                    yield Mark(span=text.raw_span(at, at + 1))

    return _Structure(find, tuple(brackets))


_BRACKETS = np.zeros(1 << 16, np.bool_)
_BRACKETS[list(map(ord, "“”‘’「」『』（）()《》〈〉【】〔〕〖〗［］[]｛｝{}"))] = True


def _brackets(text: Text) -> str:
    """All brackets and quotation marks of a text, and nothing else."""
    codes = text.submitted_row.codes
    return "".join(map(chr, codes[_BRACKETS.take(codes)].tolist()))


def _unpaired(text: Text, row: str, openers: str, closers: str) -> list[int]:
    """`row`: all brackets of the text, in order, and nothing else."""
    kind = openers + closers
    if openers[0] not in row and not any(char in row for char in kind):
        return []
    own = "".join(filter(kind.__contains__, row))
    if own == (openers[0] + closers[0]) * (len(own) // 2):
        return []  # nothing but pairs one after the other, as they nearly always are
    places = sorted(place for char in kind for place in text.signs(char))
    return _alone(text.submitted, places, openers)


def _alone(text: str, places: Sequence[int], openers: str) -> list[int]:
    opened: list[int] = []
    alone: list[int] = []
    for at in places:
        char = text[at]
        if char in openers:
            if char in "“‘" and opened and _heads_line(text, at):
                opened.pop()
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            line = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
            if not (char in ")）" and _ORDINAL.search(line)):
                alone.append(at)
    return sorted(alone + opened)


def _heads_line(text: str, at: int) -> bool:
    while at and text[at - 1] in _BLANK:
        at -= 1
    return at == 0 or text[at - 1] in "\r\n"
