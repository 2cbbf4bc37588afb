"""单位调整 at work: the ruleset as a unit has it, its own overlays and those of the units above."""

from __future__ import annotations

import json
import threading
import tomllib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from review.mute import Mute
from review.overlay import Addition, mutable, overlaid
from review.ruleset import Ruleset
from review.wordlist import Entry
from service.clock import day_of
from service.store.overlays import Overlay, OverlayKind

_KEPT = 16
"""Rulesets kept ready: each holds an automaton of some megabytes."""


class BadFileError(ValueError):
    """No file of overlays."""


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


def write_file(unit: str, standing: Sequence[Overlay]) -> str:
    """A unit's overlays as TOML, for checks where the database is not at hand."""
    lines = [f"unit = {json.dumps(unit, ensure_ascii=False)}"]
    for one in standing:
        lines += ["", "[[overlay]]", f"number = {one.id}", f'kind = "{one.kind.value}"']
        for key in ("wordlist", "word", "rule", "suggest", "within", "source", "reason"):
            if value := getattr(one, key):
                lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
        lines += ["verified = true"] if one.verified else []
        lines += [f"starts = {one.starts}"] if one.starts else []
        lines += [f"ends = {one.ends}"] if one.ends else []
    return "\n".join(lines) + "\n"


def read_file(text: str) -> tuple[str, tuple[Overlay, ...]]:
    """The unit's name, and its overlays as those of unit 0. Raises BadFileError."""
    try:
        data = tomllib.loads(text)
        return str(data["unit"]), tuple(_given(one) for one in data.get("overlay", []))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFileError(type(error).__name__) from None


def _given(one: Mapping[str, object]) -> Overlay:
    def text(key: str) -> str:
        value = one.get(key, "")
        if not isinstance(value, str):
            raise TypeError(key)
        return value

    def several(key: str) -> tuple[str, ...]:
        value = one.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise TypeError(key)
        return tuple(value)

    def day(key: str) -> date | None:
        value = one.get(key)
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise TypeError(key)
        return value

    number = one["number"]
    if not isinstance(number, int):
        raise TypeError(number)
    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
    return Overlay(
        id=number,
        unit=0,
        kind=OverlayKind(text("kind")),
        wordlist=text("wordlist"),
        word=text("word"),
        rule=text("rule"),
        suggest=several("suggest"),
        within=several("within"),
        source=text("source"),
        verified=one.get("verified") is True,
        starts=day("starts"),
        ends=day("ends"),
        reason=text("reason"),
        made_by=0,
        at=long_ago,
        agreed_by=0,
        agreed_at=long_ago,
    )
