"""What `flow.move` can be asked for, one frozen value per action, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from review.draft import Action, Answer, Draft, Event, Remark, Route, Seen, SignOff, Waiver
from review.model import Report
from review.secrecy import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A new text with its report. Voids every waiver and answer.

    `fixed`: the findings of the text before that this one has put right, each by key and
    fingerprint.
    """

    action: ClassVar[Action] = Action.EDIT
    title: str
    report: Report
    fixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """The same text judged anew: another day, or rules that have changed since."""

    action: ClassVar[Action] = Action.RECHECK
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiving:
    """豁免 of the blocking finding with this key.

    `fingerprint`: what its words are known by, for the log; no law asks for it.
    """

    action: ClassVar[Action] = Action.WAIVE
    report: Report
    finding: str
    reason: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """核对 of the `warn` with this key: it stays, for this reason. `fingerprint`: as in Waiving."""

    action: ClassVar[Action] = Action.ANSWER
    report: Report
    finding: str
    reason: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """送审, with the report of the text as it is and the route that follows from it.

    `replies`: the author's own answers to the five questions, where the route asks for them.
    `renderings`: by platform, the digest of what its readers would see.
    """

    action: ClassVar[Action] = Action.SUBMIT
    report: Report
    route: Route
    replies: tuple[Reply, ...] = ()
    renderings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """The author takes the piece back; all signatures go."""

    action: ClassVar[Action] = Action.RECALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """审签: the step passes, over what the reviewer saw.

    `replies` answers the five questions where the step is 保密审查; `endorsed` names, one by one,
    the waivers that the signer of this step has to stand for.
    """

    action: ClassVar[Action] = Action.SIGN
    seen: Seen
    opinion: str = ""
    replies: tuple[Reply, ...] = ()
    endorsed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingBack:
    """退回修改. `seen` is None where an approved piece, which waits at no step, is sent back.

    `replies`: whatever the secrecy reviewer has answered already, a yes above all.
    """

    action: ClassVar[Action] = Action.SEND_BACK
    seen: Seen | None
    reason: str
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """退稿: the end of this piece."""

    action: ClassVar[Action] = Action.REJECT
    seen: Seen
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrder:
    """发布. `report` judges the signed text on the day it goes out, by the rules of that day."""

    action: ClassVar[Action] = Action.RELEASE
    report: Report
    platforms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Every posting has come to an end. `postings` tells of each platform whether it is out."""

    action: ClassVar[Action] = Action.CONFIRM
    postings: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """撤稿 of what is out or on its way out."""

    action: ClassVar[Action] = Action.WITHDRAW
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """更正: another draft, now released, has taken this one's place."""

    action: ClassVar[Action] = Action.CORRECT
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """列为突发应急: this piece may take the emergency lane though its category is another."""

    action: ClassVar[Action] = Action.DECLARE
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersignature:
    """补签: a step of the emergency lane passes after the text went out."""

    action: ClassVar[Action] = Action.COUNTERSIGN
    seen: Seen
    opinion: str = ""
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """补签不同意: what went out should not have; it has to be withdrawn or corrected."""

    action: ClassVar[Action] = Action.OBJECT
    seen: Seen
    reason: str


Request = (
    Edit
    | Recheck
    | Waiving
    | Answering
    | Submission
    | Recall
    | Signature
    | SendingBack
    | Rejection
    | ReleaseOrder
    | Confirmation
    | Withdrawal
    | Correction
    | Declaration
    | Countersignature
    | Objection
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A draft one move on, the event that says so, and whichever record the move left behind."""

    draft: Draft
    event: Event
    sign_off: SignOff | None = None
    waiver: Waiver | None = None
    answer: Answer | None = None
    remark: Remark | None = None
