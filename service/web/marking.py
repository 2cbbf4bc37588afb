"""A text cut into pieces so that a template can mark the findings in it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from review.model import Document, Finding, Span

_AROUND: Final = 14
_SHOWN: Final = 80
_NAMES: Final = {
    "\u00a0": "不间断空格",
    "\u3000": "全角空格",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\ufeff": "零宽不换行空格",
    "\u00ad": "软连字符",
    "\u2028": "行分隔符",
    "\t": "制表符",
    " ": "空格",
    "\n": "换行",
    "\r": "回车",
    "\ufffd": "无法辨认的字符",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text over which the same findings lie; `numbers` are theirs on the page."""

    text: str
    numbers: tuple[int, ...] = ()
    start: int = 0

    @property
    def unseen(self) -> bool:
        """Marked, but nothing a reader could see: white space or no width at all."""
        return bool(self.numbers) and not any(_visible(character) for character in self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a finding with what stands around them, fit to be shown on one line."""

    before: str
    words: str
    after: str
    place: str


def cut(text: str, numbered: Iterable[tuple[int, Span]]) -> tuple[Piece, ...]:
    """The whole text in pieces. Overlapping findings share the pieces they both cover."""
    spans = [(number, span) for number, span in numbered if span.end <= len(text)]
    edges = {0, len(text)}
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, span in spans:
        edges |= {span.start, span.end}
        opening.setdefault(span.start, []).append(number)
        closing.setdefault(span.end, []).append(number)
    pieces: list[Piece] = []
    active: dict[int, None] = {}
    places = sorted(edges)
    for place, start in enumerate(places):
        for number in closing.get(start, ()):
            active.pop(number, None)
        empty = [n for n in opening.get(start, ()) if n in closing.get(start, ())]
        if empty:
            pieces.append(Piece(text="", numbers=tuple(empty), start=start))
        active.update((n, None) for n in opening.get(start, ()) if n not in empty)
        end = places[place + 1] if place + 1 < len(places) else len(text)
        if end > start:
            pieces.append(Piece(text=text[start:end], numbers=tuple(active), start=start))
    return tuple(pieces)


def quote(document: Document, span: Span) -> Quote:
    """What a finding stands on. Offsets of the span are code points of the field as submitted."""
    text = document.text_of(span.field)
    words = text[span.start : span.end]
    line = text.count("\n", 0, span.start) + 1
    column = span.start - (text.rfind("\n", 0, span.start) + 1) + 1
    before = text[max(0, span.start - _AROUND) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _AROUND].partition("\n")[0]
    if len(words) > _SHOWN:
        words = f"{words[: _SHOWN // 2]}……{words[-_SHOWN // 2 :]}"
    return Quote(
        before=before, words=spell_out(words), after=after, place=f"第 {line} 行第 {column} 字"
    )


def spell_out(words: str) -> str:
    """The words with every character that cannot be seen replaced by its name in 〔〕."""
    if any(_visible(character) for character in words) and not any(map(_formless, words)):
        return words.replace("\n", "⏎")
    return "".join(
        character if _visible(character) else f"〔{_name(character)}〕" for character in words
    )


def browser_offsets(text: str) -> Callable[[int], int]:
    """Turns code point offsets of this text into UTF-16 offsets, as browsers count."""
    astral = [place for place, character in enumerate(text) if character > "\uffff"]
    return lambda offset: offset + bisect_left(astral, offset)


def _visible(character: str) -> bool:
    return not character.isspace() and not _formless(character)


def _formless(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Cc", "Zl", "Zp"} and character not in "\n\t"


def _name(character: str) -> str:
    return _NAMES.get(character) or f"U+{ord(character):04X}"


def numbered(findings: Iterable[Finding], field: str) -> list[tuple[int, Span]]:
    """The findings of one field with their numbers on the page, counted from 1 over all fields."""
    return [
        (number, finding.span)
        for number, finding in enumerate(findings, 1)
        if finding.span.field == field
    ]
