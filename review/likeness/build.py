"""Makes `characters.tsv` anew from the Unicode Han database (Unihan).

`python -m review.likeness.build FOLDER`, the folder being one with Unihan_*.txt or
Unihan_*.txt.bz2 (Debian: package unicode-data). Characters are those of 通用规范汉字表 (kTGH),
readings those of 《通用规范汉字字典》 (kTGHZ2013, else kMandarin); likeness of shape is worked out
from how the characters are taken apart by Cangjie codes and four corners. The same database gives
the same file, byte for byte.
"""

from __future__ import annotations

import bz2
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from review.likeness import DATA

_LINE = re.compile(r"U\+([0-9A-F]+)\t(k\w+)\t(.*)")
_WANTED = {"kTGH", "kTGHZ2013", "kMandarin", "kCangjie", "kFourCornerCode", "kTotalStrokes"}
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_MOST = 32  # look-alikes kept of a character
_HEAD = """\
# Characters, how they are read (tone last, 5 for none) and what they look like, the likest first.
# Made by `python -m review.likeness.build` from the Unicode Han database {version}
# (kTGH, kTGHZ2013, kMandarin, kCangjie, kFourCornerCode, kTotalStrokes).
# Unihan is (c) Unicode, Inc., under the Unicode licence (https://www.unicode.org/license.txt).
"""


class _Drawn(NamedTuple):
    """How a character is drawn, as two ways of looking it up tell."""

    cangjie: str
    corners: str
    strokes: int


def read(folder: Path) -> tuple[str, dict[str, dict[str, str]]]:
    """The database's version, and its wanted fields by character."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    version = "?"
    for path in sorted(folder.glob("Unihan_*.txt*")):
        data = bz2.decompress(path.read_bytes()) if path.suffix == ".bz2" else path.read_bytes()
        text = data.decode("utf-8")
        if stated := re.search(r"Unicode Version ([0-9.]+)|Unicode version: ([0-9.]+)", text):
            version = stated[1] or stated[2]
        for line in text.splitlines():
            if (match := _LINE.fullmatch(line)) and match[2] in _WANTED:
                found[chr(int(match[1], 16))][match[2]] = match[3]
    return version, found


def readings(fields: Mapping[str, str]) -> list[str]:
    """The readings of a character as syllable and tone, ü written v."""
    stated = fields.get("kTGHZ2013")
    marked = (
        [one for part in stated.split() for one in part.split(":")[1].split(",")]
        if stated
        else fields.get("kMandarin", "").split()
    )
    return sorted({_plain(each) for each in marked})


def _plain(marked: str) -> str:
    tone = "5"
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", marked):
        if char in _TONES:
            tone = _TONES[char]
        elif char == "\u0308":
            letters[-1] = "v"
        elif char.isascii():
            letters.append(char)
    return "".join(letters) + tone


def likeness(one: _Drawn, other: _Drawn) -> float:
    """How like two characters look; 1 and above is like enough to be taken for one another."""
    apart = abs(one.strokes - other.strokes)
    if apart > 5:
        return 0
    score = 0.0
    if one.corners and one.corners[:4] == other.corners[:4]:
        score += 1.2
    elif one.corners and sum(map(str.__eq__, one.corners[:4], other.corners[:4])) == 3:
        score += 0.4
    short, long = sorted((one.cangjie, other.cangjie), key=len)
    if short == long:
        score += 1.5
    elif one_edit(short, long):
        score += 1.2 if len(long) >= 3 else 1.0 if apart <= 1 else 0
    else:
        shared = max(_shared(short, long), _shared(short[::-1], long[::-1]))
        if shared >= 2 and len(long) - shared <= 2:
            score += 1.0
    return score - 0.08 * apart if score else 0


def one_edit(short: str, long: str) -> bool:
    """Whether one letter was changed, added or moved by one place."""
    if len(long) - len(short) > 1:
        return False
    at = _shared(short, long)
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped


def _shared(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def rows(found: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The lines of the file, one for each character."""
    common = sorted(char for char, fields in found.items() if "kTGH" in fields)
    drawn = {
        char: _Drawn(
            found[char].get("kCangjie", "").split(" ")[0],
            found[char].get("kFourCornerCode", "").split(" ")[0],
            int(found[char].get("kTotalStrokes", "0").split(" ")[0]),
        )
        for char in common
    }
    for char in common:
        like = [
            (-score, other)
            for other in common
            if other != char and (score := likeness(drawn[char], drawn[other])) >= 0.8
        ]
        shapes = "".join(other for _, other in sorted(like)[:_MOST])
        yield f"{char}\t{' '.join(readings(found[char]))}\t{shapes}"


def main(arguments: Sequence[str]) -> None:
    version, found = read(Path(arguments[0]))
    DATA.write_text(_HEAD.format(version=version) + "\n".join(rows(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
