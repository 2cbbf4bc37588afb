"""The kind of rule that looks for slips of the keyboard and the pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from review.model import Severity
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import Text
from review.typos.candidates import (
    CALLED_FOR,
    NEAR_SOUND,
    OTHER_TONE,
    SAME_SOUND,
    SHAPE,
    SLIP_OF_SOUND,
    SOUND_OF_WORD,
    SWAP,
)
from review.typos.density import judged
from review.typos.detector import Slip, slips
from review.typos.model import shipped
from review.typos.protect import Protection
from review.wordlist import Library

LIKELY: Final = 0.75
POSSIBLE: Final = 0.33
_REASONS: Final = {
    SAME_SOUND: "同音",
    OTHER_TONE: "音近",
    NEAR_SOUND: "音近",
    SLIP_OF_SOUND: "拼音误击",
    SHAPE: "形近",
    SOUND_OF_WORD: "同音词",
    SWAP: "前后颠倒",
    CALLED_FOR: "不合通常搭配",
}
_TOO_DENSE: Final = "这一段疑点过密，或为古文、方言、名录、识别乱码，未作错别字判断，请人工通读。"


def typos(*lists: str) -> Check:
    """Likely slips with the correction; words of the lists, and of every other, are left alone."""
    return _Typos(lists)


@dataclass(frozen=True, slots=True)
class _Typos:
    lists: tuple[str, ...]

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _TyposMatcher(library)


class _TyposMatcher:
    literals: Sequence[str] = ()
    always = True

    def __init__(self, library: Library) -> None:
        self._library = library
        self._protection: Protection | None = None

    def find(self, reading: Reading, hits: Hits) -> Iterable[Mark | LetGo]:
        del hits
        if self._protection is None:
            self._protection = Protection(self._library)
        model = shipped()
        for text in reading.texts:
            found, dense = judged(text, slips(model, text.folded, POSSIBLE))
            for start, end in dense:
                yield Mark(span=text.span(start, end), message=_TOO_DENSE, severity=Severity.HINT)
            yield from _marks(text, self._protection.left(text, found))


def _marks(text: Text, found: Iterable[Slip]) -> Iterator[Mark]:
    for slip in found:
        likely = slip.chance >= LIKELY
        written = text.folded[slip.start : slip.end]
        yield Mark(
            span=text.span(slip.start, slip.end),
            suggestions=(slip.meant,),
            message=f"{'很可能' if likely else '可能'}是错别字（{_REASONS[slip.kind]}：{written}→{slip.meant}），请核对。",
            severity=None if likely else Severity.HINT,
        )
