"""What the ranker learns from: corrected sentences, clean prose, and clean prose with slips put in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from review.folding import fold_characters
from review.typos.alphabet import FIRST_HAN, MARGIN, Ids
from review.typos.candidates import (
    NEAR_SOUND,
    OTHER_TONE,
    SAME_SOUND,
    SHAPE,
    SLIP_OF_SOUND,
    Confusions,
)
from review.typos.soundpairs import SoundPairs
from tests.training.typos.corpus import han
from tests.training.typos.counts import Alphabet

FOLDS = 4
REAL = ("ecspell_odw", "ecspell_law", "ecspell_med", "textproof", "cscd_ns", "gen_xxqg")
CLEAN = ("govdoc", "laws", "cctv", "pd98")
_DRAWN_BY_MACHINE = "gen_xxqg"
_WEIGHT_REAL, _WEIGHT_MACHINE, _WEIGHT_PUT_IN, _WEIGHT_CLEAN = 2.0, 0.2, 0.7, 1.5
_KINDS = (SAME_SOUND, OTHER_TONE, NEAR_SOUND, SLIP_OF_SOUND, SHAPE)
_KIND_SHARES = (0.42, 0.32, 0.06, 0.06, 0.14)
_SHARE_OF_LINES = 0.6
_FAR_APART = 3


@dataclass(frozen=True)
class Examples:
    """Lines, and for each the right characters by place. `fold`: which part of the data it is in."""

    name: str
    lines: list[str]
    truth: list[dict[int, str]]
    fold: NDArray[np.int64]
    weight: float


def fold_of(text: str) -> int:
    return int(hashlib.md5(han(text).encode(), usedforsecurity=False).hexdigest()[1], 16) % FOLDS


def corrected(evaluation: Path, name: str) -> Examples:
    """One set of corrected sentences; only slips of one character for another are learned."""
    text = (evaluation / "csc" / f"{name}.jsonl").read_text(encoding="utf-8")
    rows = list(map(json.loads, text.splitlines()))
    return Examples(
        name,
        [fold_characters(row["text"]) for row in rows],
        [
            {
                slip["pos"]: fold_characters(slip["right"])
                for slip in row["errors"]
                if len(slip["wrong"]) == len(slip["right"]) == 1
            }
            for row in rows
        ],
        np.array([fold_of(row["corrected"]) for row in rows]),
        _WEIGHT_MACHINE if name == _DRAWN_BY_MACHINE else _WEIGHT_REAL,
    )


def clean(evaluation: Path, name: str) -> Examples:
    text = (evaluation / "clean" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [fold_characters(line) for line in text.split("\n")]
    folds = np.array(list(map(fold_of, lines)))
    return Examples(f"clean {name}", lines, [{} for _ in lines], folds, _WEIGHT_CLEAN)


@dataclass(frozen=True)
class SlipMaker:
    """Puts slips into clean lines, alike as the model knows it."""

    alphabet: Alphabet
    alike: Confusions
    pairs: SoundPairs
    seen: NDArray[np.float32]
    rng: np.random.Generator

    def into(self, examples: Examples, every: int) -> Examples:
        """Every so many lines, with a slip or two in most."""
        lines: list[str] = []
        truths: list[dict[int, str]] = []
        for line in examples.lines[::every]:
            changed, truth = self._line(line)
            lines.append(changed)
            truths.append(truth)
        return Examples(
            f"slips in {examples.name}", lines, truths, examples.fold[::every], _WEIGHT_PUT_IN
        )

    def _line(self, line: str) -> tuple[str, dict[int, str]]:
        ids = self.alphabet.of(line) if line else np.zeros(0, np.uint16)
        places = np.flatnonzero(ids >= FIRST_HAN)
        truth: dict[int, str] = {}
        if len(places) < 6 or self.rng.random() > _SHARE_OF_LINES:
            return line, truth
        chars = list(line)
        for _ in range(1 if self.rng.random() < 0.8 else 2):
            at = int(self.rng.choice(places))
            if any(abs(at - other) < _FAR_APART for other in truth):
                continue
            for place, char in enumerate(self._slip(ids, at), at):
                truth[place] = line[place]
                chars[place] = char
        return "".join(chars), truth

    def _slip(self, ids: Ids, at: int) -> str:
        """What is written from a place on instead of what should be; nothing if none is known."""
        draw = self.rng.random()
        if draw < 0.13 and at + 1 < len(ids) and min(ids[at], ids[at + 1]) >= FIRST_HAN:
            if draw < 0.10:
                return self._word(ids[at : at + 2])
            turned = ids[at : at + 2][::-1]
            return "" if ids[at] == ids[at + 1] else self._text(turned)
        first, last = self.alike.first[ids[at]], self.alike.first[int(ids[at]) + 1]
        kind = self.rng.choice(_KINDS, p=_KIND_SHARES)
        same = self.alike.kind[first:last] == kind
        if kind == SHAPE:
            same |= self.alike.shape[first:last] > 55
        signs = self.alike.sign[first:last][same]
        if not len(signs):
            return ""
        share = np.sqrt(self.seen[signs])
        return self._text(self.rng.choice(signs, 1, p=share / share.sum()))

    def _word(self, written: Ids) -> str:
        margin = np.zeros(MARGIN, np.uint16)
        owner, words = self.pairs.like(
            np.concatenate([margin, written, margin]), np.array([MARGIN])
        )
        if not len(owner):
            return ""
        return self._text(words[min(self.rng.integers(len(owner), size=2))])

    def _text(self, signs: Sequence[int] | Ids) -> str:
        return "".join(chr(int(self.alphabet.chars[sign - FIRST_HAN])) for sign in signs)


def habits(
    sets: Sequence[Examples], alphabet: Alphabet
) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Pairs of written and meant signs, and how often each was seen, by fold."""
    seen: Counter[tuple[int, int]] = Counter()
    for examples in sets:
        if examples.name == _DRAWN_BY_MACHINE:
            continue
        for line, truth, fold in zip(examples.lines, examples.truth, examples.fold, strict=True):
            for at, right in truth.items():
                written, meant = alphabet.number(line[at]), alphabet.number(right)
                if min(written, meant) >= FIRST_HAN and written != meant:
                    seen[written << 16 | meant, int(fold)] += 1
    pairs = np.array(sorted({pair for pair, _ in seen}), np.uint32)
    counts = np.array(
        [[seen[int(pair), fold] for fold in range(FOLDS)] for pair in pairs], np.float32
    )
    return pairs, counts
