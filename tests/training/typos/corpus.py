"""Training text, with every sentence that any evaluation text holds left out."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from review.folding import fold_characters

_NOT_HAN = re.compile("[^\u3400-\u9fff]")
_ENDS = re.compile("[。！？；\n]")
_SENTENCE = re.compile("[^。！？；]*[。！？；]?")
_SHORTEST = 8
"""Han characters; a shorter stretch is a phrase anybody may write."""


def han(text: str) -> str:
    return _NOT_HAN.sub("", text)


def lines_of(path: Path) -> Iterator[str]:
    """Lines of a text, packed or not, folded as the product reads them."""
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            if plain := line.strip():
                yield fold_characters(plain)


@dataclass
class Corpus:
    """Lines kept, and for the record what was read and what left out."""

    lines: list[str] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    dropped: int = 0

    def add(self, folder: Path, forbidden: set[str]) -> None:
        """All texts of a folder, in the order of their names."""
        for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")]):
            read = 0
            for line in lines_of(path):
                kept = [""]
                for sentence in _SENTENCE.findall(line):
                    if han(sentence) in forbidden:
                        self.dropped += 1
                        kept.append("")
                    else:
                        kept[-1] += sentence
                read += sum(map(len, kept))
                self.lines += filter(None, kept)
            self.sources[path.name.partition(".")[0]] = read


def forbidden_sentences(evaluation: Path) -> set[str]:
    """The Han characters of every sentence that accuracy is measured on."""
    texts: list[str] = []
    for path in sorted(evaluation.glob("csc/*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            texts += [row["text"], row["corrected"]]
    for path in sorted(evaluation.glob("clean/*.txt")):
        texts += path.read_text(encoding="utf-8").splitlines()
    forbidden: set[str] = set()
    for text in texts:
        folded = fold_characters(text)
        for part in (folded, *_ENDS.split(folded)):
            if len(only := han(part)) >= _SHORTEST:
                forbidden.add(only)
    return forbidden
