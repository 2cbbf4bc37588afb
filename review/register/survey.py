"""摸底: accounts found in the wild against the register: which are reported, which are not (瞒报漏报),
which are asleep, and where one unit has two on one platform.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from review.register.form import Profile, plain_name

ZOMBIE: Final = timedelta(days=90)
"""Without an update for longer than this an account is asleep (the national indicator's 三个月)."""

_TRIMMED: Final = re.compile(r"^(?:@|＠)|(?:官方(?:账号|号)?|政务号|官微|公众号|客户端|号)$")
_MOST_CHANGES: Final = 2


class Likeness(StrEnum):
    """By what a found account was taken for a registered one."""

    ID = "id"
    NAME = "name"
    NEAR = "near"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "id": "账号标识一致",
            "name": "名称一致",
            "near": "名称相近，待核对",
            "none": "未登记（疑似瞒报漏报）",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One account somebody came across. `updated`: the day of its last post, if known."""

    profile: Profile
    updated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A found account and the registered one it is, by the register's key; 0 if there is none."""

    found: Found
    account: int
    likeness: Likeness
    asleep: bool
    doubled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """All that were found; `unseen`: registered accounts that nobody found."""

    matches: tuple[Match, ...]
    unseen: tuple[int, ...]


def matched(found: Sequence[Found], register: Mapping[int, Profile], today: date) -> Matched:
    """Each found account with the registered one that is the same or most like it."""
    by_id: dict[tuple[str, str], int] = {}
    by_name: dict[tuple[str, str], int] = {}
    for number, profile in register.items():
        for sign in _signs(profile):
            by_id.setdefault((profile.place, sign), number)
        by_name.setdefault((profile.place, plain_name(profile.name)), number)
    taken: dict[int, int] = {}
    matches: list[Match] = []
    for one in found:
        account, likeness = _registered(one.profile, by_id, by_name)
        doubled = likeness in (Likeness.ID, Likeness.NAME) and account in taken
        taken[account] = taken.get(account, 0) + 1
        asleep = one.updated is not None and today - one.updated > ZOMBIE
        matches.append(
            Match(found=one, account=account, likeness=likeness, asleep=asleep, doubled=doubled)
        )
    sure = {one.account for one in matches if one.likeness in (Likeness.ID, Likeness.NAME)}
    return Matched(
        matches=tuple(matches),
        unseen=tuple(number for number in register if number not in sure),
    )


def _signs(profile: Profile) -> tuple[str, ...]:
    signs = (profile.account_id, profile.wechat_id, profile.original_id)
    return tuple(plain_name(sign) for sign in signs if sign not in ("", "无"))


def _registered(
    profile: Profile,
    by_id: Mapping[tuple[str, str], int],
    by_name: Mapping[tuple[str, str], int],
) -> tuple[int, Likeness]:
    for sign in _signs(profile):
        if number := by_id.get((profile.place, sign)):
            return number, Likeness.ID
    name = plain_name(profile.name)
    if number := by_name.get((profile.place, name)):
        return number, Likeness.NAME
    bare = _TRIMMED.sub("", name)
    near = sorted(
        (distance, number)
        for (place, other), number in by_name.items()
        if place == profile.place
        and (distance := _distance(bare, _TRIMMED.sub("", other))) <= _allowed(bare)
    )
    return (near[0][1], Likeness.NEAR) if near else (0, Likeness.NONE)


def _allowed(name: str) -> int:
    """How many characters may differ: none in a name of three, two in a long one."""
    return min(_MOST_CHANGES, max(0, (len(name) - 2) // 2))


def _distance(one: str, other: str) -> int:
    """Characters to change, add or drop; more than `_MOST_CHANGES` is as good as infinite."""
    if abs(len(one) - len(other)) > _MOST_CHANGES:
        return _MOST_CHANGES + 1
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        last, row[0] = row[0], number
        for at, against in enumerate(other, 1):
            last, row[at] = (
                row[at],
                min(row[at] + 1, row[at - 1] + 1, last + (letter != against)),
            )
    return row[-1]
