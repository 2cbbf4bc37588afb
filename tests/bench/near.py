"""How fast near misses are looked for, and in how many phrases: `python -m tests.bench.near [FOLDER]`.

The matcher alone, by CPU time, over posts of clean prose (without a folder: the rules' own clean
examples), with the product's phrases and with twice as many words of a dictionary beside them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import jieba

from review.near import family_of
from review.near.family import Family
from review.ruleset import Ruleset
from review.text import Text
from rules import load
from tests.bench.__main__ import LENGTH, ROUNDS, corpus, seconds


def measure(name: str, family: Family, posts: list[str], ruleset: Ruleset) -> None:
    texts = [Text("body", post, ruleset.segmenter) for post in posts]
    for text in texts:
        family.slips(text)
    taken = min(seconds(lambda: [family.slips(text) for text in texts]) for _ in range(ROUNDS))
    chars = sum(map(len, posts))
    print(
        f"{name}: {len(tuple(family.phrases))} phrases, {chars / taken / 1e6:.2f} Mc/s, "
        f"{taken / len(posts) * 1e6:.0f} us a post of {LENGTH} characters"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ruleset = load(cache_dir=Path(folder), proved=False)
        posts = corpus(ruleset, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        own = family_of(ruleset.library)
        measure("the product's phrases", own, posts, ruleset)
        dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
        words = [line.split()[0] for line in dictionary.splitlines()]
        long = [word for word in words if len(word) >= 5][: 2 * len(tuple(own.phrases))]
        more = Family({})
        more.add((*own.phrases, *long), words)
        measure("and the dictionary's", more, posts, ruleset)


if __name__ == "__main__":
    main()
