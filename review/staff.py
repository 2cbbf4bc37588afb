"""人员和单位: who may do what, and for whom. A role is held in one unit, not in the house at large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do for a unit; one person may hold several.

    `contractor` is 外包运维: they may draft, and never sign or release.
    """

    EDITOR = "editor"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"
    SECRECY = "secrecy"
    LEGAL = "legal"
    CONSULT = "consult"
    PUBLISHER = "publisher"
    CONTRACTOR = "contractor"
    ADMIN = "admin"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        return {
            "editor": "编辑",
            "first": "初审",
            "second": "复审",
            "final": "终审",
            "secrecy": "保密审查",
            "legal": "法制审核",
            "consult": "会签",
            "publisher": "发布",
            "contractor": "外包运维",
            "admin": "管理员",
            "auditor": "审计",
        }[self]


WRITING = frozenset({Role.EDITOR, Role.CONTRACTOR})
"""Who may write drafts and hand them in."""

SIGNING = frozenset({Role.FIRST, Role.SECOND, Role.FINAL, Role.SECRECY, Role.LEGAL, Role.CONSULT})
"""Whose signatures a route may ask for."""

DOWNWARD = frozenset({Role.ADMIN, Role.AUDITOR})
"""Roles that, held in a unit, reach every unit below it: 主管 keeps and audits its 主办 units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """单位. `line`: the ids from the topmost unit down to this one, 主管 before 主办."""

    id: int
    name: str
    line: tuple[int, ...]

    @property
    def parent(self) -> int | None:
        """The id of the unit right above; None for the topmost."""
        return self.line[-2] if len(self.line) > 1 else None


TOP = 1
"""The id of the topmost unit: the office this installation belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One role in one unit; with a platform, only for the unit's account there.

    `lent_by`: whose role it is where it is exercised in their stead (代签).
    """

    role: Role
    unit: int = TOP
    platform: str = ""
    lent_by: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One human being with a login; accounts are never shared.

    `watches`: the units for which they are on duty at the moment they act.
    """

    id: int
    login: str
    name: str
    grants: frozenset[Grant] = frozenset()
    watches: frozenset[int] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held in any unit."""
        return frozenset(grant.role for grant in self.grants)

    def roles_in(self, unit: int) -> frozenset[Role]:
        """The roles held in exactly this unit, for all of its accounts and not lent."""
        return frozenset(
            grant.role
            for grant in self.grants
            if grant.unit == unit and not grant.platform and grant.lent_by is None
        )

    def grant_for(self, role: Role, unit: Unit, platform: str | None = None) -> Grant | None:
        """By what this person holds a role for a unit; their own before one lent to them.

        `platform`: for the unit's account there; None asks for any account.
        """
        fit = [
            grant
            for grant in self.grants
            if grant.role is role
            and (grant.unit == unit.id or (role in DOWNWARD and grant.unit in unit.line))
            and (platform is None or grant.platform in ("", platform))
        ]
        return min(fit, key=_own_first, default=None)

    def holds(self, role: Role, unit: Unit, platform: str | None = None) -> bool:
        """Whether this person holds a role for a unit."""
        return self.grant_for(role, unit, platform) is not None

    def on_duty(self, unit: Unit) -> bool:
        """Whether this person is on duty for a unit or one above it."""
        return not self.watches.isdisjoint(unit.line)

    def holds_any(self, roles: Iterable[Role], unit: Unit) -> bool:
        """Whether this person holds one of these roles for a unit."""
        return any(self.holds(role, unit) for role in roles)


SYSTEM = Person(id=0, login="system", name="系统")
"""The machine itself: it confirms releases, and nothing else is allowed to it."""


def _own_first(grant: Grant) -> tuple[int, str]:
    return (grant.lent_by.id if grant.lent_by else 0), grant.platform
