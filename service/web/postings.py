"""One posting as the release page shows it: what became of it, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.release import PostingState
from service.actions.decide_posting import PostingDecision
from service.platforms import BY_HAND, TO_CONFIRM
from service.store.postings import PostingRecord, Reading
from service.web.pages import moment

_KINDS = {
    PostingState.PLANNED: "hint",
    PostingState.SENDING: "hint",
    PostingState.CONFIRMED: "good",
    PostingState.REFUSED: "block",
    PostingState.UNKNOWN: "warn",
}
_WORDS = {
    PostingState.PLANNED: "已列入发送，等待发出。",
    PostingState.SENDING: "正在与平台联系。",
    PostingState.CONFIRMED: "平台已确认发布。",
    PostingState.REFUSED: "平台没有发布这篇稿件。",
    PostingState.UNKNOWN: "连接中断，尚不知道平台是否已经发布；问清之前绝不重发。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """What the last look at the platform came to."""

    at: datetime | None
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPosting:
    """`under_way`: something may change without anybody's doing."""

    key: str
    label: str
    state: str
    kind: str
    explanation: str
    trouble: str
    facts: tuple[tuple[str, str], ...]
    read_back: ReadBack | None
    may_read_back: bool
    choices: tuple[PostingDecision, ...]
    under_way: bool
    by_hand: bool
    evidence: str
    url: str


def by_hand(posting: PostingRecord) -> bool:
    """Whether it waits for a person to publish it."""
    return posting.needs_person and posting.code == BY_HAND


def to_confirm(posting: PostingRecord) -> bool:
    """Whether the platform's own administrator has to confirm it there."""
    return posting.state is PostingState.UNKNOWN and posting.code == TO_CONFIRM


def label_of(posting: PostingRecord) -> str:
    """The word on its badge."""
    if by_hand(posting):
        return "待人工代发"
    return "等平台管理员确认" if to_confirm(posting) else posting.state.label


def kind_of(posting: PostingRecord) -> str:
    """The colour of its badge."""
    if by_hand(posting):
        return "warn"
    return _KINDS[posting.state]


def show_posting(
    posting: PostingRecord,
    label: str,
    *,
    may_decide: bool,
    evidence: str = "",
    url: str = "",
) -> ShownPosting:
    """The posting for the page. `evidence` and `url`: what was typed and could not be taken."""
    facts = (
        ("网址", posting.url),
        ("平台编号", posting.handle),
        ("平台流水号", posting.reference),
        ("平台代码", "" if by_hand(posting) or to_confirm(posting) else posting.code),
        ("呈现", posting.rendering),
        ("发送次数", str(posting.attempts) if posting.attempts else ""),
        ("确认时间", moment(posting.confirmed_at) if posting.confirmed_at else ""),
    )
    waits = posting.needs_person
    return ShownPosting(
        key=posting.key,
        label=label,
        state=label_of(posting),
        kind=kind_of(posting),
        explanation=_explained(posting),
        trouble="" if by_hand(posting) or to_confirm(posting) else posting.message,
        facts=tuple((name, value) for name, value in facts if value),
        read_back=_read_back(posting),
        may_read_back=posting.state is PostingState.CONFIRMED,
        choices=_choices(posting) if waits and may_decide else (),
        under_way=(posting.closed_at is None and not waits) or _unread(posting),
        by_hand=by_hand(posting) and may_decide,
        evidence=evidence,
        url=url,
    )


def _explained(posting: PostingRecord) -> str:
    if by_hand(posting) or to_confirm(posting):
        return posting.message
    waits = posting.needs_person
    return "等人判定，系统不会再自动处理。" if waits else _WORDS[posting.state]


def _choices(posting: PostingRecord) -> tuple[PostingDecision, ...]:
    """Sending once more helps nothing where a person sends."""
    without = {PostingDecision.RESEND} if by_hand(posting) else set()
    return tuple(choice for choice in PostingDecision if choice not in without)


def _unread(posting: PostingRecord) -> bool:
    # The worker reads back by itself once; when that failed the page stops waiting for it.
    confirmed = posting.state is PostingState.CONFIRMED
    return confirmed and posting.reading is Reading.UNREAD and posting.read_at is None


def _read_back(posting: PostingRecord) -> ReadBack | None:
    if posting.reading is Reading.UNREAD:
        if posting.state is not PostingState.CONFIRMED:
            return None
        return ReadBack(
            at=posting.read_at, kind="note", sentence="尚未读到平台上的文字，稍后再读。"
        )
    sentences = {
        Reading.SAME: ("good", "平台上的文字与签发的一致。"),
        Reading.DIFFERS: ("bad", "平台上的文字与签发的不一致，请立即核对。"),
        Reading.GONE: ("bad", "平台上已看不到这篇稿件，请立即核对。"),
        Reading.MANUAL: ("note", "由人核对确认已发出。"),
    }
    kind, sentence = sentences[posting.reading]
    return ReadBack(at=posting.read_at, kind=kind, sentence=sentence)
