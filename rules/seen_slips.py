"""Learns what clean prose does with the phrases of the near-miss rules (issue 4, item 3).

`make near-allow CORPUS=FOLDER` (or `python -m rules.seen_slips FOLDER [FOLDER NOT TO LEARN FROM]`)
runs the matcher over clean prose (.txt, .txt.xz) and over jieba's dictionary, with nothing learned
yet, and writes the list the rules read. What it keeps are statistics: how often a phrase stands
there, in which slots other things stand of their own accord, and near forms that are right. The
same texts and lists give the same file. Sentences of the second folder's texts (.txt, .jsonl) are
left out, so that these can measure. Run it again when the lists of phrases have changed.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import jieba

from review.automaton import Automaton
from review.folding import HAN
from review.likeness import alike
from review.near import SEEN, family_of
from review.near.family import Family, any_with, at_edge, tells
from review.near.slip import Kind, Slip, slip
from review.text import Segmenter, Text
from rules import WORDLISTS, load

_BATCH = 40_000  # characters looked at at once
_SENTENCE = re.compile(r"[。！？；\r\n]")
_NOT_HAN = re.compile(f"[^{HAN}]")
_LEAST = 8  # Chinese characters; a shorter sentence may well be in two texts
_MANY = 4  # different neighbours of a near form that make it right whatever stands beside it
_RARE = 20  # a long phrase this often written right: the once it is not is a slip of the text's
_FEW = 2  # more often than this no slip of a clean text stands in it
_NAMED = 4
_LONG = 6
_OPEN = 3  # forms seen in a slot: with so many, others may be right as well
_HEAD = """\
# 由 `make near-allow CORPUS=…` 生成，请勿手改（rules/seen_slips.py）；固定表述、名称改动后重新生成。
# times：该表述在清洁文稿中出现的次数；closed：清洁文稿在此处另有写法，不据以推断错漏；allow：与之相近而本来正确的写法。
title    = "固定表述的正常近似写法（统计所得）"
keeper   = "办公室（政治关）"
reviewed = {reviewed}
note     = "{note}"

[[group]]
source   = "清洁文稿和词典的统计（{reviewed}）"
verified = true
words = [
"""


def main(arguments: Sequence[str]) -> None:
    """Learn from the folder given first, but nothing that stands in the folder given second."""
    with tempfile.TemporaryDirectory() as folder:
        jieba.setLogLevel("WARNING")
        jieba.dt.tmp_dir = folder
        jieba.initialize()
        ruleset = load(cache_dir=Path(folder), proved=False)
    family = family_of(ruleset.library)
    left_out = sentences_of(Path(arguments[1])) if len(arguments) > 1 else frozenset()
    learner = Learner(family, ruleset.segmenter)
    for path in sorted(Path(arguments[0]).glob("*.txt*")):
        learner.read(_without(_lines(path), left_out))
        sys.stdout.write(f"{path.name} {learner.characters}\n")
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    learner.read((line.split(" ")[0] for line in dictionary.splitlines()), prose=False)
    reviewed = max(listed.reviewed for listed in ruleset.library.values())
    note = (
        f"清洁文稿{learner.characters}字（略去与测评文本相同的句子），jieba词典；"
        f"表述{len(tuple(family.phrases))}条。"
    )
    whole = _HEAD.format(reviewed=reviewed, note=note) + "".join(learner.rows()) + "]\n"
    (WORDLISTS / f"{SEEN}.toml").write_text(whole, encoding="utf-8")


def sentences_of(folder: Path) -> frozenset[str]:
    """The Chinese characters of every longer sentence of the texts in a folder."""
    found: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            lines = path.read_text(encoding="utf-8").splitlines()
        elif path.suffix == ".jsonl":
            rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            lines = [row[key] for row in rows for key in ("text", "corrected") if row.get(key)]
        else:
            continue
        found.update(_NOT_HAN.sub("", each) for line in lines for each in _SENTENCE.split(line))
    return frozenset(each for each in found if len(each) >= _LEAST)


def _lines(path: Path) -> Iterator[str]:
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as file
    ):
        yield from file


def _without(lines: Iterable[str], left_out: frozenset[str]) -> Iterator[str]:
    for line in lines:
        kept = [
            each
            for each in _SENTENCE.split(line)
            if not left_out or _NOT_HAN.sub("", each) not in left_out
        ]
        yield "。".join(kept)


class Learner:
    """Reads clean prose, and tells what it does with a family's phrases."""

    def __init__(self, family: Family, segmenter: Segmenter) -> None:
        self._family = family
        self._segmenter = segmenter
        self._phrases = tuple(family.phrases)
        self._automaton = Automaton([(0, self._phrases)])
        self.characters = 0
        self.times: Counter[str] = Counter()
        self.found: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        """By phrase and what was written instead: the characters before and after."""

    def read(self, lines: Iterable[str], *, prose: bool = True) -> None:
        batch: list[str] = []
        size = 0
        for line in lines:
            batch.append(line.rstrip("\r\n"))
            size += len(line)
            if size > _BATCH:
                self._look("\n".join(batch), prose=prose)
                batch, size = [], 0
        self._look("\n".join(batch), prose=prose)

    def _look(self, batch: str, *, prose: bool) -> None:
        read = Text("body", batch, self._segmenter)
        text = read.folded
        if prose:
            self.characters += len(text)
            self.times.update(
                self._phrases[hit.literal] for hit in self._automaton.scan(text).get(0, ())
            )
        for start, end, phrase, made in self._family.unlearned(read):
            if not prose and _misspelt(text, start, end, phrase, made):
                continue
            around = (text[max(0, start - 1) : start], text[end : end + 1])
            self.found[phrase, text[start:end]][around] += 1

    def rows(self) -> Iterator[str]:
        """The entries of the list, one for each phrase of which there is something to say."""
        written: dict[str, list[tuple[str, Slip]]] = defaultdict(list)
        for phrase, form in sorted(self.found):
            made = slip(form, phrase)
            if made and not self._own_slip(phrase, form, made):
                written[phrase].append((form, made))
        pools = _Pools(written)
        for phrase in sorted(self._phrases):
            closed = pools.closed(phrase)
            allow = sorted(
                {
                    each
                    for form, made in written[phrase]
                    if tells(made, phrase) and made.slot.upper() not in closed
                    for each in self._right(phrase, form)
                }
            )
            parts = [f'word = "{phrase}"']
            if self.times[phrase]:
                parts.append(f"times = {self.times[phrase]}")
            for name, values in (("closed", sorted(closed)), ("allow", allow)):
                if values:
                    parts.append(f"{name} = {json.dumps(values, ensure_ascii=False)}")
            if len(parts) > 1 or len(phrase) >= _LONG:
                yield f"  {{ {', '.join(parts)} }},\n"
        for any_such, beside in sorted(pools.ends.items()):
            yield f'  {{ word = "{any_such}", allow = {json.dumps(sorted(beside), ensure_ascii=False)} }},\n'

    def _own_slip(self, phrase: str, form: str, made: Slip) -> bool:
        """Whether a near form is a slip of the clean text itself.

        Not if its first or last character is part of another word there: 工业和信息化高质量发展.
        """
        around = self.found[phrase, form]
        count = around.total()
        if count > _FEW or self.times[phrase] < _RARE * count or not tells(made, phrase):
            return False
        if not at_edge(made, phrase):
            return len(phrase) >= _NAMED
        words = jieba.dt.FREQ  # every head of a word is in it, at 0
        return len(phrase) >= _LONG and not any(
            words.get(before + form[0], 0) or form[-1] + after in words for before, after in around
        )

    def _right(self, phrase: str, form: str) -> Iterator[str]:
        """A near form as it is right: by itself, or only with what stands before or after it."""
        around = self.found[phrase, form]
        if len(form) == len(phrase) and form[0] == phrase[0] and form[-1] != phrase[-1]:
            beside = {form + after for _, after in around}
        elif len(form) == len(phrase) and form[0] != phrase[0] and form[-1] == phrase[-1]:
            beside = {before + form for before, _ in around}
        else:
            beside = {form}
        many = len(beside) >= _MANY or any(not _beside_han(each, form) for each in beside)
        yield from [form] if many else beside


class _Pools:
    """What the near forms of all phrases together say of each one's slots.

    禹城市, 晋城市 and 丰城市 leave the same rest when their first character is taken away, and
    what clean prose puts before that rest it may put there again.
    """

    def __init__(self, written: Mapping[str, Sequence[tuple[str, Slip]]]) -> None:
        self._own: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._rest: dict[str, set[str]] = defaultdict(set)
        self.ends: dict[str, set[str]] = defaultdict(set)
        for phrase, forms in written.items():
            for form, made in forms:
                told = tells(made, phrase)
                self._own[phrase][made.slot.upper() if told else made.slot].add(form)
                if made.kind is Kind.OTHER:
                    self._rest[_rest(phrase, made.at)].add(form)
                    first = made.at == 0
                    size = len(phrase) + (not first)  # 毫州市 in the dictionary is no 亳州市
                    if told and at_edge(made, phrase) and _NAMED <= size <= _LONG:
                        end = any_with(phrase[made.at], first=first)
                        self.ends[end].add(any_with(form[made.at], first=first))

    def closed(self, phrase: str) -> set[str]:
        """The slots of a phrase in which nothing follows from a difference."""
        found = {
            slot
            for slot, forms in self._own[phrase].items()
            if slot.islower() or len(forms) >= _OPEN
        }
        for at in range(len(phrase)):
            others = self._rest.get(_rest(phrase, at), set()) - {phrase}
            if others:
                found.add(f"{Kind.OTHER}{at}")
            if sum(alike(other[at], phrase[at]) for other in others) >= _OPEN:
                found.add(f"{Kind.OTHER}{at}".upper())
        return found


def _rest(phrase: str, at: int) -> str:
    return f"{phrase[:at]}\0{phrase[at + 1 :]}"


def _misspelt(text: str, start: int, end: int, phrase: str, made: Slip) -> bool:
    """Whether a word of the dictionary is but a phrase spelt wrong: 塞普路斯, 麻粟坡县."""
    whole = text[start - 1 : start] in {"", "\n"} and text[end : end + 1] in {"", "\n"}
    return whole and len(phrase) >= _NAMED and tells(made, phrase)


def _beside_han(each: str, form: str) -> bool:
    beside = each.replace(form, "", 1)
    return bool(beside) and not _NOT_HAN.match(beside)


if __name__ == "__main__":
    main(sys.argv[1:])
