"""What the ranker is told of a change: how the place reads before and after it, and where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import (
    CLOSE_QUOTE,
    CLOSE_TITLE,
    EDGE,
    FIRST_HAN,
    OPEN_QUOTE,
    OPEN_TITLE,
    Ids,
)
from review.typos.language import BASE, ORDER, Floats, Language, Sweep, Windows, windows_over
from review.typos.net import REACH, Net, contexts
from review.typos.sieve import Sieve

_UNSEEN: Final = np.float32(0.3)
_LONGEST_WORD: Final = 4
_BESIDE: Final = 16


@dataclass(frozen=True, slots=True)
class Edits:
    """Changes thought of: `signs` (a row each) instead of what stands from `places` on."""

    places: NDArray[np.int64]
    signs: Ids
    kind: NDArray[np.uint8]
    shape: NDArray[np.uint8]

    def take(self, rows: NDArray[np.int64]) -> Edits:
        return Edits(self.places[rows], self.signs[rows], self.kind[rows], self.shape[rows])

    @classmethod
    def joined(cls, parts: Sequence[Edits]) -> Edits:
        return cls(
            np.concatenate([part.places for part in parts]),
            np.concatenate([part.signs for part in parts]),
            np.concatenate([part.kind for part in parts]),
            np.concatenate([part.shape for part in parts]),
        )


NO_EDITS: Final = Edits(
    np.zeros(0, np.int64),
    np.zeros((0, 1), np.uint16),
    np.zeros(0, np.uint8),
    np.zeros(0, np.uint8),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How often people were seen to write one sign for another: `pairs` is sorted."""

    pairs: NDArray[np.uint32]
    seen: Floats

    def of(self, written: Ids, meant: Ids) -> Floats:
        keys = written.astype(np.uint32) << np.uint32(16) | meant
        at = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        found: Floats = np.where(self.pairs[at] == keys, self.seen[at], np.float32(0))
        return found


@dataclass(frozen=True, slots=True)
class Reader:
    """The parts of the model that features are read from."""

    language: Language
    net: Net
    words: Sieve
    surnames: NDArray[np.bool_]
    habits: Habits


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is worked out once for a whole row. `trouble`: how odd each place looks at a glance."""

    sweep: Sweep
    trouble: Floats
    flow: NDArray[np.float64]
    quoted: NDArray[np.bool_]
    titled: NDArray[np.bool_]

    @classmethod
    def of(cls, sweep: Sweep, trouble: Floats) -> Surroundings:
        at = np.arange(len(sweep.ids))
        inside = []
        for opener, closer in ((OPEN_QUOTE, CLOSE_QUOTE), (OPEN_TITLE, CLOSE_TITLE)):
            ends = (sweep.ids == closer) | (sweep.ids == EDGE)
            opened = np.maximum.accumulate(np.where(sweep.ids == opener, at, -1))
            closed = np.maximum.accumulate(np.where(ends, at, 0))
            inside.append(opened > closed)
        flow = np.cumsum(np.log(sweep.chances[ORDER]), dtype=np.float64)
        return cls(sweep, trouble, flow, inside[0], inside[1])


@dataclass(frozen=True, slots=True)
class Gains:
    """What each edit gains by the language model alone, and what that was worked out from."""

    edits: Edits
    gain: Floats
    before: NDArray[np.int64]
    old: tuple[Windows, list[Floats]]
    new: tuple[Windows, list[Floats]]

    def take(self, rows: NDArray[np.int64]) -> Gains:
        windows, logs = self.new
        return Gains(
            self.edits.take(rows),
            self.gain[rows],
            self.before[rows],
            self.old,
            ({key: seen[rows] for key, seen in windows.items()}, [log[rows] for log in logs]),
        )


def gains(language: Language, sweep: Sweep, edits: Edits) -> Gains:
    """The change in log-probability that each edit brings."""
    length = edits.signs.shape[1]
    places, before = np.unique(edits.places, return_inverse=True)
    standing = np.stack([sweep.ids[places + at] for at in range(length)], axis=1)
    old_windows = language.windows(sweep.ids, places, standing)
    old_logs = language.chances(sweep, places, standing, old_windows)
    windows = language.windows(sweep.ids, edits.places, edits.signs)
    logs = language.chances(sweep, edits.places, edits.signs, windows)
    gain: Floats = sum(logs) - sum(old_logs)[before]  # type: ignore[index]
    return Gains(edits, gain, before, (old_windows, old_logs), (windows, logs))


def features(reader: Reader, around: Surroundings, found: Gains, answers: Floats) -> Floats:
    """One row of features an edit; `answers` are the network's."""
    edits, sweep = found.edits, around.sweep
    length = edits.signs.shape[1]
    old_windows, old_logs = found.old
    new_windows, new_logs = found.new
    columns: list[NDArray[np.generic]] = [found.gain]
    columns += [sum(old_logs)[found.before], sum(new_logs)]  # type: ignore[index, list-item]
    columns += [log[found.before] for log in old_logs]
    columns += new_logs
    for window in windows_over(length):
        columns.append(np.log(np.maximum(old_windows[window], _UNSEEN))[found.before])
        columns.append(np.log(np.maximum(new_windows[window], _UNSEEN)))
    columns += [edits.kind, edits.shape, *_rivals(found)]
    columns += list(answers.T)
    columns += _by_words(reader.words, sweep.ids, edits)
    singles = np.log(reader.language.singles + 1)
    for at in range(length):
        columns += [singles[sweep.ids[edits.places + at]], singles[edits.signs[:, at]]]
    columns += _by_place(reader, around, edits.places, length)
    standing = [sweep.ids[edits.places + at] for at in range(length)]
    meant = [edits.signs[:, at] for at in range(length)]
    for one, other in ((standing, meant), (meant, standing)):
        columns.append(np.log1p(sum(map(reader.habits.of, one, other))))
    return np.stack(columns, axis=1).astype(np.float32)


def _rivals(found: Gains) -> list[NDArray[np.generic]]:
    """How an edit stands among those of its place."""
    order = np.lexsort((-found.gain, found.edits.places))
    places, gain = found.edits.places[order], found.gain[order]
    head = np.r_[True, places[1:] != places[:-1]]
    starts = np.flatnonzero(head)
    many = np.diff(np.r_[starts, len(places)])
    rank = np.arange(len(order)) - np.repeat(starts, many)
    top = np.repeat(gain[starts], many)
    second = np.repeat(np.where(many > 1, gain[np.minimum(starts + 1, len(gain) - 1)], -30), many)
    ahead = np.where(rank == 0, gain - second, gain - top)
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    positive = np.add.reduceat((gain > 0).astype(np.int64), starts)
    return [rank[back], ahead[back], np.repeat(positive, many)[back]]


def answers_of(net: Net, ids: Ids, edits: Edits) -> Floats:
    """What the network says of each edit; the first column is what it gains by it."""
    places, signs = edits.places, edits.signs
    if signs.shape[1] == 1:
        only, again = np.unique(places, return_inverse=True)
        called = net.read(contexts(ids, only))[again]
        new = net.score(called, signs[:, 0])
        old = net.score(called, ids[places])
        total = np.bincount(again, np.exp(np.minimum(new - old, 30)))
        share = (new - old) - np.log1p(total)[again]
        return np.stack([new - old, new, old, share], axis=1).astype(np.float32)
    # with both signs changed, each is asked for beside the other's new form
    first = contexts(ids, places)
    first[:, REACH] = signs[:, 1]
    second = contexts(ids, places + 1)
    second[:, REACH - 1] = signs[:, 0]
    called_first, called_second = net.read(first), net.read(second)
    new_first = net.score(called_first, signs[:, 0])
    new_second = net.score(called_second, signs[:, 1])
    gained_first = new_first - net.score(called_first, ids[places])
    gained_second = new_second - net.score(called_second, ids[places + 1])
    return np.stack(
        [gained_first + gained_second, gained_first, new_first, new_second], axis=1
    ).astype(np.float32)


def makes_phrase(words: Sieve, ids: Ids, edits: Edits) -> NDArray[np.bool_]:
    """Whether one sign for another makes a listed phrase of four where there was none."""
    new = np.zeros(len(edits.places), bool)
    old = np.zeros(len(edits.places), bool)
    for start in range(-3, 1):
        after = np.zeros(len(edits.places), np.uint64)
        before = after
        for offset in range(start, start + 4):
            sign = ids[edits.places + offset]
            before = before * BASE + sign
            after = after * BASE + (edits.signs[:, 0] if offset == 0 else sign)
        new |= words.get(after * np.uint64(8) + np.uint64(4)) > 0
        old |= words.get(before * np.uint64(8) + np.uint64(4)) > 0
    return new & ~old


def _by_words(words: Sieve, ids: Ids, edits: Edits) -> list[NDArray[np.generic]]:
    """The commonest listed word over the place, by length, before and after."""
    length = edits.signs.shape[1]
    columns: list[NDArray[np.generic]] = []
    for signs in (None, edits.signs):
        around = {
            offset: ids[edits.places + offset].astype(np.uint64)
            for offset in range(1 - _LONGEST_WORD, length + _LONGEST_WORD - 1)
        }
        if signs is not None:
            for at in range(length):
                around[at] = signs[:, at].astype(np.uint64)
        for size in range(2, _LONGEST_WORD + 1):
            level = np.zeros(len(edits.places), np.uint16)
            for start in range(1 - size, length):
                key = around[start]
                for offset in range(start + 1, start + size):
                    key = key * BASE + around[offset]
                level = np.maximum(level, words.get(key * np.uint64(8) + np.uint64(size)))
            columns.append(level)
    return columns


def _by_place(
    reader: Reader, around: Surroundings, places: NDArray[np.int64], length: int
) -> list[NDArray[np.generic]]:
    ids, trouble, flow = around.sweep.ids, around.trouble, around.flow
    left, right = ids[places - 1], ids[places + length]
    columns: list[NDArray[np.generic]] = [np.minimum(left, FIRST_HAN), np.minimum(right, FIRST_HAN)]
    for side, start in ((-1, places), (1, places + length - 1)):
        far = np.zeros(len(places), np.uint8)
        inside = np.ones(len(places), bool)
        for step in range(1, REACH + 1):
            inside &= ids[start + side * step] != EDGE
            far += inside
        columns.append(far)
    columns += [trouble[places - 1], trouble[places], trouble[places + length]]
    first = np.maximum(places - _BESIDE, 0)
    last = np.minimum(places + _BESIDE, len(ids) - 1)
    columns.append((flow[last] - flow[first]) / (last - first))
    columns += [around.quoted[places], around.titled[places]]
    columns += [reader.surnames[left], reader.surnames[ids[places - 2]]]
    columns.append(reader.surnames[ids[places]])
    return columns
