"""人工代发: platforms without an official way in. A person publishes, the machine checks.

The person takes a sealed package, publishes by hand, and gives the address back; the public page
is then read back like any other. Nothing here pretends to be a browser or signs in anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from review.model import Document
from service.platforms.manual.places import OURS, Place, places_in
from service.platforms.page import lines_of, page_complaints, plain
from service.platforms.pictures import PictureLimit, illustrated_page
from service.platforms.platform import (
    BY_HAND,
    Can,
    Health,
    Order,
    Platform,
    Receipt,
    RefusedError,
    Rendering,
    UnknownError,
)
from service.platforms.public import Fetcher, address_complaint
from service.platforms.wire import Way
from service.settings import Settings, SettingsError

_PICTURES = PictureLimit(
    platform="代发包",
    kinds=frozenset({"jpeg", "png", "gif", "webp"}),
    most=5 * 1024 * 1024,
    number=20,
)


def connect(settings: Settings) -> tuple[Platform, ...]:
    """One connector for each place the office publishes on by hand. Raises SettingsError."""
    if not settings.manual_platforms:
        return ()
    known = dict(places_in(OURS))
    if settings.manual_places is not None:
        known |= places_in(settings.manual_places)
    unknown = [name for name in settings.manual_platforms if name not in known]
    if unknown:
        message = (
            f"XIANSHEN_MANUAL_PLATFORMS 里的 {'、'.join(unknown)} 不在代发平台清单里"
            f"（有：{'、'.join(sorted(known))}），请改正。"
        )
        raise SettingsError(message)
    fetcher = Fetcher(way=Way.of(settings))
    return tuple(connector(known[name], fetcher) for name in settings.manual_platforms)


class Connector(Platform):
    """A place. Its receipts name the address a person gave back."""

    place: ClassVar[Place]
    # Before the address is handed back somebody has been there: asking has nothing to wait for.
    settle: ClassVar[timedelta] = timedelta(minutes=1)
    can: ClassVar[frozenset[Can]] = frozenset({Can.MANUAL})
    framed: ClassVar[bool] = True
    depends_on: ClassVar[tuple[str, ...]] = ("site", "folder")

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    def render(self, document: Document) -> Rendering:
        return illustrated_page(document, platform=self.name, label=self.label, read=_read)

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        return page_complaints(rendering, place=self.label)

    def picture_complaints(self, document: Document, media: Mapping[str, bytes]) -> tuple[str, ...]:
        return _PICTURES.complaints(document, media)

    def address_complaint(self, address: str) -> str:
        return address_complaint(address, self.place.hosts)

    def send(self, order: Order) -> Receipt:
        for complaint in self.preflight(order.rendering):
            raise RefusedError(complaint)
        sentence = (
            f"{self.label}须人工代发：请下载代发包，照清单在平台后台发布，再把发布后的网址填回来。"
        )
        raise RefusedError(sentence, code=BY_HAND)

    def find(self, order: Order) -> Receipt | None:
        del order
        return None

    def read_back(self, receipt: Receipt) -> str:
        if not self.place.readable:
            sentence = f"{self.label}的页面不登录看不到正文，请人工打开核对。"
            raise UnknownError(sentence, code=BY_HAND)
        return plain(self._fetcher.page(receipt.url, self.place.hosts))

    def health(self, now: datetime) -> Health:
        del now
        return Health(reachable=True)


def connector(place: Place, fetcher: Fetcher) -> Connector:
    """A connector of its own class, for its name and label belong to the class."""
    made = type(
        f"{place.name.capitalize()}Connector",
        (Connector,),
        {
            "name": place.name,
            "label": place.label,
            "place": place,
            "checklist": place.checklist,
        },
    )
    found: Connector = made(fetcher)
    return found


def _read(title: str, summary: str, author: str, content: str) -> str:
    """Title and body: what such places show of summary and author is theirs to decide."""
    del summary, author
    return lines_of(f"{title}\n{plain(content)}")
