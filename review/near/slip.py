"""One slip: how a stretch of text departs from a phrase by a single stroke of the pen or key."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from review.likeness import alike

LONG = 10  # characters; so many leave no doubt even where two are wrong


class Kind(StrEnum):
    """What happened at the place; the letter is what the learned list writes."""

    OTHER = "o"  # another character in the place of the right one
    MISSING = "m"
    EXTRA = "x"  # a character too many, before the one at the place
    DOUBLED = "d"
    SWAPPED = "w"
    TWICE = "t"  # two slips of a long phrase


class Slip(NamedTuple):
    """`at`: the place in the phrase. `alike`: the wrong character sounds or looks like the right."""

    kind: Kind
    at: int
    alike: bool = False

    @property
    def slot(self) -> str:
        """Kind and place as the learned list writes them."""
        return f"{self.kind}{self.at}"


@lru_cache(maxsize=4096)  # what people write they write again
def slip(written: str, phrase: str) -> Slip | None:
    """The one slip that makes the text of the phrase, if one does.

    The leftmost place is told where several would do.
    """
    size = len(phrase)
    at = 0
    for one, other in zip(written, phrase, strict=False):
        if one != other:
            break
        at += 1
    if len(written) == size:
        return _wrong(written, phrase, at) if at < size else None
    if len(written) == size - 1 and written[at:] == phrase[at + 1 :]:
        return Slip(Kind.MISSING, at)
    if len(written) == size + 1 and written[at + 1 :] == phrase[at:]:
        doubled = at > 0 and written[at] == phrase[at - 1]
        return Slip(Kind.DOUBLED if doubled else Kind.EXTRA, at)
    return None


def _wrong(written: str, phrase: str, at: int) -> Slip | None:
    """The slip in a text as long as the phrase, `at` being the first place they differ."""
    if written[at + 1 :] == phrase[at + 1 :]:
        return Slip(Kind.OTHER, at, alike(written[at], phrase[at]))
    swapped = written[at : at + 2] == phrase[at : at + 2][::-1]
    if swapped and written[at + 2 :] == phrase[at + 2 :]:
        return Slip(Kind.SWAPPED, at)
    if len(phrase) >= LONG and _two_wrong(written, phrase):
        return Slip(Kind.TWICE, at)
    return None


def _two_wrong(written: str, phrase: str) -> bool:
    """Whether two characters inside a phrase were written as others that sound or look alike."""
    wrong = [
        at for at, (one, other) in enumerate(zip(written, phrase, strict=True)) if one != other
    ]
    return len(wrong) == 2 and all(alike(written[at], phrase[at]) for at in wrong)


def twice(text: str, start: int, phrase: str) -> int | None:
    """Where a stretch from `start` ends that is the phrase with two characters written as others
    that sound or look alike.
    """
    end = start + len(phrase)
    if start < 0 or end > len(text):
        return None
    wrong = 0
    for one, other in zip(text[start:end], phrase, strict=True):
        if one != other:
            if wrong == 2 or not alike(one, other):
                return None
            wrong += 1
    return end if wrong == 2 else None


def ends(text: str, start: int, phrase: str, kept: int) -> list[int]:
    """Where a stretch ends that begins at `start` and is one slip from the phrase.

    `kept`: how many of the phrase's characters are known to stand there unharmed.
    """
    size = len(phrase)
    if text.startswith(phrase, start):  # its last character may stand there twice
        return [start + size + 1] if text.startswith(phrase[-1], start + size) else []
    at = kept
    stop = min(size, len(text) - start)
    while at < stop and text[start + at] == phrase[at]:
        at += 1
    here = start + at
    found = []
    rest = phrase[at + 1 :]
    wrong = here < len(text) and text.startswith(rest, here + 1)
    if wrong or (rest and text.startswith(rest[0] + phrase[at] + rest[1:], here)):
        found.append(start + size)
    if text.startswith(rest, here):
        found.append(start + size - 1)
    if text.startswith(phrase[at:], here + 1):
        found.append(start + size + 1)
    return found


def starts(text: str, end: int, phrase: str, kept: int) -> list[int]:
    """Where a stretch begins that ends at `end` and is one slip from the phrase."""
    size = len(phrase)
    if end >= size and text.startswith(phrase, end - size):
        return [end - size - 1] if text.endswith(phrase[0], 0, end - size) else []
    at = kept
    stop = min(size, end)
    while at < stop and text[end - at - 1] == phrase[size - at - 1]:
        at += 1
    here = end - at  # the character before it is the first that differs
    found = []
    rest = phrase[: size - at - 1]
    right = phrase[size - at - 1]
    wrong = here > 0 and text.endswith(rest, 0, here - 1)
    if wrong or (rest and text.endswith(rest[:-1] + right + rest[-1], 0, here)):
        found.append(end - size)
    if text.endswith(rest, 0, here):
        found.append(end - size + 1)
    if here > 0 and text.endswith(rest + right, 0, here - 1):
        found.append(end - size - 1)
    return [start for start in found if start >= 0]
