"""How fast texts are judged, beside a plain automaton pass over the same text and literals.

`make bench`, or `python -m tests.bench [FOLDER OF .txt]`. Ratios are the figures to trust: both
sides are measured in turn, in one process, by CPU time, and the median round is reported.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import ahocorasick
import jieba

from review.kinds import words
from review.model import Document, Gate, Severity
from review.pipeline import review
from review.rule import Good, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.ruleset import Ruleset, compile_ruleset
from review.sieve import waits_of
from review.text import Segmenter, Text, fold
from review.wordlist import Entry, Wordlist
from rules import load

DAY = date(2024, 6, 1)
LENGTH = 1600  # characters of a post
POSTS = 300
ROUNDS = 5
TYPOS = {"TXT106"}  # measured apart: it reads with a language model


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


def with_terms(ruleset: Ruleset, segmenter: Segmenter, count: int) -> Ruleset:
    """The same rules and, beside them, a list of so many words of three characters and more."""
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    rare = [line.split()[0] for line in dictionary.splitlines() if int(line.split()[1]) < 20]
    picked = random.Random(7).sample([word for word in rare if len(word) >= 3], count)
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


def in_turn(stages: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median time of each, all measured in turn so that the machine's moods hit all alike."""
    for work in stages.values():
        work()
    taken: dict[str, list[float]] = {stage: [] for stage in stages}
    for _ in range(ROUNDS):
        for stage, work in stages.items():
            taken[stage].append(seconds(work))
    return {stage: statistics.median(rounds) for stage, rounds in taken.items()}


def plain_pass(ruleset: Ruleset, posts: list[str]) -> Callable[[], object]:
    """What everything is measured against: pyahocorasick over the same literals and texts."""
    plain = ahocorasick.Automaton()
    for literal in ruleset.automaton.literals:
        plain.add_word(literal, literal)
    plain.make_automaton()
    folded = [fold(post)[0] for post in posts]
    return lambda: [list(plain.iter(text)) for text in folded]


def stages_of(ruleset: Ruleset, posts: list[str]) -> dict[str, Callable[[], object]]:
    """Each step of a review by itself, over all posts."""
    texts = [Text("body", post, ruleset.segmenter) for post in posts]
    documents = [Document(body=post) for post in posts]
    nothing = ruleset.select(ids=set())
    return {
        "folding": lambda: [Text("body", post, ruleset.segmenter) for post in posts],
        "literals": lambda: [ruleset.automaton.scan(text.folded, text.row) for text in texts],
        "sieve": lambda: [list(ruleset.sieves.through(text)) for text in texts],
        "document digest": lambda: [document.digest for document in documents],
        "review, no rules": lambda: [review(document, nothing, DAY) for document in documents],
    }


def measure(posts: list[str], rulesets: dict[str, Ruleset]) -> None:
    """Whole reviews by each ruleset beside the plain pass over its literals."""
    documents = [Document(body=post) for post in posts]
    first = next(iter(rulesets.values()))
    work = stages_of(first, posts)
    for name, ruleset in rulesets.items():
        work[f"plain pass, {name}"] = plain_pass(ruleset, posts)
        work[name] = lambda ruleset=ruleset: [review(each, ruleset, DAY) for each in documents]
    taken = in_turn(work)
    chars = sum(map(len, posts))
    findings = sum(len(review(document, first, DAY).findings) for document in documents)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"{len(posts)} posts of {LENGTH} characters, {findings / len(posts):.2f} findings a post, "
        f"{len(first.rules)} rules, {len(first.automaton.literals)} literals; load {load}\n"
    )
    for stage, middle in taken.items():
        line = f"  {stage:40} {chars / middle / 1e6:7.2f} Mc/s {middle / len(posts) * 1e6:7.0f} us"
        if stage in rulesets:
            line += f"   x{taken[f'plain pass, {stage}'] / middle:.2f} of the plain pass"
        print(line)


class Watched:
    """A matcher that keeps count of its time."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self.literals, self.always = matcher.literals, matcher.always
        self.waits, self.submitted_waits = waits_of(matcher), waits_of(matcher, submitted=True)
        self.asked, self.took = 0, 0.0

    def find(self, reading: Reading, hits: Hits) -> list[Mark | LetGo]:
        start = time.perf_counter()
        found = list(self._matcher.find(reading, hits))
        self.took += time.perf_counter() - start
        self.asked += 1
        return found


def costly(posts: list[str], ruleset: Ruleset) -> None:
    """The rules that take most, as they are asked one after the other within whole reviews."""
    watched = tuple(map(Watched, ruleset.matchers))
    ruleset = replace(ruleset, matchers=watched)
    for post in posts:
        review(Document(body=post), ruleset, DAY)
    print(f"\n  rules asked of a post: {sum(each.asked for each in watched) / len(posts):.1f}")
    print("  the slowest        us a post   asked")
    most = sorted(zip(ruleset.rules, watched, strict=True), key=lambda each: -each[1].took)
    for rule, each in most[:20]:
        took = each.took / len(posts) * 1e6
        print(f"    {rule.id}             {took:8.1f}   {each.asked / len(posts):.2f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = load(cache_dir=Path(folder))
        posts = corpus(whole, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        plain = whole.select(ids={rule.id for rule in whole.rules} - TYPOS)
        segmenter = Segmenter(Path(folder))
        rulesets = {"all rules": plain}
        if plain is not whole:
            rulesets["and the typo detector"] = whole
        for count in (10_000, 20_000):
            rulesets[f"all rules and {count:,} words"] = with_terms(plain, segmenter, count)
        measure(posts, rulesets)
        costly(posts, whole)


if __name__ == "__main__":
    main()
