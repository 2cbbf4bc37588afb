"""路线簿: an office's routes as it wrote them down, checked and frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from review.model import Category, Gate, Severity
from review.staff import Role
from review.step import Grade, StepKind

OWN, ABOVE, NAMED = "own", "above", "named"
"""Where a step's people sit: in the draft's unit, in the one above, in a unit the text names."""


class BadRouteError(Exception):
    """A route file that cannot be used. One Chinese sentence: where, what, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """One kind of signature as the book describes it. `hours`: working hours, by grade.

    `unit` is OWN, ABOVE, NAMED, or a unit's name.
    """

    name: str
    kind: StepKind
    role: Role
    unit: str
    reason: str
    hours: Mapping[Grade, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What, found in a piece, raises its grade or asks for more. Exactly one `when` is meant.

    `words` matches the text; `gates` with `severity` the report; `rules` findings by rule id;
    `facts` what the author declares (ai, repost, urgent, media); `units` another unit's name.
    """

    name: str
    reason: str
    grade: Grade | None
    adds: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    words: re.Pattern[str] | None = None
    gates: frozenset[Gate] = frozenset()
    severity: Severity | None = None
    rules: frozenset[str] = frozenset()
    facts: str = ""
    units: bool = False
    may_be_lowered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """类别 in the book: its grade, the signatures of each grade, and what must be attached."""

    category: Category
    grade: Grade
    signings: Mapping[Grade, tuple[str, ...]]
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """应急通道: who signs at once, on duty, and who countersigns after release, in that order.

    Hours of the clock: to sign in, and for each countersignature from when it is its turn.
    """

    reason: str
    first: tuple[str, ...]
    after: tuple[str, ...]
    first_hours: int
    after_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteBook:
    """All routes of an office. `signings` in the order in which they are given.

    `lane` is None for an office that has no emergency lane.
    """

    title: str
    keeper: str
    signings: Mapping[str, Signing]
    classes: Mapping[Category, Class]
    triggers: tuple[Trigger, ...]
    lane: Lane | None = None
