"""The folded view of a text: one character for one, and what hides words taken out."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

from review.codes import ASTRAL, Row

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
)

_GONE = re.compile(
    f"(?<=[{HAN}])[{SPACES}{INVISIBLE}]+(?=[{HAN}0-9])"
    f"|(?<=[0-9])[{SPACES}{INVISIBLE}]+(?=[{HAN}])"
    f"|[{INVISIBLE}]+"
)
_MAYBE_GONE = re.compile(f"[{SPACES}{INVISIBLE}]")
_ODD_SPACE = re.compile(f"[{SPACES}]")


@cache
def _folding() -> tuple[dict[str, str], re.Pattern[str]]:
    """The one table of folding: character to character, never to two and never to none."""
    han = [chr(code) for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))]
    simplified = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table: dict[str, str] = {}
    for char, plain in zip(han, simplified, strict=True):
        modern = unicodedata.normalize("NFKC", plain)
        if len(modern) == 1 and modern != char and not _in_gb2312(char):
            table[char] = modern
    others = (*range(0x41, 0x3400), *range(0xA000, 0xD800), *range(0xFF00, 0x10000))
    for char in map(chr, others):
        if (category := unicodedata.category(char))[0] not in "LN":
            continue
        wide = unicodedata.normalize("NFKC", char) if 0xFF00 <= ord(char) <= 0xFF5A else char
        small = wide.lower()
        if category[0] in "LN" and len(small) == 1 and small != char:
            table[char] = small
    table["\u017f"] = "s"  # long s: re.IGNORECASE takes it for s, so literals must as well
    table |= {space: " " for space in map(chr, range(0x3001)) if _ODD_SPACE.match(space)}
    del table[" "]
    return table, re.compile("[" + "".join(map(re.escape, table)) + "]")


def _in_gb2312(char: str) -> bool:
    """Whether a character is in use in simplified writing as it is: 乾隆, 著作, 瞭望."""
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def fold_characters(text: str) -> str:
    """The folding of each character by itself; as long as the text given."""
    table, odd = _folding()
    return odd.sub(lambda match: table[match[0]], text)


_ODD, _HIDDEN = 1, 2


@cache
def _kinds() -> NDArray[np.uint8]:
    """By code: whether a character is folded, and whether it may be one that goes."""
    kinds = np.zeros(1 << 16, np.uint8)
    kinds[[ord(char) for char in _folding()[0]]] |= _ODD
    gone = _MAYBE_GONE.findall("".join(map(chr, range(1 << 16))))
    kinds[[ord(char) for char in gone]] |= _HIDDEN
    kinds[ASTRAL] |= _HIDDEN
    return kinds


def fold_row(text: str, row: Row) -> tuple[str, array[int] | None]:
    """The same as `fold` of a text whose row is known."""
    kinds = np.bitwise_or.reduce(_kinds().take(row.codes))
    if not kinds:
        return text, None
    return fold(text) if kinds & _HIDDEN else (fold_characters(text), None)


def fold(text: str) -> tuple[str, array[int] | None]:
    """The folded view, and for each of its characters the offset it came from (None: the same).

    Full-width letters and digits become ASCII, capitals small, traditional characters simplified
    one for one; invisible characters go, and so do spaces, but no tabs, between Chinese characters
    (and between one and a digit). Punctuation stays as it is.
    """
    folded = fold_characters(text)
    if not _MAYBE_GONE.search(text):
        return folded, None
    pieces: list[str] = []
    origin = array("l")
    kept = 0
    for match in _GONE.finditer(folded):
        if "\t" in text[match.start() : match.end()]:
            continue  # a tab parts the cells of a table: words end at it
        pieces.append(folded[kept : match.start()])
        origin.extend(range(kept, match.start()))
        kept = match.end()
    if not kept:
        return folded, None
    pieces.append(folded[kept:])
    origin.extend(range(kept, len(folded)))
    return "".join(pieces), origin


def fold_literal(literal: str) -> str:
    """A listed word as it will stand in a folded text."""
    if _touched().isdisjoint(literal):
        return literal
    return fold(literal.strip())[0]


@cache
def _touched() -> frozenset[str]:
    """All characters that folding or trimming does anything to."""
    blank = _MAYBE_GONE.findall("".join(map(chr, (*range(1 << 16), *range(0xE0000, 0xE0200)))))
    white = filter(str.isspace, map(chr, range(0x3001)))
    return frozenset((*_folding()[0], *blank, *white))
