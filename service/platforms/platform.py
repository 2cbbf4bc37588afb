"""What every platform connector is, says and may raise.

A connector sends one sealed text to one place. It never decides whether to try again: it says
what is known (`RefusedError`: nothing went out; `UnknownError`: something may have gone out) and
leaves the rest to delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol

from review.model import LATER, Document, canonical, digest_of
from review.release import BrokenSealError, Verified


class Can(StrEnum):
    """能做什么. What a platform is able to do besides publishing.

    STAGE: hold a text that no reader sees yet, show it again, and publish it by a further call.
    FIND: be asked whether a posting is out. WITHDRAW: take a posting down. EDIT: show another
    text under the same address. FLAG_AI: mark a posting as AI-made in a field of its own.
    MANUAL: a person does it; `send` always refuses with the code BY_HAND.
    """

    STAGE = "stage"
    FIND = "find"
    WITHDRAW = "withdraw"
    EDIT = "edit"
    FLAG_AI = "flag_ai"
    MANUAL = "manual"


BY_HAND = "by_hand"
"""The code of a refusal that asks a person to publish by hand and to say where it stands."""

TO_CONFIRM = "to_confirm"
"""The code of an unknown that waits for the platform's own administrator to confirm it there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """呈现: one document as one platform's readers will see it.

    `content` is the HTML handed to the platform, already without what the platform would strip;
    `text` is what a reader reads, line by line, and what the read-back is compared with;
    `notes` are Chinese sentences for those who sign: what this platform leaves out.
    `ai_label` is the line of `text` that tells of AI's part, `ai_flag` what the platform's own
    field for that is set to; both "" where the text has none. `media` are the digests of the
    pictures that go with it, in their order. `variant`: which variant's words it shows, "" for
    the text itself.
    """

    platform: str
    title: str
    summary: str
    author: str
    content: str
    text: str
    notes: tuple[str, ...] = ()
    ai_label: str = field(default="", metadata=LATER)
    ai_flag: str = field(default="", metadata=LATER)
    media: tuple[str, ...] = field(default=(), metadata=LATER)
    variant: str = field(default="", metadata=LATER)

    @property
    def digest(self) -> str:
        """NOTE: sealed into releases; a new field must be LATER, or older seals do not fit."""
        return digest_of(canonical(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """回执: the platform's own name for what it published (`handle`), and where readers find it.

    `reference` is the platform's reference for support (WeChat's `rid`), if it gave one.
    """

    handle: str
    url: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """暂存: the platform's name for a text it holds and shows to nobody yet.

    `url`: the address it will have once it is out, if that is known already.
    """

    handle: str
    url: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a platform's access stands. `sentence`: one Chinese sentence, "" if all is well.

    `token_until`: when the present token ends. `quota_left`: calls left today. `skew`: the
    platform's clock minus ours. Each None where the platform does not tell.
    """

    reachable: bool
    sentence: str = ""
    token_until: datetime | None = None
    quota_left: int | None = None
    skew: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A posting to be carried out: one that `sealed`, a release whose seal held, has planned.

    `key` is the posting's once-only key. `handle` is what the platform, an earlier attempt or
    staging left behind for recognising the job (empty at first). `links` holds the public address
    of each posting this one depends on, by platform name. `since` is when the posting was planned:
    what the platform published earlier than that is not ours. `media`: the bytes of the pictures,
    by digest. `replaces`: what this platform carries of the release that this one corrects.

    Raises BrokenSealError if text, rendering or key are not what was sealed.
    """

    sealed: Verified
    key: str
    document: Document
    rendering: Rendering
    since: datetime
    now: datetime
    handle: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    replaces: Receipt | None = None

    def __post_init__(self) -> None:
        release = self.sealed.release
        planned = {
            (posting.key, posting.platform, posting.rendering) for posting in release.postings
        }
        rendering = self.rendering
        if (
            self.document.digest != release.document
            or (self.key, rendering.platform, rendering.digest) not in planned
        ):
            raise BrokenSealError(
                f"要发送的内容不是发布单{release.id}封存的，已停止发送；"
                "请运行 xianshen audit verify 核查。"
            )

    @property
    def release(self) -> str:
        return self.sealed.release.id


class Again(StrEnum):
    """When trying once more makes sense without anybody's doing."""

    SOON = "soon"
    MINUTE = "minute"
    TOMORROW = "tomorrow"
    NEVER = "never"


class PlatformError(Exception):
    """What a platform answered, as one Chinese sentence that holds no secret and no draft text.

    `code` is the platform's own error code, `reference` its reference for support, `handle` what
    was learned for recognising the job later; `sent` is set by whoever drives the connector.

    PlatformError
    ├── RefusedError   nothing was published
    └── UnknownError   something may have been published, or the platform could not be asked
    """

    def __init__(
        self,
        sentence: str,
        *,
        again: Again = Again.NEVER,
        code: str = "",
        reference: str = "",
        handle: str = "",
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.again = again
        self.code = code
        self.reference = reference
        self.handle = handle
        self.sent = False


class RefusedError(PlatformError):
    """Definite: nothing was done. `again` says when to try once more; NEVER needs a person."""


class UnknownError(PlatformError):
    """It may have been done. `again` says when to *ask* again; NEVER needs a person."""


class Platform(Protocol):
    """平台. One file in this folder implements it, by inheritance, and exports `connect(settings)`.

    `can`: what it is able to do besides publishing; the methods for what it cannot are never
    called, and need not be written. `settle`: how long after the last attempt the answer "not
    there" may be believed; longer than any request of ours can be under way. `depends_on`:
    platforms whose address this one points at; they belong to the same release and go first.
    `framed`: `read_back` gives a whole page, in which the text stands among other things.
    `checklist`: what a person who publishes there by hand has to mind.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    depends_on: ClassVar[tuple[str, ...]]
    settle: ClassVar[timedelta]
    can: ClassVar[frozenset[Can]] = frozenset({Can.FIND})
    framed: ClassVar[bool] = False
    checklist: ClassVar[tuple[str, ...]] = ()

    def render(self, document: Document) -> Rendering:
        """The document as this platform's readers will see it. Pure: same document, same answer."""
        ...

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        """Why the platform would refuse this, as Chinese sentences; empty if it would not."""
        ...

    def picture_complaints(self, document: Document, media: Mapping[str, bytes]) -> tuple[str, ...]:
        """Why the platform would refuse the pictures that go out with a text, as Chinese
        sentences. `media`: their bytes by digest, those that are stored.
        """
        del document, media
        return ()

    def address_complaint(self, address: str) -> str:
        """Why an address that a person gives cannot be of this platform; "" if it can."""
        del address
        return ""

    def stage(self, order: Order) -> Staged:
        """Hand the text over without showing it to readers. Raises RefusedError or UnknownError;
        neither is grave, for nothing is public, and staging once more does no harm.
        """
        raise self._cannot("先存后发", order.key)

    def staged(self, order: Order) -> str:
        """What the platform holds under `order.handle`, as `Rendering.text` is written. It is
        compared with what was signed before anything is shown. Raises PlatformError.
        """
        raise self._cannot("先存后发", order.key)

    def send(self, order: Order) -> Receipt:
        """Publish; where the platform stages, what is held under `order.handle`.

        Raises RefusedError if nothing went out, UnknownError if something may have.
        """
        ...

    def find(self, order: Order) -> Receipt | None:
        """Ask the platform whether the posting is out; None only if it says that it is not.

        Raises RefusedError if the platform says the job failed, UnknownError if it cannot tell.
        """
        ...

    def edit(self, order: Order) -> Receipt:
        """Show the order's text in the place of what `order.replaces` names, under its address.

        Raises as `send` does. `find` finds it under the new key afterwards.
        """
        raise self._cannot("原地更正", order.key)

    def withdraw(self, receipt: Receipt) -> str:
        """Take it down; well done too if it is down already. The platform's reference, or "".

        Raises RefusedError if it stays up, UnknownError if nobody knows (asked again later).
        """
        raise self._cannot("撤稿", receipt.handle)

    def read_back(self, receipt: Receipt) -> str:
        """What readers see there now, as `Rendering.text` is written. Raises UnknownError."""
        ...

    def health(self, now: datetime) -> Health:
        """How access stands. Asks the platform, changes nothing, raises nothing."""
        return Health(reachable=now is not None)

    def close(self) -> None:
        """Gives up whatever connections it holds; it is not used again."""
        return

    def _cannot(self, verb: str, handle: str) -> RefusedError:
        sentence = f"{self.label}不支持{verb}，请到平台后台处理。"
        return RefusedError(sentence, code="cannot", handle=handle)
