"""Which characters look alike, from Unihan (Unicode licence) and from how a font draws them."""

from __future__ import annotations

import bz2
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_FIELDS = {"kCangjie", "kFourCornerCode", "kPhonetic", "kTotalStrokes"}
_FILES = ("DictionaryLikeData", "IRGSources")
_CANVAS = 36
_BY_CODE, _BY_LOOK = 20, 24
_LEAST_BY_CODE, _LEAST_BY_LOOK = 0.45, 0.33

Rows = NDArray[np.float32]


def alike(chars: str, usual: NDArray[np.bool_], unihan: Path, font: Path) -> list[dict[int, float]]:
    """For each character, the numbers of those that look like it, with a likeness up to 1.

    `usual`: which characters are met often enough to be proposed.
    """
    codes = _Codes(chars, unihan)
    drawn = _drawn(chars, font)
    whole = _cosines(drawn)
    half = np.maximum.reduce(
        [_cosines(drawn[:, :, 15:]), _cosines(drawn[:, :, :18]), _cosines(drawn[:, 14:, :])]
    )
    found: list[dict[int, float]] = []
    for here in range(len(chars)):
        look = 0.75 * np.clip(whole[here], 0, 1) + 0.18 * half[here]
        by_code = codes.near(here)
        score = look + 0.12 * codes.contained(here)
        score[~usual] = -1
        score[here] = -1
        order = np.argsort(-score, kind="stable")[:_BY_LOOK]
        near = {int(other): 0.0 for other in order if score[other] > _LEAST_BY_LOOK}
        near |= by_code
        found.append({other: max(0.9 * code, float(look[other])) for other, code in near.items()})
    return found


class _Codes:
    """Likeness by the codes that input methods and dictionaries give to shapes."""

    def __init__(self, chars: str, unihan: Path) -> None:
        known: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for name in _FILES:
            with bz2.open(unihan / f"Unihan_{name}.txt.bz2", "rt", encoding="utf-8") as file:
                for line in file:
                    if not line.startswith("U+"):
                        continue
                    code, key, value = line.rstrip("\n").split("\t")
                    if key in _FIELDS:
                        known[int(code.removeprefix("U+"), 16)][key] = value
        facts = [known[ord(char)] for char in chars]
        self._cangjie = [each.get("kCangjie", "") for each in facts]
        self._phonetic = [
            {one.rstrip("*ABCDx") for one in each.get("kPhonetic", "").split()} for each in facts
        ]
        self._strokes = [int(each.get("kTotalStrokes", "0").split()[0]) for each in facts]
        corners = [each.get("kFourCornerCode", "").split(" ")[0][:4] for each in facts]
        self._corners = np.array(
            [[int(digit) for digit in code] if len(code) == 4 else [-1] * 4 for code in corners]
        )
        self._bags = np.zeros((len(chars), 26), np.float32)
        for row, code in enumerate(self._cangjie):
            for letter in code:
                self._bags[row, ord(letter) - ord("A")] += 1
        self._lengths = self._bags.sum(1)

    def near(self, here: int) -> dict[int, float]:
        shared = np.minimum(self._bags, self._bags[here]).sum(1)
        part = shared / np.maximum(np.maximum(self._lengths, self._lengths[here]), 1)
        corners = (self._corners == self._corners[here]).mean(1) * (self._corners[here, 0] >= 0)
        scored: list[tuple[float, int]] = []
        for other in map(int, np.flatnonzero((part >= 0.5) | (corners >= 0.75))):
            if other == here:
                continue
            mine, theirs = self._cangjie[here], self._cangjie[other]
            score = 0.55 * _common(mine, theirs) / max(len(mine), len(theirs), 1)
            score += 0.25 * float(corners[other])
            score += 0.2 if self._phonetic[here] & self._phonetic[other] else 0
            score -= 0.02 * abs(self._strokes[here] - self._strokes[other])
            if score >= _LEAST_BY_CODE:
                scored.append((score, other))
        scored.sort(reverse=True)
        return {other: score for score, other in scored[:_BY_CODE]}

    def contained(self, here: int) -> Rows:
        """Which characters are a part of this one or the other way round, as far as codes tell."""
        mine = self._cangjie[here]
        return np.array(
            [
                float(
                    min(len(mine), len(code)) > 1
                    and (
                        code.startswith(mine)
                        or code.endswith(mine)
                        or mine.startswith(code)
                        or mine.endswith(code)
                    )
                )
                for code in self._cangjie
            ],
            np.float32,
        )


def _common(one: str, other: str) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for letter in one:
        before = 0
        for at, theirs in enumerate(other, 1):
            above = row[at]
            row[at] = before + 1 if letter == theirs else max(row[at], row[at - 1])
            before = above
    return row[-1]


def _drawn(chars: str, font: Path) -> Rows:
    face = ImageFont.truetype(str(font), 32, index=2)
    pictures = np.zeros((len(chars), _CANVAS, _CANVAS), np.float32)
    for row, char in enumerate(chars):
        image = Image.new("L", (_CANVAS, _CANVAS), 0)
        ImageDraw.Draw(image).text((2, -5), char, font=face, fill=255)
        pictures[row] = np.asarray(image.filter(ImageFilter.GaussianBlur(1.2)), np.float32)
    return pictures


def _cosines(pictures: Rows) -> Rows:
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(1, keepdims=True)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6
    cosines: Rows = flat @ flat.T
    return cosines
