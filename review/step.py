"""审核路线: the signatures a piece needs, in order, and what each of them is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from review.staff import Role, Unit


class StepKind(StrEnum):
    """What a signature is for: one of the three reviews (三审), or a co-signature beside them."""

    FIRST = "first"
    SECOND = "second"
    FINAL = "final"
    SECRECY = "secrecy"
    LEGAL = "legal"
    CONSULT = "consult"
    LEADER = "leader"

    @property
    def label(self) -> str:
        return {
            "first": "初审",
            "second": "复审",
            "final": "终审（签发）",
            "secrecy": "保密审查",
            "legal": "法制审核",
            "consult": "会签",
            "leader": "主要负责人审定",
        }[self]


class Grade(StrEnum):
    """分级: how much the piece weighs."""

    A = "A"
    B = "B"
    C = "C"

    @property
    def label(self) -> str:
        return {"A": "普通", "B": "重要", "C": "敏感"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One signature to be had. `hours` is the time allowed from the moment the step is reached.

    `unit` is the unit whose people sign where that is not the draft's own.
    """

    kind: StepKind
    role: Role
    reason: str
    hours: int
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """分级审核路线: whose signatures this piece needs, in order, and why."""

    grade: Grade
    reasons: tuple[str, ...]
    steps: tuple[Step, ...]
