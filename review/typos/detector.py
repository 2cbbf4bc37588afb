"""From a text to its likely slips: look over all of it, then closely at little of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import EDGE, FIRST_HAN, MARGIN, RARE, Ids, row_of
from review.typos.candidates import SOUND_OF_WORD, SWAP, best
from review.typos.features import Edits, Surroundings, answers_of, features, gains
from review.typos.forest import chance
from review.typos.language import Floats
from review.typos.look import troubles
from review.typos.model import Model

LOOK: Final = -0.2
"""A place that looks less odd than this at a glance is not opened."""
_LEAST_GAIN: Final = (-2.5, 0.0)
_LEAST_OF_BOTH: Final = (-0.5, 1.0)
_NET_WEIGHT: Final = np.float32(0.7)
_RIVALS: Final = (4, 3)
_AT_ONCE: Final = 4096
_SURE_ENOUGH: Final = 0.5
"""A slip found with this probability is put right before its sentence is read again."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Offsets of the text read; what was probably meant; what kind of change that is."""

    start: int
    end: int
    meant: str
    chance: float
    kind: int


@dataclass(frozen=True, slots=True)
class Found:
    """Slips by place of a row, best first where they overlap."""

    places: NDArray[np.int64]
    length: NDArray[np.int64]
    signs: list[tuple[int, ...]]
    chance: NDArray[np.float64]
    kind: NDArray[np.uint8]


def slips(model: Model, text: str, least: float) -> list[Slip]:
    """The slips of a text at least so probable, in order, none overlapping."""
    row = row_of(text, model.signs)
    found = _chosen(look(model, row.ids, least))
    found += _again(model, row.ids, found, least)
    found = _without_overlaps(found)
    return [
        Slip(
            int(row.places[place]),
            int(row.places[place + len(signs) - 1]) + 1,
            "".join(map(model.char, signs)),
            probability,
            kind,
        )
        for probability, place, signs, kind in sorted(found, key=lambda one: one[1])
    ]


Choice = tuple[float, int, tuple[int, ...], int]
"""Probability, place, signs meant, kind."""


def look(model: Model, ids: Ids, least: float) -> list[Choice]:
    """Every change of a row at least so probable."""
    sweep = model.reader.language.sweep(ids)
    trouble = np.full(len(ids), -12, np.float32)
    trouble[MARGIN:-MARGIN] = model.look @ troubles(sweep) + np.float32(model.look_bias)
    around = Surroundings.of(sweep, trouble)
    opened = np.flatnonzero((trouble > LOOK) & (ids >= RARE))
    chosen: list[Choice] = []
    for first in range(0, len(opened), _AT_ONCE):
        places = opened[first : first + _AT_ONCE]
        chosen += _ranked(model, around, _singles(model, around, places), least)
        chosen += _ranked(model, around, _doubles(model, around, places), least)
    return chosen


def _singles(model: Model, around: Surroundings, places: NDArray[np.int64]) -> Edits:
    found = model.confusions.propose(model.reader.language, around.sweep, places)
    return Edits(places[found.owner], found.sign[:, None], found.kind, found.shape)


def _doubles(model: Model, around: Surroundings, places: NDArray[np.int64]) -> Edits:
    """Two signs at a time: another word of the same sound, or the two the other way round."""
    ids, trouble = around.sweep.ids, around.trouble
    starts = np.unique(np.concatenate([places, places - 1]))
    starts = starts[np.maximum(trouble[starts], trouble[starts + 1]) > 0]
    owner, words = model.pairs.like(ids, starts)
    han = (ids[starts] >= FIRST_HAN) & (ids[starts + 1] >= FIRST_HAN)
    turned = starts[han & (ids[starts] != ids[starts + 1])]
    many = len(owner) + len(turned)
    kind = np.full(many, SWAP, np.uint8)
    kind[: len(owner)] = SOUND_OF_WORD
    return Edits(
        np.concatenate([starts[owner], turned]),
        np.concatenate([words, np.stack([ids[turned + 1], ids[turned]], axis=1)]),
        kind,
        np.zeros(many, np.uint8),
    )


def closer(model: Model, around: Surroundings, edits: Edits) -> tuple[Edits, Floats]:
    """The edits worth ranking, and their features."""
    two = edits.signs.shape[1] - 1
    found = gains(model.reader.language, around.sweep, edits)
    found = found.take(np.flatnonzero(found.gain > _LEAST_GAIN[two]))
    if not len(found.gain):
        return found.edits, np.zeros((0, 0), np.float32)
    answers = answers_of(model.reader.net, around.sweep.ids, found.edits)
    both = found.gain + _NET_WEIGHT * answers[:, 0]
    kept = np.sort(best(found.edits.places, both, _RIVALS[two]))
    kept = kept[both[kept] > _LEAST_OF_BOTH[two]]
    found = found.take(kept)
    if not len(kept):
        return found.edits, np.zeros((0, 0), np.float32)
    return found.edits, features(model.reader, around, found, answers[kept])


def _ranked(model: Model, around: Surroundings, edits: Edits, least: float) -> list[Choice]:
    if not len(edits.places):
        return []
    edits, rows = closer(model, around, edits)
    if not len(rows):
        return []
    forest = model.single if edits.signs.shape[1] == 1 else model.double
    probability = chance(forest.score(rows))
    return [
        (
            float(probability[at]),
            int(edits.places[at]),
            tuple(map(int, edits.signs[at])),
            int(edits.kind[at]),
        )
        for at in np.flatnonzero(probability >= least)
    ]


def _chosen(choices: list[Choice]) -> list[Choice]:
    return _without_overlaps(choices)


def _without_overlaps(choices: list[Choice]) -> list[Choice]:
    taken: set[int] = set()
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda one: (-one[0], one[1], one[2])):
        stretch = range(choice[1], choice[1] + len(choice[2]))
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(choice)
    return kept


def _again(model: Model, ids: Ids, found: list[Choice], least: float) -> list[Choice]:
    """What is found once the surest slips are put right, in their sentences only."""
    sure = [choice for choice in found if choice[0] >= _SURE_ENOUGH]
    if not sure:
        return []
    mended = ids.copy()
    for _, place, signs, _ in sure:
        mended[place : place + len(signs)] = signs
    edges = np.flatnonzero(ids == EDGE)
    touched = np.array([place for _, place, _, _ in sure])
    which = np.unique(np.searchsorted(edges, touched))
    pieces: list[Ids] = [np.zeros(MARGIN, np.uint16)]
    origin: list[NDArray[np.int64]] = [np.full(MARGIN, -1, np.int64)]
    for number in which:
        first, last = int(edges[number - 1]) + 1, int(edges[number]) + 1
        pieces.append(mended[first:last])
        origin.append(np.arange(first, last))
    pieces.append(np.zeros(MARGIN, np.uint16))
    origin.append(np.full(MARGIN, -1, np.int64))
    places = np.concatenate(origin)
    more = look(model, np.concatenate(pieces), least)
    return [
        (probability, int(places[place]), signs, kind)
        for probability, place, signs, kind in more
        if places[place] >= 0
    ]
