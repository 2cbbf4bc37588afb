"""发布: an approved draft becomes one sealed Release with one Posting per platform.

The seal is a signature (review/seals.py) over canonical JSON with a key kept outside the database:
whoever can write to the database cannot make or change a release. Only a release that verifies
goes out: `verify` alone makes a `Verified`, and without one there is no order for a platform.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from review.chain import chain_is_complete
from review.draft import Draft, Person, SignOff, Waiver
from review.model import Document, Report, digest_of
from review.refusal import NotAllowedError, Refusal
from review.seals import NoPrivateKeyError, seal_holds, seal_of
from review.secrecy import told


class PostingState(StrEnum):
    """`unknown` means it may be out: it is never sent again before the platform was asked."""

    PLANNED = "planned"
    SENDING = "sending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "planned": "待发送",
            "sending": "发送中",
            "confirmed": "已确认",
            "refused": "被拒绝",
            "unknown": "结果不明",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What one platform's readers will see, by digest, and the platforms that must go first."""

    platform: str
    digest: str
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One platform's share of a release as planned and sealed. `key` is used once, ever."""

    key: str
    platform: str
    rendering: str
    depends_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What goes out: one text, who signed it, where it goes, in order; and the seal over that.

    NOTE: Every field but `seal` is sealed. A new field makes older seals unverifiable.
    """

    id: str
    draft: int
    round: int
    document: str
    report: str
    ruleset: str
    sign_offs: tuple[SignOff, ...]
    waivers: tuple[Waiver, ...]
    postings: tuple[Posting, ...]
    released_by: Person
    at: datetime
    seal: str


class BrokenSealError(Exception):
    """A release is not what was sealed; nothing may be sent. One Chinese sentence."""


_HELD: Final = object()


class Verified:
    """A release whose seal held. Made by `verify` and by nothing else, and never changed."""

    __slots__ = ("_release",)

    def __init__(self, release: Release, held: object) -> None:
        if held is not _HELD:
            raise TypeError("only review.release.verify vouches for a release")
        self._release = release

    @property
    def release(self) -> Release:
        return self._release


def seal(  # everything a seal vouches for
    draft: Draft,
    document: Document,
    report: Report,
    renderings: Sequence[Rendered],
    *,
    key: bytes,
    actor: Person,
    now: datetime,
) -> Release:
    """The sealed release of a draft whose chain is complete over exactly this text and report.

    Raises NotAllowedError otherwise, or if the platforms depend on each other in a circle.
    """
    if not chain_is_complete(draft):
        sentence = "三审签字不完整或签的不是这一版文字，不能封存发布；请退回后重新送审。"
        raise NotAllowedError(Refusal.CHAIN, sentence)
    if (document.digest, report.digest) != (draft.document, draft.report):
        sentence = "要发布的文字或检查报告与签发的不一致，已停止发布；请联系管理员核查留痕。"
        raise NotAllowedError(Refusal.CHAIN, sentence)
    name = f"{draft.id}-{draft.round}"
    release = Release(
        id=name,
        draft=draft.id,
        round=draft.round,
        document=draft.document,
        report=draft.report,
        ruleset=report.ruleset,
        sign_offs=draft.sign_offs,
        waivers=draft.waivers,
        postings=tuple(
            Posting(
                key=f"{name}-{rendered.platform}",
                platform=rendered.platform,
                rendering=rendered.digest,
                depends_on=rendered.depends_on,
            )
            for rendered in _in_order(renderings)
        ),
        released_by=actor,
        at=now,
        seal="",
    )
    try:
        return replace(release, seal=seal_of(digest_of(sealed(release)), key))
    except NoPrivateKeyError:
        sentence = "这台机器上没有发布签名的私钥，不能封存发布；请管理员检查发布签名密钥目录。"
        raise NotAllowedError(Refusal.CHAIN, sentence) from None


def verify(release: Release, key: bytes) -> Verified:
    """The release, vouched for. Raises BrokenSealError unless it is, in every field, what was
    sealed.
    """
    if not seal_holds(digest_of(sealed(release)), release.seal, key):
        raise BrokenSealError(
            f"发布单{release.id}的封印不符，内容可能被改动，已停止发送；"
            "请运行 xianshen audit verify 核查。"
        )
    return Verified(release, _HELD)


def sealed(release: Release) -> dict[str, object]:
    """What the seal of a release stands over: everything of it but the seal.

    Written out by hand: what is sealed must not change because a class elsewhere grew a field.
    Persons are sealed by id, login and name; their roles may change later.
    """
    return {
        "id": release.id,
        "draft": release.draft,
        "round": release.round,
        "document": release.document,
        "report": release.report,
        "ruleset": release.ruleset,
        "sign_offs": [
            {
                "round": sign_off.round,
                "step": sign_off.step,
                "person": _named(sign_off.person),
                "document": sign_off.document,
                "report": sign_off.report,
                "decision": sign_off.decision.value,
                "opinion": sign_off.opinion,
                "at": sign_off.at.isoformat(),
                # Only where there is one, so that seals made before these were known still hold.
                **({"on_behalf": _named(sign_off.on_behalf)} if sign_off.on_behalf else {}),
                **({"replies": told(sign_off.replies)} if sign_off.replies else {}),
                **({"endorsed": sorted(sign_off.endorsed)} if sign_off.endorsed else {}),
            }
            for sign_off in release.sign_offs
        ],
        "waivers": [
            {
                "finding": waiver.finding,
                "document": waiver.document,
                "person": _named(waiver.person),
                "reason": waiver.reason,
                "at": waiver.at.isoformat(),
            }
            for waiver in release.waivers
        ],
        "postings": [
            {
                "key": posting.key,
                "platform": posting.platform,
                "rendering": posting.rendering,
                "depends_on": posting.depends_on,
            }
            for posting in release.postings
        ],
        "released_by": _named(release.released_by),
        "at": release.at.isoformat(),
    }


def _named(person: Person) -> tuple[int, str, str]:
    return person.id, person.login, person.name


def _in_order(renderings: Sequence[Rendered]) -> list[Rendered]:
    chosen = {rendered.platform for rendered in renderings}
    if len(chosen) != len(renderings):
        raise NotAllowedError(Refusal.PLATFORMS, "同一平台选了两次，请重新选择发布平台。")
    # What is depended on but not part of this release is not waited for.
    waiting = [
        replace(rendered, depends_on=tuple(name for name in rendered.depends_on if name in chosen))
        for rendered in renderings
    ]
    placed: list[Rendered] = []
    while waiting:
        done = {rendered.platform for rendered in placed}
        ready = [rendered for rendered in waiting if done.issuperset(rendered.depends_on)]
        if not ready:
            names = "、".join(rendered.platform for rendered in waiting)
            sentence = f"平台之间的依赖成环（{names}），无法排定先后；请联系管理员。"
            raise NotAllowedError(Refusal.PLATFORMS, sentence)
        placed += ready
        waiting = [rendered for rendered in waiting if rendered not in ready]
    return placed
