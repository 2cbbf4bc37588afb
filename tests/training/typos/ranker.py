"""Fits where to look and how to rank, and says by cross-validation what that reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from review.typos import detector
from review.typos.alphabet import MARGIN, RARE, row_of
from review.typos.features import Edits, Habits
from review.typos.look import troubles
from review.typos.model import Model
from tests.training.typos.counts import Alphabet
from tests.training.typos.examples import FOLDS, Examples

Arrays = dict[str, NDArray[Any]]

TREES = {1: 420, 2: 160}
FIRST_TREES = 24
_PARAMETERS = {
    "objective": "binary",
    "num_leaves": 31,
    "max_depth": 9,
    "learning_rate": 0.06,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 3,
}
_EASY_KEPT = 0.2
_WORTH_RANKING = -1.0
"""Log-odds; hardly any row that ends above this may be given up after the first trees."""
_SAMPLE = 120_000


@dataclass(frozen=True)
class Rows:
    """Features of edits of one length, whether each is right, and where it stands."""

    values: NDArray[np.float32]
    right: NDArray[np.bool_]
    line: NDArray[np.int64]
    place: NDArray[np.int64]
    edits: Edits


def look(
    model: Model, real: list[Examples], prose: list[Examples]
) -> tuple[NDArray[np.float32], float]:
    """Weights that tell slips from clean prose at a glance."""
    slips: list[NDArray[np.float32]] = []
    others: list[NDArray[np.float32]] = []
    for examples in (*real, *prose):
        text = "\n".join(examples.lines)
        text = text if any(examples.truth) else text[:_SAMPLE]
        row = row_of(text, model.signs)
        signs = troubles(model.reader.language.sweep(row.ids), model.mistaken).T
        inner = slice(MARGIN, -MARGIN)
        wrong = np.isin(row.places[inner], _wrong_places(examples)) & (row.ids[inner] >= RARE)
        if any(examples.truth):
            slips.append(signs[wrong])
        else:
            others.append(signs[row.ids[inner] >= RARE])
    rows = np.concatenate([*slips, *others]).astype(np.float64)
    is_slip = np.arange(len(rows)) < sum(map(len, slips))
    mean, spread = rows.mean(0), rows.std(0)
    fitted = LogisticRegression(max_iter=400, class_weight="balanced").fit(
        (rows - mean) / spread, is_slip
    )
    weights = fitted.coef_[0] / spread
    return weights.astype(np.float32), float(fitted.intercept_[0] - weights @ mean)


def _wrong_places(examples: Examples) -> list[int]:
    places: list[int] = []
    start = 0
    for line, truth in zip(examples.lines, examples.truth, strict=True):
        places += [start + at for at in truth]
        start += len(line) + 1
    return places


def rows_of(
    model: Model, examples: Examples, alphabet: Alphabet, by_fold: NDArray[np.float32]
) -> dict[int, Rows]:
    """What the detector would rank in the examples, by length of edit.

    `by_fold`: how often each habit was seen, by fold; an example may not know its own.
    """
    row = row_of("\n".join(examples.lines), model.signs)
    around = detector.surroundings(model, row.ids)
    starts = np.cumsum([0, *(len(line) + 1 for line in examples.lines)])
    meant = {
        int(starts[number] + at): alphabet.number(char)
        for number, truth in enumerate(examples.truth)
        for at, char in truth.items()
    }
    places = detector.opened(around)
    found: dict[int, Rows] = {}
    for length, propose in ((1, detector.singles), (2, detector.doubles)):
        edits, values = detector.ranked_rows(model, around, propose, places)
        at = row.places[edits.places]
        right = np.array(
            [
                all(meant.get(int(first) + by, -1) == sign for by, sign in enumerate(signs))
                for first, signs in zip(at, edits.signs.tolist(), strict=True)
            ],
            bool,
        )
        line = np.searchsorted(starts, at, side="right") - 1
        standing = [row.ids[edits.places + by] for by in range(length)]
        new = [edits.signs[:, by] for by in range(length)]
        total = by_fold.sum(1)
        for fold in range(FOLDS):
            own = examples.fold[line] == fold
            known = Habits(model.reader.habits.pairs, total - by_fold[:, fold])
            for column, (one, other) in ((-2, (standing, new)), (-1, (new, standing))):
                seen = sum(known.of(a[own], b[own]) for a, b in zip(one, other, strict=True))
                values[own, column] = np.log1p(seen)
        found[length] = Rows(values, right, line, at - starts[line], edits)
    return found


def forest(parts: list[tuple[Examples, Rows]], length: int, folds: set[int]) -> lightgbm.Booster:
    """Trees learned from the examples of some folds."""
    rng = np.random.default_rng(length)
    values: list[NDArray[np.float32]] = []
    right: list[NDArray[np.bool_]] = []
    weight: list[NDArray[np.float64]] = []
    for examples, rows in parts:
        hard = rows.right | (rows.values[:, 0] > 0)
        kept = np.isin(examples.fold[rows.line], list(folds))
        kept &= hard | (rng.random(len(hard)) < _EASY_KEPT)
        values.append(rows.values[kept])
        right.append(rows.right[kept])
        weight.append(np.where(hard[kept], 1, 1 / _EASY_KEPT) * examples.weight)
    data = lightgbm.Dataset(
        np.concatenate(values), np.concatenate(right), weight=np.concatenate(weight)
    )
    return lightgbm.train(_PARAMETERS, data, TREES[length])


def floor_of(booster: lightgbm.Booster, parts: list[tuple[Examples, Rows]]) -> float:
    """What a row must reach with the first trees to be worth the rest."""
    values = np.concatenate([rows.values for _, rows in parts])
    final = booster.predict(values, raw_score=True)
    early = booster.predict(values, raw_score=True, num_iteration=FIRST_TREES)
    return float(np.quantile(early[final > _WORTH_RANKING], 0.002))


def arrays_of(booster: lightgbm.Booster, name: str) -> tuple[Arrays, int]:
    """A booster as the arrays review/typos/forest.py reads, and the depth of its deepest tree."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    deepest = 0

    def add(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        at = len(feature)
        deepest = max(deepest, depth)
        feature.append(node.get("split_feature", 0))
        threshold.append(node.get("threshold", 0.0))
        value.append(node.get("leaf_value", 0.0))
        left.append(at)
        right.append(at)
        if "left_child" in node:
            left[at] = add(node["left_child"], depth + 1)
            right[at] = add(node["right_child"], depth + 1)
        return at

    roots = [add(tree["tree_structure"], 0) for tree in booster.dump_model()["tree_info"]]
    exact = np.array(threshold)
    rounded = exact.astype(np.float32)
    # a float32 is at most the exact threshold if it is at most the largest float32 not above it
    above = rounded > exact
    rounded[above] = np.nextafter(rounded[above], np.float32(-np.inf))
    return {
        f"{name}.feature": np.array(feature, np.int16),
        f"{name}.threshold": rounded,
        f"{name}.left": np.array(left, np.int32),
        f"{name}.right": np.array(right, np.int32),
        f"{name}.value": np.array(value, np.float32),
        f"{name}.roots": np.array(roots, np.int32),
    }, deepest
