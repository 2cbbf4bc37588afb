"""Where Chinese words begin and end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba

_LONGEST_WORD = 20  # characters; the dictionary's own longest has 16
_FARTHEST = 500  # characters from where a seam is wanted


class Segmenter:
    """Word edges by jieba, from a dictionary and a cache folder of our own.

    jieba's shared instance reads a cache from the system's temporary folder with no check of
    whose file it is, and a planted file silently changes every cut; hence `cache_dir`.
    """

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir
        self._tokenizer: jieba.Tokenizer | None = None

    def edges(self, block: str) -> list[int]:
        """Offsets of all word edges in a block of text, 0 and its length included."""
        edges = [0]
        for word in self._ready().cut(block, HMM=False):
            edges.append(edges[-1] + len(word))
        return edges

    def seam(self, text: str, near: int, limit: int) -> int:
        """A place from `near` on towards `limit` that no word lies across, so that what is on
        either side of it is cut without the other. The place farthest looked at if there is none.
        """
        way = 1 if limit > near else -1
        at = near
        for _ in range(_FARTHEST):
            if (limit - at) * way <= 0:
                return limit
            if self._parts(text, at):
                break
            at += way
        return at

    def _parts(self, text: str, at: int) -> bool:
        if text[at - 1].isascii() and text[at].isascii():
            return False  # Latin letters and digits go together, listed or not
        words = self._ready().FREQ
        for start in range(max(0, at - _LONGEST_WORD), at):
            end = start + 1
            while end <= len(text) and (known := words.get(text[start:end])) is not None:
                if known and end > at:
                    return False
                end += 1
        return True

    def _ready(self) -> jieba.Tokenizer:
        if self._tokenizer is None:
            self._tokenizer = self._load()
        return self._tokenizer

    def _load(self) -> jieba.Tokenizer:
        import jieba  # noqa: PLC0415  # 0.6 s that a text without doubtful words need not wait for

        jieba.setLogLevel("WARNING")
        self._cache_dir.mkdir(parents=True, exist_ok=True)
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = str(self._cache_dir)
        tokenizer.initialize()
        return tokenizer
