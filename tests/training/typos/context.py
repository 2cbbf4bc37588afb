"""Trains the network of review/typos/net.py: backpropagation and Adam in numpy, no other library."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from review.typos.alphabet import FIRST_HAN, MARGIN, Ids
from review.typos.net import BUCKETS, PAIRS, REACH, buckets, contexts

Weights = dict[str, NDArray[np.float32]]

_SIGN, _PAIR, _HIDDEN, _OUT = 64, 32, 320, 128
_BATCH = 4096
_LIKE, _ANY = 11, 2
"""Wrong answers a place: so many like the right one, so many from the whole alphabet."""
_RATE, _WARM = 2e-3, 200
_NOISE = 0.025
_CORE_SHARE, _OTHER_SHARE = 0.78, 0.30
_FREQUENT = 2e-3


def trained(
    ids: Ids,
    core: int,
    first: NDArray[np.int64],
    like: Ids,
    seed: int,
    tell: Callable[[str], None],
) -> Weights:
    """One pass over the text. `first` and `like`: signs alike, as in the model."""
    rng = np.random.default_rng(seed)
    size = len(first) - 1
    margin = np.zeros(MARGIN, np.uint16)
    row = np.concatenate([margin, ids, margin])
    seen = np.bincount(row, minlength=size).astype(np.float64)
    many = np.diff(first)
    places = np.flatnonzero((row >= FIRST_HAN) & (many[row] > 0))
    share = np.minimum(1, np.sqrt(_FREQUENT / np.maximum(seen / seen.sum(), 1e-9)))[row[places]]
    share = share * np.where(places < core, _CORE_SHARE, _OTHER_SHARE)
    places = places[rng.random(len(places)) < share]
    rng.shuffle(places)
    usual = seen**0.6
    usual[:FIRST_HAN] = 0
    drawn = np.cumsum(usual) / usual.sum()
    weights = _start(rng, size, seen)
    first_moment = {name: np.zeros_like(array) for name, array in weights.items()}
    second_moment = {name: np.zeros_like(array) for name, array in weights.items()}
    steps = len(places) // _BATCH
    lost: list[float] = []
    for step in range(steps):
        at = places[step * _BATCH : (step + 1) * _BATCH]
        right = row[at].astype(np.int64)
        around = contexts(row, at)
        rows, columns = np.nonzero((rng.random(around.shape) < _NOISE) & (many[around] > 0))
        old = around[rows, columns]
        pick = (many[old] * rng.random(len(old)) ** 2).astype(np.int64)
        around[rows, columns] = like[first[old] + pick]
        pick = (many[right][:, None] * rng.random((len(at), _LIKE)) ** 1.7).astype(np.int64)
        answers = np.concatenate(
            [
                right[:, None],
                like[first[right][:, None] + pick].astype(np.int64),
                np.searchsorted(drawn, rng.random((len(at), _ANY))),
            ],
            axis=1,
        )
        loss, gradient = _gradient(weights, around, answers)
        lost.append(loss)
        rate = _RATE * min(1, (step + 1) / _WARM) * max(0.02, 1 - step / steps)
        for name, slope in gradient.items():
            first_moment[name] += 0.1 * (slope - first_moment[name])
            second_moment[name] += 0.001 * (slope * slope - second_moment[name])
            mean = first_moment[name] / (1 - 0.9 ** (step + 1))
            spread = np.sqrt(second_moment[name] / (1 - 0.999 ** (step + 1)))
            weights[name] -= rate * mean / (spread + 1e-7)
        if step % 250 == 249:
            tell(f"network: {step + 1} of {steps}, loss {np.mean(lost):.4f}")
            lost.clear()
    return weights


def _start(rng: np.random.Generator, size: int, seen: NDArray[np.float64]) -> Weights:
    wide = 2 * REACH * _SIGN + len(PAIRS) * _PAIR
    start = {
        "signs": rng.normal(0, 0.3, (size, _SIGN)),
        "pairs": rng.normal(0, 0.1, (BUCKETS, _PAIR)),
        "hidden": rng.normal(0, np.sqrt(2 / wide), (wide, _HIDDEN)),
        "hidden_bias": np.zeros(_HIDDEN),
        "out": rng.normal(0, np.sqrt(1 / _HIDDEN), (_HIDDEN, _OUT)),
        "out_bias": np.zeros(_OUT),
        "answers": rng.normal(0, 0.1, (size, _OUT)),
        "answer_bias": 0.3 * np.log(seen + 1),
    }
    return {name: np.ascontiguousarray(array, np.float32) for name, array in start.items()}


def _gradient(
    weights: Weights, around: NDArray[np.int64], answers: NDArray[np.int64]
) -> tuple[float, Weights]:
    many = len(around)
    bucket = buckets(around)
    seen = np.concatenate(
        [
            weights["signs"][around].reshape(many, -1),
            weights["pairs"][bucket].reshape(many, -1),
        ],
        axis=1,
    )
    layer = np.maximum(seen @ weights["hidden"] + weights["hidden_bias"], 0)
    called = layer @ weights["out"] + weights["out_bias"]
    vectors = weights["answers"][answers]
    score = np.matmul(vectors, called[:, :, None])[:, :, 0] + weights["answer_bias"][answers]
    score[:, 1:][answers[:, 1:] == answers[:, :1]] = -30
    chance = np.exp(score - score.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    loss = float(-np.log(chance[:, 0] + 1e-9).mean())
    slope = chance
    slope[:, 0] -= 1
    slope /= many
    size = len(weights["answers"])
    to_called = np.matmul(slope[:, None, :], vectors)[:, 0, :]
    to_layer = (to_called @ weights["out"].T) * (layer > 0)
    to_seen = to_layer @ weights["hidden"].T
    cut = around.shape[1] * _SIGN
    return loss, {
        "signs": _gathered(around, to_seen[:, :cut], size),
        "pairs": _gathered(bucket, to_seen[:, cut:], BUCKETS),
        "hidden": seen.T @ to_layer,
        "hidden_bias": to_layer.sum(0),
        "out": layer.T @ to_called,
        "out_bias": to_called.sum(0),
        "answers": _gathered(answers, slope[:, :, None] * called[:, None, :], size),
        "answer_bias": np.bincount(answers.ravel(), weights=slope.ravel(), minlength=size).astype(
            np.float32
        ),
    }


def _gathered(
    index: NDArray[np.int64], slopes: NDArray[np.float32], size: int
) -> NDArray[np.float32]:
    """Slopes added up by row of the table they came from."""
    many = index.size
    pick = sparse.csr_matrix(
        (np.ones(many, np.float32), index.ravel(), np.arange(many + 1)), shape=(many, size)
    )
    total: NDArray[np.float32] = pick.T.tocsr() @ slopes.reshape(many, -1)
    return total


def packed(weights: Weights) -> dict[str, NDArray[Any]]:
    """The three tables in 8 bits with a scale each, the layers in 16."""
    arrays: dict[str, NDArray[Any]] = {}
    scales: list[float] = []
    for name in ("signs", "pairs", "answers"):
        scale = float(np.quantile(np.abs(weights[name]), 0.9995)) / 127
        scales.append(scale)
        levels = np.clip(np.rint(weights[name] / scale), -127, 127)
        arrays[f"net.{name}"] = levels.astype(np.int8)
    for name in ("hidden", "out"):
        arrays[f"net.{name}"] = weights[name].astype(np.float16)
        arrays[f"net.{name}_bias"] = weights[f"{name}_bias"]
    arrays["net.answer_bias"] = weights["answer_bias"]
    arrays["net.scales"] = np.array(scales, np.float32)
    return arrays
