"""稿件: the nouns of a piece on its way. Frozen; only review/flow.py makes a moved one.

All times are aware and in UTC; all digests are written `sha256:<hex>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from review.model import Span
from review.secrecy import Reply
from review.staff import SYSTEM, Grant, Person, Role, Unit
from review.step import Grade, Route, Step, StepKind

__all__ = [
    "SYSTEM",
    "Action",
    "Answer",
    "Decision",
    "Draft",
    "Event",
    "Grade",
    "Grant",
    "Person",
    "Remark",
    "Role",
    "Route",
    "Seen",
    "SignOff",
    "State",
    "Step",
    "StepKind",
    "Unit",
    "Waiver",
]


class State(StrEnum):
    """Where a draft stands."""

    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RELEASING = "releasing"
    RELEASED = "released"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return {
            "drafting": "编写中",
            "in_review": "审核中",
            "approved": "已签发",
            "releasing": "发布中",
            "released": "已发布",
            "corrected": "已更正",
            "withdrawn": "已撤稿",
            "rejected": "已退稿",
        }[self]


OWING = frozenset({State.RELEASING, State.RELEASED})
"""States in which signatures of the emergency lane may still be owed."""


class Action(StrEnum):
    """What can be done to a draft. `start` makes one; `confirm` and `correct` are the machine's."""

    START = "start"
    EDIT = "edit"
    RECHECK = "recheck"
    WAIVE = "waive"
    ANSWER = "answer"
    SUBMIT = "submit"
    RECALL = "recall"
    SIGN = "sign"
    SEND_BACK = "send_back"
    REJECT = "reject"
    RELEASE = "release"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    DECLARE = "declare"
    COUNTERSIGN = "countersign"
    OBJECT = "object"

    @property
    def label(self) -> str:
        return {
            "start": "新建",
            "edit": "修改",
            "recheck": "重新检查",
            "waive": "豁免",
            "answer": "核对",
            "submit": "送审",
            "recall": "撤回",
            "sign": "审签",
            "send_back": "退回",
            "reject": "退稿",
            "release": "发布",
            "confirm": "发布完成",
            "withdraw": "撤稿",
            "correct": "更正",
            "declare": "列为突发应急",
            "countersign": "补签",
            "object": "补签不同意",
        }[self]


class Decision(StrEnum):
    """What a reviewer decided at a step."""

    PASS = "pass"  # noqa: S105  # a decision, no password
    SEND_BACK = "send_back"
    REJECT = "reject"

    @property
    def label(self) -> str:
        return {"pass": "通过", "send_back": "退回修改", "reject": "退稿"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What lay before a reviewer when they decided; the page hands it back with the decision."""

    round: int
    step: int
    document: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """审签: one person's decision at one step over one text and one report.

    `on_behalf`: in whose stead it was given (代签). `replies`: the five questions, where the step
    is 保密审查. `endorsed`: the keys of the waivers its signer stands for as well.

    NOTE: Stored append-only and sealed into releases. A new field changes what was signed.
    """

    round: int
    step: int
    person: Person
    document: str
    report: str
    decision: Decision
    opinion: str
    at: datetime
    on_behalf: Person | None = None
    replies: tuple[Reply, ...] = ()
    endorsed: tuple[str, ...] = ()

    @property
    def responsible(self) -> frozenset[int]:
        """The ids of everybody this signature counts for: who signed, and in whose stead."""
        return frozenset({self.person.id, *([self.on_behalf.id] if self.on_behalf else [])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """豁免: the author's written request to let a blocking finding stand. Dies with the text.

    It holds once the signer of the competent step has endorsed it by name.
    """

    finding: str
    rule: str
    span: Span
    document: str
    person: Person
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """核对: a `warn` that a person looked at and kept, and why. Dies with the text."""

    finding: str
    rule: str
    span: Span
    document: str
    person: Person
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The written reason of a move that is no decision at a step: an approval sent back, 撤稿."""

    action: Action
    person: Person
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """稿件: a piece on its way.

    `round` counts submissions, `version` counts saved texts (1 is the first), `step` indexes
    `route.steps` while in review. `since` is when the present state or step was reached.
    `sign_offs` are those of the present round, `waivers` and `answers` those of the present text.
    `unit` is whose piece it is, `corrects` the released draft this one is to replace.
    `deadline`: by when the waiting step should be signed; None if none waits.
    `replies`: the author's own answers to the five questions, as submitted in this round.
    """

    id: int
    title: str
    state: State
    round: int
    step: int | None
    version: int
    author: Person
    last_editor: Person
    unit: Unit
    document: str
    report: str
    since: datetime
    route: Route | None = None
    sign_offs: tuple[SignOff, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    answers: tuple[Answer, ...] = ()
    corrects: int | None = None
    replies: tuple[Reply, ...] = ()
    deadline: datetime | None = None

    @property
    def waits_at(self) -> int | None:
        """Which step waits for a signature: the one in review, or the one owed after release."""
        if self.step is not None or self.route is None or self.state not in OWING or self.objected:
            return self.step
        given = len(self.sign_offs)
        return given if self.route.ahead <= given < len(self.route.steps) else None

    @property
    def objected(self) -> bool:
        """Whether a countersigner refused: the text is out and must be withdrawn or corrected."""
        return self.state in OWING and any(
            sign_off.decision is not Decision.PASS for sign_off in self.sign_offs
        )

    @property
    def current_step(self) -> Step | None:
        """The step that waits for a signature; None if none does."""
        at = self.waits_at
        return None if self.route is None or at is None else self.route.steps[at]

    @property
    def signing_unit(self) -> Unit:
        """The unit whose people sign the waiting step; the draft's own if none waits."""
        step = self.current_step
        return step.unit if step and step.unit else self.unit

    @property
    def seen(self) -> Seen | None:
        """What a reviewer who looks at the draft now sees; None unless a step waits."""
        at = self.waits_at
        if at is None:
            return None
        return Seen(round=self.round, step=at, document=self.document, report=self.report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """留痕: what happened to a draft. `detail` holds ids, numbers and digests, never text."""

    action: Action
    actor: Person
    at: datetime
    draft: int
    detail: tuple[tuple[str, str], ...] = ()
