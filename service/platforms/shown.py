"""What a platform shows, held against what was signed: the same words, whatever blanks between.

A page of somebody else's stands in a frame of menus, dates and recommendations. What of it is the
text is found by the signed lines themselves, so that a word changed, added or left out between
the first and the last of them still shows.
"""

from __future__ import annotations

import re
import unicodedata

from service.platforms.page import lines_of

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]")
_BLANKS = re.compile(r"\s+")


def as_read(text: str) -> str:
    """Lines without marks no reader sees, composed alike."""
    return lines_of(_UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def same_text(signed: str, seen: str) -> bool:
    """Whether both say the same; where lines break and how wide a blank is says nothing."""
    return _close(signed) == _close(seen)


def cut_out(signed: str, page: str) -> str:
    """The part of a page that stands for the signed text; "" if none of it is there.

    The first signed line (the title) may stand apart from the rest, with a date or the like in
    between; from the first line of the rest to its last nothing may come in.
    """
    wanted = as_read(signed).splitlines()
    there = as_read(page).splitlines()
    if not wanted or not there:
        return ""
    titled = [number for number, line in enumerate(there) if _is_title(line, wanted[0])]
    body = _stretch(wanted[1:], there, after=titled[0] if titled else -1)
    return "\n".join([*wanted[: 1 if titled else 0], *body]) if body or titled else ""


def _is_title(line: str, title: str) -> bool:
    """The title itself, or with the place's name behind it, as in 题目_某某号."""
    rest = _close(line).removeprefix(_close(title))
    return rest != _close(line) and (not rest or (rest[0] in "-_|—–｜·" and len(rest) <= _TELLING))


def _stretch(wanted: list[str], there: list[str], *, after: int) -> list[str]:
    """From the first line of the page that is one of the wanted to the last that is."""
    whole = "".join(map(_close, wanted))
    shut = [_close(line) for line in there]
    known = {_close(line) for line in wanted}
    # A page may break a signed line in two; such parts count where they are long enough to tell.
    hits = [
        number
        for number in range(after + 1, len(there))
        if shut[number] in known or (len(shut[number]) >= _TELLING and shut[number] in whole)
    ]
    return there[hits[0] : hits[-1] + 1] if hits else []


_TELLING = 12


def _close(text: str) -> str:
    return _BLANKS.sub("", as_read(text))
