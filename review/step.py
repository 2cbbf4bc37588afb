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
    In the emergency lane `on_duty` marks what whoever is on duty signs at once, `later` what is
    signed after the text went out (补签); the hours of both are those of the clock.
    """

    kind: StepKind
    role: Role
    reason: str
    hours: int
    unit: Unit | None = None
    on_duty: bool = False
    later: bool = False

    @property
    def asks_questions(self) -> bool:
        """Whether its signer answers the five questions: who signs alone stands for secrecy too."""
        return self.kind is StepKind.SECRECY or self.on_duty

    @property
    def by_the_clock(self) -> bool:
        """Whether its hours run day and night."""
        return self.on_duty or self.later


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """分级审核路线: whose signatures this piece needs, in order, and why."""

    grade: Grade
    reasons: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def ahead(self) -> int:
        """How many of the signatures come before the text goes out: all but in an emergency."""
        return sum(not step.later for step in self.steps)

    @property
    def emergency(self) -> bool:
        """Whether this is the emergency lane (应急通道): signed once, released, then countersigned."""
        return self.ahead < len(self.steps)
