"""What every platform connector is, says and may raise.

A connector sends one sealed text to one place. It never decides whether to try again: it says
what is known (`RefusedError`: nothing went out; `UnknownError`: something may have gone out) and
leaves the rest to delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol

from review.model import Document, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """呈现: one document as one platform's readers will see it.

    `content` is the HTML handed to the platform, already without what the platform would strip;
    `text` is what a reader reads, line by line, and what the read-back is compared with;
    `notes` are Chinese sentences for those who sign: what this platform leaves out.
    """

    platform: str
    title: str
    summary: str
    author: str
    content: str
    text: str
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """NOTE: sealed into releases; a new field here makes older seals unverifiable."""
        return digest_of(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A posting to be carried out. Only a verified, sealed release makes one.

    `key` is the posting's once-only key. `handle` is what the platform or an earlier attempt left
    behind for recognising the job (empty at first). `links` holds the public address of each
    posting this one depends on, by platform name. `since` is when the posting was planned: what
    the platform published earlier than that is not ours.
    """

    key: str
    release: str
    document: Document
    rendering: Rendering
    since: datetime
    now: datetime
    handle: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """回执: the platform's own name for what it published (`handle`), and where readers find it.

    `reference` is the platform's reference for support (WeChat's `rid`), if it gave one.
    """

    handle: str
    url: str = ""
    reference: str = ""


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
    """Definite: nothing was published. `again` says when to try once more; NEVER needs a person."""


class UnknownError(PlatformError):
    """It may have been published. `again` says when to *ask* again; NEVER needs a person."""


class Platform(Protocol):
    """平台. One file in this folder implements it and exports `connect(settings)`.

    `settle`: how long after the last attempt the answer "not there" may be believed; longer than
    any request of ours can be under way. `depends_on`: platforms whose confirmed address this one
    points at; they belong to the same release and go first.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    depends_on: ClassVar[tuple[str, ...]]
    settle: ClassVar[timedelta]

    def render(self, document: Document) -> Rendering:
        """The document as this platform's readers will see it. Pure: same document, same answer."""
        ...

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        """Why the platform would refuse this, as Chinese sentences; empty if it would not."""
        ...

    def send(self, order: Order) -> Receipt:
        """Publish. Raises RefusedError if nothing went out, UnknownError if something may have."""
        ...

    def find(self, order: Order) -> Receipt | None:
        """Ask the platform whether the posting is out; None only if it says that it is not.

        Raises RefusedError if the platform says the job failed, UnknownError if it cannot tell.
        """
        ...

    def read_back(self, receipt: Receipt) -> str:
        """What readers see there now, as `Rendering.text` is written. Raises UnknownError."""
        ...
