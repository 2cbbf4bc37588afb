"""The kinds of rule that look at a document as a whole: its links, its brackets, anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import lt

from review.model import Link, Span
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
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


def structure(find: Callable[[Reading], Iterable[Mark]], *, literals: Sequence[str] = ()) -> Check:
    """Any look at the whole document. With `literals`, only where one of them occurs."""
    return _Structure(find, tuple(map(fold_literal, literals)))


@dataclass(frozen=True, slots=True)
class _Structure:
    look: Callable[[Reading], Iterable[Mark]]
    cues: tuple[str, ...]
    lists: tuple[str, ...] = ()

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule, library
        return _StructureMatcher(self)


class _StructureMatcher:
    """Cues of one character are too frequent for the automaton: they are looked for here."""

    def __init__(self, check: _Structure) -> None:
        self._look = check.look
        thin = any(len(cue) < 2 for cue in check.cues)
        self._cues = check.cues if thin else ()
        self.literals: Sequence[str] = () if thin else check.cues
        self.always = thin or not check.cues

    def find(self, reading: Reading, hits: Hits) -> Iterable[Mark | LetGo]:
        del hits
        if self._cues and not any(
            cue in text.folded for text in reading.texts for cue in self._cues
        ):
            return ()
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
    kinds: dict[str, tuple[str, str]] = {}
    for opener, closer in zip(brackets[::2], brackets[1::2], strict=True):
        first = {"(": "（"}.get(opener, opener)
        known = kinds.get(first, ("", ""))
        kinds[first] = (known[0] + opener, known[1] + closer)

    def find(reading: Reading) -> Iterator[Mark]:
        for text in reading.texts:
            for openers, closers in kinds.values():
                for at in _unpaired(text, openers, closers):
                    yield Mark(span=text.raw_span(at, at + 1))

    return _Structure(find, tuple(brackets))


def _unpaired(text: Text, openers: str, closers: str) -> list[int]:
    first, last = _places(text, openers), _places(text, closers)
    if not first and not last:
        return []
    if len(openers) == 1 and _alternate(first, last):
        return []
    return _alone(text.submitted, sorted(first + last), openers)


def _places(text: Text, chars: str) -> list[int]:
    return [place for char in chars for place in text.signs(char)]


def _alternate(first: list[int], last: list[int]) -> bool:
    """Whether the marks are nothing but pairs one after the other, as they nearly always are."""
    return (
        len(first) == len(last)
        and all(map(lt, first, last))
        and all(map(lt, last, islice(first, 1, None)))
    )


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
