"""Personal numbers masked by half: enough is left to dial, or to guess the rest."""

from __future__ import annotations

import re
from datetime import date

STAR = r"[*＊×x●■○□◯◇]"
_STARRED = re.compile(
    rf"(?<![0-9a-zA-Z*])(?:1[3-9][0-9]{{0,8}}{STAR}{{1,8}}[0-9]{{0,8}}|[1-8][0-9]{{3,16}}{STAR}{{1,14}}[0-9]{{0,14}}[0-9xX]?)"
    r"(?![0-9a-zA-Z*])"
)
_STARS = re.compile(STAR)
_MOBILE_SIGNS, _ID_SIGNS = 11, 18


def half_masked(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand in a text."""
    return [match.span() for match in _STARRED.finditer(text) if tells_too_much(match[0])]


def tells_too_much(number: str) -> bool:
    """Whether a masked number hides fewer digits than it takes.

    A phone hides four; an identity number the date of birth and more than a guess of the rest.
    """
    hidden = hidden_signs(number)
    if len(number) == _MOBILE_SIGNS:
        return 1 <= hidden <= 3 and number[0] == "1"
    if len(number) == _ID_SIGNS:
        return 1 <= hidden <= 5 or (number[6:10].isdigit() and number[6:8] in {"19", "20"})
    return False


def shows_birthday(number: str) -> bool:
    """Whether an identity number, masked elsewhere, shows a date on which somebody was born."""
    if len(number) != _ID_SIGNS or not number[6:14].isdigit():
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born.year >= 1900 and number[:6].isdigit()


def hidden_signs(number: str) -> int:
    """How many of its signs are stars; an x at the end of an identity number is none."""
    return len(_STARS.findall(number[:-1])) + (number[-1] in "*＊×●■○□◯◇")


def remask(number: str) -> str:
    """The same number as it should have been masked."""
    signs = _STARS.sub("*", number[:-1]) + number[-1]
    if len(signs) == _MOBILE_SIGNS:
        return f"{signs[:3]}****{signs[-4:]}"
    return f"{signs[:2]}{'*' * 13}{signs[-3:].upper()}"
