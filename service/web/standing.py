"""Where a draft stands, as the strip above every page about it shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from review.draft import Decision, Draft, SignOff, State, Step, StepKind
from service.web.pages import moment

_ALWAYS: Final = (StepKind.FIRST, StepKind.SECOND, StepKind.FINAL)
"""三审, which every route has; what else there is, the route tells once there is one."""

_OUT: Final = frozenset({State.RELEASED, State.CORRECTED})


class StopKind(StrEnum):
    """How a stop is coloured; the words say the same."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    label: str
    kind: StopKind
    note: str


def way_of(draft: Draft) -> tuple[Stop, ...]:
    """Writing, the three reviews, release: what is done, by whom, and what comes."""
    drafting = draft.state is State.DRAFTING
    back = f"第 {draft.round} 轮后修改中" if draft.round else "编写中"
    written = Stop(
        label="编写",
        kind=StopKind.NOW if drafting else StopKind.DONE,
        note=back if drafting else f"{draft.author.name}，第 {draft.version} 版",
    )
    reviews = (
        [_review_stop(draft, index, step) for index, step in enumerate(draft.route.steps)]
        if draft.route
        else [Stop(label=kind.label, kind=StopKind.AHEAD, note="送审后开始") for kind in _ALWAYS]
    )
    ahead = draft.route.ahead if draft.route else len(reviews)
    return (written, *reviews[:ahead], _release_stop(draft), *reviews[ahead:])


def _review_stop(draft: Draft, index: int, step: Step) -> Stop:
    kind = step.kind
    signed = next((sign for sign in draft.sign_offs if sign.step == index), None)
    if signed is not None:
        bad = signed.decision is not Decision.PASS
        return Stop(
            label=f"{kind.label}（补签）" if step.later else kind.label,
            kind=StopKind.BAD if bad else StopKind.DONE,
            note=_signature(signed, "不同意" if bad and step.later else signed.decision.label),
        )
    label = f"{kind.label}（补签）" if step.later else kind.label
    if draft.waits_at == index:
        late = step.later and not draft.objected
        kind_now = StopKind.BAD if late else StopKind.NOW
        return Stop(label=label, kind=kind_now, note=_until(draft.deadline))
    return Stop(label=label, kind=StopKind.AHEAD, note=f"{step.hours} 小时内")


def _release_stop(draft: Draft) -> Stop:
    if draft.state in _OUT:
        return Stop(label="发布", kind=StopKind.DONE, note=draft.state.label)
    if draft.state is State.WITHDRAWN:
        return Stop(label="发布", kind=StopKind.BAD, note=draft.state.label)
    if draft.state is State.RELEASING:
        return Stop(label="发布", kind=StopKind.NOW, note="正在发往各平台")
    if draft.state is State.APPROVED:
        return Stop(label="发布", kind=StopKind.NOW, note="已签发，待发布")
    return Stop(label="发布", kind=StopKind.AHEAD, note="签发后由发布人员办理")


def _signature(signed: SignOff, decided: str) -> str:
    stead = f"（代{signed.on_behalf.name}签）" if signed.on_behalf else ""
    return f"{signed.person.name}{stead} {moment(signed.at)} {decided}"


def _until(deadline: datetime | None) -> str:
    return f"等待签字，时限 {moment(deadline)}" if deadline else "等待签字"
