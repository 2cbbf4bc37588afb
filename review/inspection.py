"""季度抽查: which accounts are drawn, what counts against one, and who is unqualified.

Basis: 国办秘函〔2019〕19号 for the veto items of new media (no update for two weeks, security and
wording incidents, no interaction), 粤办函〔2019〕90号 for a quarterly draw of not less than 30 %. There
is no national score for new media: the points are an office's own, and are said to be so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Final, Self

from review.model import Gate, Severity

SHARE: Final = Fraction(30, 100)
STALE: Final = timedelta(days=14)
"""Without an update for longer than this at the point of monitoring: a veto item."""
LAGGING: Final = timedelta(days=10)
ZOMBIE: Final = timedelta(days=90)

_MARKINGS: Final = frozenset({"CON107", "CON108", "CON109", "CON110"})
_TAMPERED: Final = "ADV4"
_SPAM: Final = frozenset({"ADV401", "ADV402", "ADV403"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quarter:
    """A quarter of a year; `number` from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter a day lies in."""
        return cls(year=day.year, number=(day.month - 1) // 3 + 1)

    @property
    def label(self) -> str:
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"

    @property
    def before(self) -> Quarter:
        """The quarter right before."""
        if self.number > 1:
            return Quarter(year=self.year, number=self.number - 1)
        return Quarter(year=self.year - 1, number=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawable:
    """An account in scope: its number on the register, and the stratum it is drawn from."""

    account: int
    stratum: str


def draw(accounts: Sequence[Drawable], seed: str, share: Fraction = SHARE) -> tuple[int, ...]:
    """ceil(share × accounts) of them, each stratum by its size and none left out that can be had.

    Anybody who has the register and the published seed draws the same: within a stratum accounts
    stand in the order of SHA-256(seed:number).
    """
    total = ceil(share * len(accounts))
    strata: dict[str, list[int]] = {}
    for one in accounts:
        strata.setdefault(one.stratum, []).append(one.account)
    quotas = _quotas({name: len(numbers) for name, numbers in strata.items()}, total)
    chosen: list[int] = []
    for name, numbers in strata.items():
        chosen += sorted(numbers, key=lambda number: _rank(seed, number))[: quotas[name]]
    return tuple(sorted(chosen))


def _rank(seed: str, number: int) -> str:
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def _quotas(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """By largest remainder; with as many to draw as strata, each stratum has at least one."""
    everything = sum(sizes.values())
    if not everything:
        return {}
    names = sorted(sizes)
    exact = {name: Fraction(total * sizes[name], everything) for name in names}
    quotas = {name: int(exact[name]) for name in names}
    if total >= len(names):
        quotas = {name: max(quota, 1) for name, quota in quotas.items()}
    while sum(quotas.values()) < total:
        name = max(names, key=lambda one: (exact[one] - quotas[one], sizes[one], one))
        quotas[name] += 1
    while sum(quotas.values()) > total:
        name = min(
            (one for one in names if quotas[one] > 1),
            key=lambda one: (exact[one] - quotas[one], -sizes[one], one),
        )
        quotas[name] -= 1
    return quotas


class Code(StrEnum):
    """What may count against an account. Stored as it stands here."""

    WORDING = "V-M1(1)"
    SECRET = "V-M1(2)"  # noqa: S105  # an indicator's number
    HARMFUL = "V-M1(3)"
    TAMPERED = "V-M1(4)"
    STALE = "V-M2"
    SILENT = "V-M3"
    PRIVACY = "privacy"

    @property
    def label(self) -> str:
        return {
            "V-M1(1)": "严重表述错误",
            "V-M1(2)": "泄露国家秘密",
            "V-M1(3)": "发布或链接有害信息",
            "V-M1(4)": "被攻击、篡改",
            "V-M2": "内容不更新",
            "V-M3": "互动回应差",
            "privacy": "泄露个人信息",
        }[self]

    @property
    def vetoes(self) -> bool:
        """Whether one of these, confirmed, makes an account unqualified."""
        return self is not Code.PRIVACY


def code_of(rule: str, gate: Gate, severity: Severity, *, outdated: bool = False) -> Code | None:
    """What a finding in a published post is a candidate for; None for what only costs points.

    What was right on its day is no mistake of whoever published it.
    """
    if outdated or severity is not Severity.BLOCK:
        return None
    if gate is Gate.POLITICAL:
        return Code.WORDING
    if gate is Gate.CONFIDENTIALITY:
        return Code.SECRET if rule in _MARKINGS else Code.PRIVACY
    if rule in _SPAM:
        return Code.HARMFUL
    if rule.startswith(_TAMPERED):
        return Code.TAMPERED
    return None


class Update(StrEnum):
    """How long ago an account last posted, at the point of monitoring."""

    FRESH = "fresh"
    LAGGING = "lagging"
    STALE = "stale"
    ZOMBIE = "zombie"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "fresh": "正常更新",
            "lagging": "超过10天未更新，提醒",
            "stale": "超过14天未更新",
            "zombie": "超过90天未更新，建议关停整合",
            "unknown": "没有可用的发布日期",
        }[self]


def update_of(newest: date | None, today: date) -> Update:
    """How an account stands that last posted on a day; days are counted whole."""
    if newest is None:
        return Update.UNKNOWN
    gap = today - newest
    if gap > ZOMBIE:
        return Update.ZOMBIE
    if gap > STALE:
        return Update.STALE
    return Update.LAGGING if gap > LAGGING else Update.FRESH


class VetoState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"

    @property
    def label(self) -> str:
        return {"open": "待认定", "confirmed": "已认定", "dismissed": "不予认定"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What findings cost, by gate and severity: an office's own, out of `full`, each gate's loss
    no more than its `cap`. `source` says whose they are.
    """

    full: int
    cost: Mapping[tuple[Gate, Severity], Fraction]
    cap: Mapping[Gate, Fraction]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What was seen of one drawn account. `counts`: its findings, without those outdated since."""

    account: int
    posts: int
    newest: date | None
    interactive: bool | None = None
    counts: Mapping[tuple[Gate, Severity], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One account's result. `score` is None where it is unqualified: a veto has no points."""

    account: int
    update: Update
    codes: tuple[Code, ...]
    open: int
    score: Fraction | None

    @property
    def qualified(self) -> bool:
        return not any(code.vetoes for code in self.codes)


def judge(
    observed: Observed, settled: Iterable[tuple[Code, VetoState]], points: Points, today: date
) -> Judged:
    """Unqualified if and only if at least one veto item was confirmed by a person."""
    states = list(settled)
    codes = tuple(
        code for code in Code if any(one == (code, VetoState.CONFIRMED) for one in states)
    )
    unqualified = any(code.vetoes for code in codes)
    return Judged(
        account=observed.account,
        update=update_of(observed.newest, today),
        codes=codes,
        open=sum(state is VetoState.OPEN for _, state in states),
        score=None if unqualified else score_of(observed, points),
    )


def score_of(observed: Observed, points: Points) -> Fraction:
    """What is left of the full points; never less than none."""
    lost = Fraction(0)
    for gate in Gate:
        of_gate = sum(
            (
                points.cost.get((gate, severity), Fraction(0))
                * observed.counts.get((gate, severity), 0)
                for severity in Severity
            ),
            Fraction(0),
        )
        lost += min(of_gate, points.cap.get(gate, Fraction(points.full)))
    return max(points.full - lost, Fraction(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """合格率 = 1 - unqualified ÷ checked."""

    checked: int
    unqualified: int

    @property
    def share(self) -> Fraction:
        """From 0 to 1; with none checked, 1."""
        return 1 - Fraction(self.unqualified, self.checked) if self.checked else Fraction(1)

    @property
    def told(self) -> str:
        """As a circular says it, to two places, a half rounded up: 82.48%."""
        hundredths = self.share * 10000
        return f"{int(hundredths + Fraction(1, 2)) / 100:.2f}%"


def rate_of(judged: Iterable[Judged]) -> Rate:
    """The rate of those that were judged."""
    results = list(judged)
    return Rate(checked=len(results), unqualified=sum(not one.qualified for one in results))
