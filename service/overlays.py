"""单位调整 at work: the ruleset as a unit has it, its own overlays and those of the units above."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date

from review.mute import Mute
from review.overlay import Addition, mutable, overlaid
from review.ruleset import Ruleset
from review.wordlist import Entry
from service.clock import day_of
from service.store.overlays import Overlay, OverlayKind

_KEPT = 16
"""Rulesets kept ready: each holds an automaton of some megabytes."""


class Effective:
    """Rulesets with overlays, each compiled once and shared by all threads."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[object, ...], Ruleset] = OrderedDict()
        self._lock = threading.Lock()

    def ruleset(
        self, base: Ruleset, standing: Sequence[Overlay], names: Mapping[int, str]
    ) -> Ruleset:
        """The base with these laid over. Raises BadOverlayError."""
        if not standing:
            return base
        key = (base.digest, *((one.id, one.digest, names[one.unit]) for one in standing))
        with self._lock:
            known = self._made.get(key)
            if known is None:
                known = self._made[key] = laid_over(base, standing, names)
                if len(self._made) > _KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return known


def laid_over(base: Ruleset, standing: Sequence[Overlay], names: Mapping[int, str]) -> Ruleset:
    """The base with these overlays, compiled anew. Raises BadOverlayError."""
    additions = [
        Addition(number=one.id, wordlist=one.wordlist, entry=entry_of(one, names[one.unit]))
        for one in standing
        if one.kind is OverlayKind.ADD
    ]
    mutes = [
        mute_of(base, one, names[one.unit]) for one in standing if one.kind is OverlayKind.MUTE
    ]
    return overlaid(base, additions, mutes)


def entry_of(one: Overlay, unit: str) -> Entry:
    """An addition as the entry that rules read; unless verified, it can only hint."""
    return Entry(
        word=one.word,
        suggest=one.suggest,
        source=f"{unit}增补：{one.source}",
        verified=one.verified,
        valid_from=one.starts,
        valid_to=one.ends,
    )


def mute_of(base: Ruleset, one: Overlay, unit: str) -> Mute:
    """A mute as the review applies it: of one rule, or of an entry for all rules reading it."""
    return Mute(
        number=one.id,
        unit=unit,
        rules=frozenset({one.rule}) if one.rule else mutable(base, one.wordlist),
        reason=one.reason,
        since=one.starts or day_of(one.at),
        until=one.ends or date.max,
        word=one.word,
        within=one.within,
    )
