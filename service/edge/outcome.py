"""How a release stands as a whole: what is out, what is not, and exactly what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from review.draft import Draft, State
from review.refusal import clock_time
from review.release import PostingState
from service.office import Office
from service.platforms import BY_HAND, Can
from service.store.postings import PostingRecord
from service.store.takedowns import Takedown, TakedownState


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`broken`: it has come to a stand half way. `remedies`: one sentence for each thing to do."""

    out: tuple[str, ...] = ()
    not_out: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    broken: bool = False
    fire_at: datetime | None = None
    held_at: datetime | None = None


def outcome_of(office: Office, draft: Draft, records: Sequence[PostingRecord]) -> Outcome:
    """From where each posting stands; `records` in the order they go out."""
    stuck = [one for one in records if one.needs_person and one.code != BY_HAND]
    unsure = [one for one in stuck if one.state is PostingState.UNKNOWN]
    out = [one for one in records if one.state is PostingState.CONFIRMED]
    waiting = [one for one in records if one.closed_at is None and one not in stuck]
    unsent = [one for one in records if one.state is PostingState.PLANNED and not one.closed_at]
    releasing = draft.state is State.RELEASING
    return Outcome(
        out=tuple(label_in(office, one.platform) for one in out),
        not_out=tuple(label_in(office, one.platform) for one in stuck if one not in unsure),
        waiting=tuple(label_in(office, one.platform) for one in waiting),
        remedies=tuple(_remedies(office, records, stuck, out)) if releasing else (),
        broken=releasing and bool(stuck),
        fire_at=next((one.fire_at for one in unsent if one.fire_at), None),
        held_at=next((one.held_at for one in records if one.held_at and not one.closed_at), None),
    )


def label_in(office: Office, platform: str) -> str:
    """What readers know a platform as; its name if it is not set up any more."""
    return office.platforms[platform].label if platform in office.platforms else platform


def _remedies(
    office: Office,
    records: Sequence[PostingRecord],
    stuck: Sequence[PostingRecord],
    out: Sequence[PostingRecord],
) -> list[str]:
    said: list[str] = []
    for one in stuck:
        label = label_in(office, one.platform)
        behind = "、".join(label_in(office, name) for name in _behind(one.platform, records))
        also = f"等它的{behind}也随之不发" if behind else "其余平台照发"
        if one.state is PostingState.UNKNOWN:
            said.append(
                f"{label}：不知道发出没有。先到平台后台看，再在下面判定；问清之前绝不重发。"
            )
        else:
            said.append(
                f"{label}：没有发出（{one.message or '平台拒绝'}）。改好原因后选“重新发送”；"
                f"或选“不再发送”，{also}。"
            )
    if out:
        by_hand = [one for one in out if not _may_withdraw(office, one)]
        alone = [one for one in out if _may_withdraw(office, one)]
        parts = [
            f"{'、'.join(label_in(office, one.platform) for one in some)}{how}"
            for some, how in ((alone, "由系统撤下"), (by_hand, "须到平台后台撤下后在本页登记"))
            if some
        ]
        said.append(f"要全部收回：由终审人在本页撤稿，{'，'.join(parts)}。")
    return said


def _behind(platform: str, records: Sequence[PostingRecord]) -> list[str]:
    """The platforms that wait for this one, directly or not."""
    gone = {platform}
    for one in records:
        if one.closed_at is None and not gone.isdisjoint(one.depends_on):
            gone.add(one.platform)
    return [one.platform for one in records if one.platform in gone and one.platform != platform]


def _may_withdraw(office: Office, one: PostingRecord) -> bool:
    platform = office.platforms.get(one.platform)
    return platform is not None and Can.WITHDRAW in platform.can and bool(one.handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTakedown:
    """One line of what is being taken down. `open`: a person may say something of it."""

    posting: str
    label: str
    state: str
    kind: str
    url: str
    said: str
    open: bool


def takedown_shown(office: Office, one: Takedown) -> ShownTakedown:
    """The takedown for a page."""
    kinds = {TakedownState.GONE: "good", TakedownState.STANDS: "block", TakedownState.LEFT: "block"}
    said = one.message
    if one.closed_at is not None:
        said = f"{clock_time(one.closed_at)}　{said}".strip()
    return ShownTakedown(
        posting=one.posting,
        label=label_in(office, one.platform),
        state=one.state.label,
        kind=kinds.get(one.state, "warn"),
        url=one.url,
        said=said,
        open=one.needs_person,
    )
