"""The few kinds of check that most rules are instances of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from review.automaton import Hit
from review.citation import citations
from review.model import Basis, Link, Severity, Span
from review.near import near
from review.regex import Needs, needs, windows
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import Text, fold_literal
from review.wordlist import Entry, Library

__all__ = ["citations", "entry_mark", "links", "near", "pairs", "pattern", "structure", "words"]

_SHORT = 3  # Chinese characters; longer words hardly ever lie across a word edge by chance


def entry_mark(rule: Rule, entry: Entry, span: Span, suggestions: tuple[str, ...]) -> Mark:
    """What is to be said of a listed word: the rule's sentence filled from the entry."""
    message = rule.message.format(
        word=entry.word,
        suggest="、".join(f"“{word}”" for word in suggestions if word),
        source=entry.source,
        note=entry.note,
    )
    return Mark(
        span=span,
        suggestions=suggestions,
        message=message,
        basis=(Basis(entry.source, date=entry.valid_from),),
        severity=None if entry.verified else Severity.HINT,
    )


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
        _Surroundings.of(unless_before, unless_after, unless_inside),
    )


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What just before, just after or around a hit makes it right after all."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    inside: tuple[str, ...]

    @classmethod
    def of(
        cls, before: Sequence[str], after: Sequence[str], inside: Sequence[str]
    ) -> _Surroundings:
        return cls(
            tuple(map(fold_literal, before)), tuple(map(fold_literal, after)), tuple(inside)
        )

    def excuse(self, text: Text, start: int, end: int) -> bool:
        folded = text.folded
        return (
            (bool(self.before) and folded.endswith(self.before, 0, start))
            or (bool(self.after) and folded.startswith(self.after, end))
            or any(text.inside(start, end, pair) for pair in self.inside)
        )


@dataclass(frozen=True, slots=True)
class _Words:
    lists: tuple[str, ...]
    beside: str | None
    edges: bool | None
    surroundings: _Surroundings

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


def pattern(
    regex: str,
    *,
    view: str = "folded",
    only_if: Callable[[re.Match[str]], bool] | None = None,
    suggest: Callable[[re.Match[str]], Sequence[str]] | None = None,
    message: Callable[[re.Match[str]], str | None] | None = None,
    group: int | str = 0,
    edges: bool = False,
    unless_before: Sequence[str] = (),
    unless_after: Sequence[str] = (),
    unless_inside: Sequence[str] = (),
    beside: str | None = None,
) -> Check:
    """A regular expression, in the "folded" view or, for typography, in the "submitted" one.

    The match handed to `only_if`, `suggest` and `message` is one in that view's text. What it
    cannot match without is looked for first, by the shared automaton; with the same result.
    """
    if view not in {"folded", "submitted"}:
        message_ = f"view is folded or submitted, not {view}"
        raise ValueError(message_)
    return Pattern(
        re.compile(regex),
        view == "submitted",
        only_if,
        suggest,
        message,
        group,
        edges,
        _Surroundings.of(unless_before, unless_after, unless_inside),
        beside,
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
    surroundings: _Surroundings
    beside: str | None
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
        self._cues_from = len(self._needs.literals)
        cues = [entry.word for entry in library[check.beside].entries] if check.beside else []
        self.literals = (*self._needs.literals, *map(fold_literal, cues))
        self.always = not self._needs.literals

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


def structure(
    find: Callable[[Reading], Iterable[Mark]], *, literals: Sequence[str] = ()
) -> Check:
    """Any look at the whole document. With `literals`, only where one of them occurs."""
    return _Structure(find, tuple(map(fold_literal, literals)))


@dataclass(frozen=True, slots=True)
class _Structure:
    look: Callable[[Reading], Iterable[Mark]]
    literals: tuple[str, ...]
    lists: tuple[str, ...] = ()

    @property
    def always(self) -> bool:
        return not self.literals

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule, library
        return self

    def find(self, reading: Reading, hits: Hits) -> Iterable[Mark | LetGo]:
        del hits
        return self.look(reading)


_ORDINAL = re.compile(r"[ \t\u3000]*[(（]?[0-9一二三四五六七八九十a-zA-Z①-⑳]{1,4}$")
_BLANK = " \t\u00a0\u3000"


def pairs(brackets: str) -> Check:
    """Brackets and quotation marks without their other half, as in "“”（）《》".

    （ and ( close one another: mixing them is another rule's matter. A quotation that runs over
    paragraphs opens each of them anew and closes once; a closing bracket after an ordinal at the
    head of a line is a list's.
    """
    kinds: dict[str, tuple[str, str]] = {}
    for opener, closer in zip(brackets[::2], brackets[1::2], strict=True):
        first = {"(": "（"}.get(opener, opener)
        known = kinds.get(first, ("", ""))
        kinds[first] = (known[0] + opener, known[1] + closer)

    def find(reading: Reading) -> Iterator[Mark]:
        for text in reading.texts:
            for openers, closers in kinds.values():
                for at in _unpaired(text.submitted, openers, closers):
                    yield Mark(span=text.raw_span(at, at + 1))

    return _Structure(find, tuple(brackets))


def _unpaired(text: str, openers: str, closers: str) -> list[int]:
    opened: list[int] = []
    alone: list[int] = []
    for match in re.finditer(f"[{re.escape(openers + closers)}]", text):
        at, char = match.start(), match[0]
        if char in openers:
            if char in "“‘" and opened and _heads_line(text, at):
                opened.pop()
            opened.append(at)
        elif opened:
            opened.pop()
        else:
            line = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
            if not (char in ")）" and _ORDINAL.match(line)):
                alone.append(at)
    return sorted(alone + opened)


def _heads_line(text: str, at: int) -> bool:
    while at and text[at - 1] in _BLANK:
        at -= 1
    return at == 0 or text[at - 1] in "\r\n"
