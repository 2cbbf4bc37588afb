"""From a text to its likely slips: look over all of it, then closely at little of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import EDGE, FIRST_HAN, MARGIN, RARE, Ids, row_of
from review.typos.candidates import SOUND_OF_WORD, SWAP, best
from review.typos.features import (
    NO_EDITS,
    Edits,
    Surroundings,
    answers_of,
    features,
    gains,
    makes_phrase,
)
from review.typos.forest import chance
from review.typos.language import Floats
from review.typos.look import troubles
from review.typos.model import Model

LOOK: Final = -0.2
"""A place that looks less odd than this at a glance is not opened."""
_LEAST_GAIN: Final = (-2.5, 0.0)
_LEAST_OF_BOTH: Final = (-0.5, 1.0)
_NET_WEIGHT: Final = np.float32(0.7)
_PHRASE_BONUS: Final = np.float32(4.0)
_RIVALS: Final = (4, 3)
_AT_ONCE: Final = 2048
_PIECE: Final = 32768
"""Signs; what is worked out for so many at once stays within a few megabytes."""
_NO_TROUBLE: Final = np.float32(-12)
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


def slips(model: Model, text: str, least: float) -> list[Slip]:
    """The slips of a text at least so probable, in order, none overlapping."""
    row = row_of(text, model.signs)
    found = _without_overlaps(look(model, row.ids, least))
    found = _without_overlaps(found + _again(model, row.ids, found, least))
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
Proposer = Callable[[Model, Surroundings, NDArray[np.int64]], Edits]


def surroundings(model: Model, ids: Ids) -> Surroundings:
    """A row looked over once."""
    sweep = model.reader.language.sweep(ids)
    trouble = np.full(len(ids), _NO_TROUBLE, np.float32)
    trouble[MARGIN:-MARGIN] = model.look @ troubles(sweep, model.mistaken) + np.float32(
        model.look_bias
    )
    return Surroundings.of(sweep, trouble)


def opened(around: Surroundings) -> NDArray[np.int64]:
    """The places of a row to look at closely."""
    places: NDArray[np.int64] = np.flatnonzero((around.trouble > LOOK) & (around.sweep.ids >= RARE))
    return places


def singles(model: Model, around: Surroundings, places: NDArray[np.int64]) -> Edits:
    """One sign for another."""
    found = model.confusions.propose(model.reader.language, around.sweep, places)
    return Edits(places[found.owner], found.sign[:, None], found.kind, found.shape)


def doubles(model: Model, around: Surroundings, places: NDArray[np.int64]) -> Edits:
    """Two signs at a time: another word of the same sound, or the two the other way round."""
    ids, trouble = around.sweep.ids, around.trouble
    starts = np.unique(np.concatenate([places, places - 1]))
    starts = starts[np.maximum(trouble[starts], trouble[starts + 1]) > LOOK]
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


def ranked_rows(
    model: Model, around: Surroundings, propose: Proposer, places: NDArray[np.int64]
) -> tuple[Edits, Floats]:
    """The edits worth ranking, and their features; so many places at once as memory likes."""
    edits: list[Edits] = []
    rows: list[Floats] = []
    for first in range(0, len(places), _AT_ONCE):
        some = propose(model, around, places[first : first + _AT_ONCE])
        if len(some.places):
            some, values = _closer(model, around, some)
            if len(values):
                edits.append(some)
                rows.append(values)
    if not rows:
        return NO_EDITS, np.zeros((0, 0), np.float32)
    return Edits.joined(edits), np.concatenate(rows)


def _closer(model: Model, around: Surroundings, edits: Edits) -> tuple[Edits, Floats]:
    two = edits.signs.shape[1] - 1
    found = gains(model.reader.language, around.sweep, edits)
    worth = found.gain > _LEAST_GAIN[two]
    if not two:
        phrase = makes_phrase(model.reader.words, around.sweep.ids, edits)
        worth |= phrase
        phrase = phrase[worth]
    found = found.take(np.flatnonzero(worth))
    if not len(found.gain):
        return found.edits, np.zeros((0, 0), np.float32)
    answers = answers_of(model.reader.net, around.sweep.ids, found.edits)
    both = found.gain + _NET_WEIGHT * answers[:, 0]
    if not two:
        both += _PHRASE_BONUS * phrase
    kept = np.sort(best(found.edits.places, both, _RIVALS[two]))
    kept = kept[both[kept] > _LEAST_OF_BOTH[two]]
    found = found.take(kept)
    if not len(kept):
        return found.edits, np.zeros((0, 0), np.float32)
    return found.edits, features(model.reader, around, found, answers[kept])


def look(model: Model, ids: Ids, least: float) -> list[Choice]:
    """Every change of a row at least so probable; of a long row piece by piece."""
    chosen: list[Choice] = []
    for first, last in _pieces(ids):
        margin = np.zeros(MARGIN, np.uint16)
        piece = np.concatenate([margin, ids[first:last], margin])
        chosen += [
            (probability, place - MARGIN + first, signs, kind)
            for probability, place, signs, kind in _look(model, piece, least)
        ]
    return chosen


def _pieces(ids: Ids) -> list[tuple[int, int]]:
    """Stretches that end with a sentence, if one ends in time."""
    ends = np.flatnonzero(ids == EDGE) + 1
    pieces: list[tuple[int, int]] = []
    first, stop = MARGIN, len(ids) - MARGIN
    while first < stop:
        last = min(first + _PIECE, stop)
        if last < stop:
            at = int(np.searchsorted(ends, last, side="right")) - 1
            last = int(ends[at]) if at >= 0 and ends[at] > first else last
        pieces.append((first, last))
        first = last
    return pieces


def _look(model: Model, ids: Ids, least: float) -> list[Choice]:
    around = surroundings(model, ids)
    places = opened(around)
    chosen: list[Choice] = []
    for propose, forest in ((singles, model.single), (doubles, model.double)):
        edits, rows = ranked_rows(model, around, propose, places)
        if not len(rows):
            continue
        probability = chance(forest.score(rows))
        chosen += [
            (
                float(probability[at]),
                int(edits.places[at]),
                tuple(map(int, edits.signs[at])),
                int(edits.kind[at]),
            )
            for at in np.flatnonzero(probability >= least)
        ]
    return chosen


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
