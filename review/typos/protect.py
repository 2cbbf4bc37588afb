"""What is no slip however odd it looks: names, titles of works, listed words, a draft's own terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from review.persons import SURNAMES
from review.text import Text, fold_literal
from review.typos.detector import Slip
from review.wordlist import Library, Wordlist

_SURE: Final = 0.97
"""From here on not even a form that the draft repeats is believed."""
_OFTEN: Final = 3
_LONGEST: Final = 16
_DOTS: Final = "·•・"
_SOUND_FAR: Final = 8
_CLAUSE: Final = 40
_ENDS: Final = "。！？\n"
_OLD: Final = re.compile("[乎矣哉兮焉][，。！？；”]|不亦|[子诗书]曰|[吾汝]")
_NAME_AFTER: Final = re.compile(
    "同志|先生|女士|(?:副?(?:主任|书记|局长|处长|科长|市长|县长|区长|镇长|乡长|校长|院长|部长|所长|站长|队长|厂长|经理|教授|主席|委员))"
    "|摄|报道|文|图|说|表示|介绍|告诉|指出|强调|认为|[（(、，/ ]|$"
)
_NAME_BEFORE: Final = re.compile(
    "(?:主任|书记|局长|处长|科长|市长|县长|区长|镇长|乡长|校长|院长|部长|所长|站长|队长|厂长|经理|教授|主席|委员|记者"
    "|通讯员|作者|编辑|摄影|撰稿|供稿|审核|责编|校对|民警|医生|护士|老师|同学|居民|村民|市民|代表|董事长|法官|检察官"
    "|法定代表人|联系人|姓名|党员|干部|先生|女士|同志|[、，：:（(/ ]|^)$"
)


def protected_words(lists: Iterable[Wordlist]) -> frozenset[str]:
    """Every form that a list names, as it stands in a folded text.

    Right ones are right, and wrong ones are the matter of the list's own rule.
    """
    words: set[str] = set()
    for wordlist in lists:
        words.update(wordlist.allow)
        for entry in wordlist.entries:
            words.update((entry.word,), entry.suggest, entry.allow, entry.wrong)
    return frozenset(fold_literal(word) for word in words if len(word) > 1)


class Protection:
    """Judges slips of one text."""

    def __init__(self, library: Library) -> None:
        self._words = protected_words(library.values())

    def left(self, text: Text, slips: Iterable[Slip]) -> Iterator[Slip]:
        """The slips that nothing speaks for as they stand."""
        for slip in slips:
            if not (
                self._listed(text.folded, slip)
                or text.inside(slip.start, slip.end, "《》")
                or _named(text.folded, slip)
                or _foreign(text.folded, slip)
                or _classical(text.folded, slip)
                or _repeated(text.folded, slip)
            ):
                yield slip

    def _listed(self, folded: str, slip: Slip) -> bool:
        first = max(0, slip.end - _LONGEST)
        last = min(len(folded), slip.start + _LONGEST)
        return any(
            folded[start:end] in self._words
            for start in range(first, slip.start + 1)
            for end in range(max(slip.end, start + 2), min(last, start + _LONGEST) + 1)
        )


def _named(folded: str, slip: Slip) -> bool:
    """Whether it stands where the given name of a person does: 记者张三丰、主任李思（."""
    for surname in (slip.start - 1, slip.start - 2, slip.start):
        if surname < 0 or folded[surname] not in SURNAMES:
            continue
        if surname == slip.start and slip.end - slip.start > 1:
            continue
        if not _NAME_BEFORE.search(folded[max(0, surname - 5) : surname]):
            continue
        for end in (surname + 3, surname + 2):
            if end >= slip.end and _NAME_AFTER.match(folded[end : end + 3] or ""):
                return True
    return False


def _foreign(folded: str, slip: Slip) -> bool:
    """Whether it is part of a foreign name, as the dot in it shows: 亚历山大·杜比诺."""
    for step, at in ((-1, slip.start - 1), (1, slip.end)):
        for far in range(_SOUND_FAR):
            place = at + step * far
            if not 0 <= place < len(folded):
                break
            char = folded[place]
            if char in _DOTS:
                return True
            if not "\u4e00" <= char <= "\u9fff":
                break
    return False


def _classical(folded: str, slip: Slip) -> bool:
    """Whether its sentence is in the old language, as the particles show: 不亦说乎, 子曰."""
    first = max(map(folded.rfind, _ENDS, [0] * len(_ENDS), [slip.start] * len(_ENDS))) + 1
    first = max(first, slip.start - _CLAUSE)
    return bool(_OLD.search(folded, first, slip.end + _CLAUSE))


def _repeated(folded: str, slip: Slip) -> bool:
    """Whether the draft itself writes it this way again and again, and never the other way."""
    if slip.chance >= _SURE:
        return False
    for first, last in ((slip.start - 1, slip.end), (slip.start, slip.end + 1)):
        form = folded[max(first, 0) : last]
        if len(form) <= slip.end - slip.start:
            continue
        meant = (
            folded[max(first, 0) : slip.start] + slip.meant + folded[slip.end : max(last, slip.end)]
        )
        if folded.count(form) >= _OFTEN and meant not in folded:
            return True
    return False
