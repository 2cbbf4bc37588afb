"""先审后发: MOVES, the one table of states and actions, and `move`, the only way along it.

Laws: three reviews by three persons; author and last editor never among them; an edit voids
every signature, waiver and answer; a signature names the text and the report it was given to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from review.calendar import ROUND_THE_CLOCK, Calendar
from review.chain import chain_is_complete
from review.draft import Action, Draft, Event, Person, Seen, State, Unit
from review.effect import effect
from review.model import Report
from review.permission import By, refusal
from review.refusal import NotAllowedError, Refusal, clock_time
from review.request import (
    Countersignature,
    Moved,
    Objection,
    Rejection,
    Request,
    SendingBack,
    Signature,
)
from review.staff import TOP, WRITING
from review.telling import detail_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One line of the table. `at_last_step` is the target when the last signature is given."""

    target: State
    by: By
    at_last_step: State | None = None


MOVES: Mapping[tuple[State, Action], Move] = MappingProxyType(
    {
        (State.DRAFTING, Action.EDIT): Move(target=State.DRAFTING, by=By.AUTHOR),
        (State.DRAFTING, Action.RECHECK): Move(target=State.DRAFTING, by=By.AUTHOR),
        (State.DRAFTING, Action.WAIVE): Move(target=State.DRAFTING, by=By.AUTHOR),
        (State.DRAFTING, Action.ANSWER): Move(target=State.DRAFTING, by=By.AUTHOR),
        (State.DRAFTING, Action.SUBMIT): Move(target=State.IN_REVIEW, by=By.AUTHOR),
        (State.IN_REVIEW, Action.RECALL): Move(target=State.DRAFTING, by=By.AUTHOR),
        (State.IN_REVIEW, Action.SIGN): Move(
            target=State.IN_REVIEW, by=By.REVIEWER, at_last_step=State.APPROVED
        ),
        (State.IN_REVIEW, Action.SEND_BACK): Move(target=State.DRAFTING, by=By.REVIEWER),
        (State.IN_REVIEW, Action.REJECT): Move(target=State.REJECTED, by=By.REVIEWER),
        (State.APPROVED, Action.RECALL): Move(target=State.DRAFTING, by=By.AUTHOR),
        (State.APPROVED, Action.SEND_BACK): Move(target=State.DRAFTING, by=By.SIGNATORY),
        (State.APPROVED, Action.RELEASE): Move(target=State.RELEASING, by=By.RELEASER),
        (State.RELEASING, Action.CONFIRM): Move(target=State.RELEASED, by=By.MACHINE),
        (State.RELEASING, Action.WITHDRAW): Move(target=State.WITHDRAWN, by=By.SIGNATORY),
        (State.RELEASED, Action.WITHDRAW): Move(target=State.WITHDRAWN, by=By.SIGNATORY),
        (State.RELEASED, Action.CORRECT): Move(target=State.CORRECTED, by=By.MACHINE),
        (State.DRAFTING, Action.DECLARE): Move(target=State.DRAFTING, by=By.DECLARER),
        (State.RELEASING, Action.COUNTERSIGN): Move(target=State.RELEASING, by=By.REVIEWER),
        (State.RELEASED, Action.COUNTERSIGN): Move(target=State.RELEASED, by=By.REVIEWER),
        (State.RELEASING, Action.OBJECT): Move(target=State.RELEASING, by=By.REVIEWER),
        (State.RELEASED, Action.OBJECT): Move(target=State.RELEASED, by=By.REVIEWER),
    }
)


_OVER = Signature | SendingBack | Rejection | Countersignature | Objection
"""What is decided over what lay before somebody."""


def move(
    draft: Draft,
    request: Request,
    actor: Person,
    now: datetime,
    calendar: Calendar = ROUND_THE_CLOCK,
) -> Moved:
    """The draft after the request; NotAllowedError, and nothing else, if a law forbids it.

    `calendar` says how long the hours of a step last.
    """
    line = MOVES.get((draft.state, request.action))
    if line is None:
        raise _not_in_this_state(draft, request, actor)
    _check_actor(draft, request, line.by, actor)
    at_last = draft.route is not None and draft.step == draft.route.ahead - 1
    target = line.at_last_step if line.at_last_step and at_last else line.target
    moved = effect(draft, request, actor, now, target)
    after = moved.draft
    if (after.state, _place(after)) != (draft.state, _place(draft)):
        after = replace(after, since=now)
    if _place(after) != _place(draft):  # confirming a release gives no more time to countersign
        after = replace(after, deadline=_deadline(after, now, calendar))
    if after.state is State.APPROVED and not chain_is_complete(after):
        raise NotAllowedError(Refusal.CHAIN, "签字不完整，不能签发；请撤回后重新送审。")
    return replace(moved, draft=after)


def start(  # a birth has many facts
    *,
    id: int,  # noqa: A002  # the field's name
    title: str,
    author: Person,
    unit: Unit,
    report: Report,
    now: datetime,
    corrects: int | None = None,
) -> Moved:
    """A new draft in its author's hands. Raises NotAllowedError unless they write for the unit."""
    if not author.holds_any(WRITING, unit):
        sentence = f"为{unit.name}新建稿件需要在该单位有“编辑”角色，请联系管理员。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    draft = Draft(
        id=id,
        title=title,
        state=State.DRAFTING,
        round=0,
        step=None,
        version=1,
        author=author,
        last_editor=author,
        unit=unit,
        document=report.document,
        report=report.digest,
        since=now,
        corrects=corrects,
    )
    extra = {} if corrects is None else {"corrects": str(corrects)}
    if unit.id != TOP:  # left out before there were units, and there was only the topmost
        extra["unit"] = str(unit.id)
    event = Event(
        action=Action.START, actor=author, at=now, draft=id, detail=detail_of(draft, **extra)
    )
    return Moved(draft=draft, event=event)


def allowed(draft: Draft, actor: Person) -> tuple[Action, ...]:
    """What this person may do now, as far as state, role and four eyes go: the page's buttons."""
    return tuple(
        action
        for (state, action), line in MOVES.items()
        if state is draft.state and refusal(draft, action, line.by, actor) is None
    )


def may_sign(draft: Draft, person: Person) -> bool:
    """Whether the waiting step, before release or owed after it, is this person's to sign now."""
    return not {Action.SIGN, Action.COUNTERSIGN}.isdisjoint(allowed(draft, person))


def diagram() -> str:
    """MOVES as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFTING}: {Action.START.label}"]
    lines += [f"    {state}: {state.label}" for state in State]
    for (state, action), line in MOVES.items():
        if line.at_last_step:
            lines.append(f"    {state} --> {line.at_last_step}: {action.label}（最后一签）")
        lines.append(f"    {state} --> {line.target}: {action.label}")
    leaving = {state for state, _ in MOVES}
    lines += [f"    {state} --> [*]" for state in State if state not in leaving]
    return "\n".join(lines) + "\n"


def _place(draft: Draft) -> tuple[int | None, int]:
    return draft.waits_at, draft.round


def _deadline(draft: Draft, now: datetime, calendar: Calendar) -> datetime | None:
    step = draft.current_step
    if step is None:
        return None
    return (ROUND_THE_CLOCK if step.by_the_clock else calendar).after(now, step.hours)


def _check_actor(draft: Draft, request: Request, by: By, actor: Person) -> None:
    # First what happened meanwhile: "signed by X just now" helps, "you lack a role" would not.
    if isinstance(request, _OVER) and request.seen is not None:
        _check_seen(draft, request.seen, actor)
    refused = refusal(draft, request.action, by, actor)
    if refused is not None:
        raise refused


def _check_seen(draft: Draft, seen: Seen, actor: Person) -> None:
    if seen == draft.seen:
        return
    _raise_if_decided(draft, seen, actor)
    sentence = "稿件或检查报告在您打开页面之后已经变动，请刷新页面，看过新内容再处理。"
    raise NotAllowedError(Refusal.STALE, sentence)


def _raise_if_decided(draft: Draft, seen: Seen, actor: Person) -> None:
    for sign_off in draft.sign_offs:
        if (sign_off.round, sign_off.step) == (seen.round, seen.step):
            who = "您" if sign_off.person.id == actor.id else sign_off.person.name
            done = sign_off.decision.label
            sentence = f"这一步已由{who}于{clock_time(sign_off.at)}签过（{done}），无须再签。"
            raise NotAllowedError(Refusal.ALREADY_SIGNED, sentence)


def _not_in_this_state(draft: Draft, request: Request, actor: Person) -> NotAllowedError:
    if isinstance(request, _OVER) and request.seen is not None:
        _raise_if_decided(draft, request.seen, actor)
    sentence = (
        f"稿件现在是“{draft.state.label}”，不能{request.action.label}；"
        "可能刚有人处理过，请刷新页面查看留痕。"
    )
    return NotAllowedError(Refusal.STATE, sentence)
