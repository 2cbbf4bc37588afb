"""How fast texts are judged, beside a plain automaton pass over the same text and literals.

`make bench`, or `python -m tests.bench [FOLDER OF .txt]`. Ratios are the figures to trust: both
sides are measured in turn, in one process, by CPU time, and the median round is reported.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import ahocorasick
import jieba

from review.kinds import words
from review.model import Document, Gate, Severity
from review.pipeline import review
from review.rule import Good, Rule
from review.ruleset import Ruleset, compile_ruleset
from review.text import Segmenter, Text, fold
from review.wordlist import Entry, Wordlist
from rules import load

DAY = date(2024, 6, 1)
LENGTH = 1600  # characters of a post
POSTS = 300
ROUNDS = 5
TERMS = 20_000


def corpus(ruleset: Ruleset, folder: Path | None) -> list[str]:
    """Posts of clean official prose; without a folder, of the rules' own clean examples."""
    if folder:
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
        lines = text.splitlines()
        random.Random(7).shuffle(lines)
        text = "\n".join(lines)
    else:
        goods = [
            each.text if isinstance(each, Good) else each
            for rule in ruleset.rules
            for each in rule.good
        ]
        random.Random(7).shuffle(goods)
        text = "\n".join(goods * (POSTS * LENGTH // max(1, sum(map(len, goods))) + 1))
    return [text[at : at + LENGTH] for at in range(0, min(len(text), POSTS * LENGTH), LENGTH)]


def with_terms(ruleset: Ruleset, segmenter: Segmenter) -> Ruleset:
    """The real rules and, beside them, a list of 20,000 words of three characters and more."""
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    rare = [line.split()[0] for line in dictionary.splitlines() if int(line.split()[1]) < 20]
    picked = random.Random(7).sample([word for word in rare if len(word) >= 3], TERMS)
    entries = tuple(Entry(word=word, source="jieba", verified=True) for word in picked)
    terms = Wordlist(name="text/terms", title="词", keeper="-", reviewed=DAY, entries=entries)
    rule = Rule(
        id="TXT999", name="词", gate=Gate.TEXT, severity=Severity.HINT, basis=(), message="词。",
        check=words("text/terms"), bad=(), good=(),
    )  # fmt: skip
    library = dict(ruleset.library) | {terms.name: terms}
    return compile_ruleset((*ruleset.rules, rule), library, segmenter, version="0", sources={})


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(name: str, posts: list[str], ruleset: Ruleset) -> None:
    plain = ahocorasick.Automaton()
    for literal in ruleset.automaton.literals:
        plain.add_word(literal, literal)
    plain.make_automaton()
    folded = [fold(post)[0] for post in posts]
    documents = [Document(body=post) for post in posts]
    stages: dict[str, Callable[[], object]] = {
        "plain automaton pass": lambda: [list(plain.iter(text)) for text in folded],
        "folding": lambda: [Text("body", post, ruleset.segmenter) for post in posts],
        "our automaton": lambda: [ruleset.automaton.scan(text) for text in folded],
        "document digest": lambda: [document.digest for document in documents],
        "whole review": lambda: [review(document, ruleset, DAY) for document in documents],
    }
    for work in stages.values():
        work()
    taken: dict[str, list[float]] = {stage: [] for stage in stages}
    for _ in range(ROUNDS):
        for stage, work in stages.items():
            taken[stage].append(seconds(work))
    chars = sum(map(len, posts))
    base = statistics.median(taken["plain automaton pass"])
    findings = sum(len(review(document, ruleset, DAY).findings) for document in documents)
    print(
        f"\n{name}: {len(ruleset.rules)} rules, {len(ruleset.automaton.literals)} literals, "
        f"{len(posts)} posts of {LENGTH} characters, {findings / len(posts):.2f} findings a post"
    )
    for stage, rounds in taken.items():
        middle = statistics.median(rounds)
        print(
            f"  {stage:22} {chars / middle / 1e6:7.2f} Mc/s  {middle / len(posts) * 1e6:8.0f} us a post"
            f"  x{base / middle:.2f} of the plain pass"
        )


def costly(posts: list[str], ruleset: Ruleset) -> None:
    """The rules that take most, each measured alone with the shared work taken off."""
    documents = [Document(body=post) for post in posts[:100]]
    nothing = ruleset.select(ids=set())
    base = min(
        seconds(lambda: [review(each, nothing, DAY) for each in documents]) for _ in range(3)
    )
    alone = {}
    for rule in ruleset.rules:
        only = ruleset.select(ids={rule.id})
        took = min(
            seconds(lambda only=only: [review(each, only, DAY) for each in documents])
            for _ in range(2)
        )
        alone[rule.id] = (took - base) / len(documents) * 1e6
    print("\n  costliest rules, us a post alone:")
    for rule_id, cost in sorted(alone.items(), key=lambda item: -item[1])[:12]:
        print(f"    {rule_id}  {cost:6.0f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ruleset = load(cache_dir=Path(folder))
        posts = corpus(ruleset, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        measure("the product's rules", posts, ruleset)
        costly(posts, ruleset)
        measure("with 20,000 terms more", posts, with_terms(ruleset, Segmenter(Path(folder))))


if __name__ == "__main__":
    main()
