"""网站订阅源: an Atom feed beside the site, for readers, apps and portals that subscribe to it.

Each posting is one entry file, put in place in one step under its key; the feed itself is made
anew from all of them, so that it never holds an entry twice.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from review.model import Document
from service.platforms.disk import KEY, fault, put_in_place
from service.platforms.page import host_of, lines_of, page_complaints, plain
from service.platforms.pictures import file_name, illustrated_page, placed, shown
from service.platforms.platform import (
    Again,
    Can,
    Order,
    Platform,
    Receipt,
    RefusedError,
    Rendering,
    UnknownError,
)
from service.settings import Settings

_ATOM = "{http://www.w3.org/2005/Atom}"
_NEVER = "1970-01-01T00:00:00+00:00"  # of a feed from which everything was taken
_SHOWN = 200  # entries; feeds are fetched often and whole
_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>urn:xianshen:feed</id>
<title>已发布</title>
<updated>{updated}</updated>
{entries}
</feed>
"""
_ENTRY = """\
<entry>
<id>urn:xianshen:{key}</id>
<title>{title}</title>
<updated>{published_at}</updated>
<published>{published_at}</published>
{optional}<content type="html">{content}</content>
</entry>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    key: str
    release: str
    document: str
    rendering: str
    title: str
    summary: str
    author: str
    content: str
    link: str
    published_at: str


def connect(settings: Settings) -> Connector | None:
    """Beside the folder of pages, or not at all."""
    if settings.site_url and settings.site_dir == settings.data_dir / "site":
        return None
    return Connector(settings.site_dir / "feed", public_url=settings.public_url)


class Connector(Platform):
    name: ClassVar[str] = "feed"
    label: ClassVar[str] = "网站订阅源"
    depends_on: ClassVar[tuple[str, ...]] = ("folder",)
    # Longer than a write to a slow network folder that still ends well.
    settle: ClassVar[timedelta] = timedelta(minutes=1)
    can: ClassVar[frozenset[Can]] = frozenset({Can.FIND, Can.WITHDRAW})

    def __init__(self, folder: Path, *, public_url: str) -> None:
        self._folder = folder
        self._public_url = public_url.rstrip("/")

    def render(self, document: Document) -> Rendering:
        return illustrated_page(document, platform=self.name, label=self.label, read=_read)

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        return page_complaints(rendering, place="订阅源")

    def send(self, order: Order) -> Receipt:
        for complaint in self.preflight(order.rendering):
            raise RefusedError(complaint)
        there = self._place(order.key)
        known = self.find(order)
        if known is not None:
            return known
        rendering = order.rendering
        link = next(iter(order.links.values()), "")
        pictures = {
            media.digest: f"{link.rstrip('/')}/{file_name(media, order.media[media.digest])}"
            for media in shown(order.document)
            if link and media.digest in order.media
        }
        entry = _Entry(
            key=order.key,
            release=order.release,
            document=order.document.digest,
            rendering=rendering.digest,
            title=rendering.title,
            summary=rendering.summary,
            author=rendering.author,
            content=placed(rendering.content, lambda digest: pictures.get(digest, "")),
            link=link,
            published_at=order.now.isoformat(timespec="seconds"),
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            put_in_place(there, json.dumps(asdict(entry), ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            sentence = f"写不进订阅源目录（{fault(error)}），没有发布，请检查目录权限和磁盘空间。"
            raise RefusedError(sentence, again=Again.SOON, code=type(error).__name__) from error
        return self._listed(order.key)

    def find(self, order: Order) -> Receipt | None:
        there = self._place(order.key)
        try:
            if not there.exists():
                return None
            entry = _entry(there)
        except (OSError, ValueError, TypeError) as error:
            sentence = f"订阅源的条目读不出来（{fault(error)}），请检查网站目录后再试。"
            raise UnknownError(sentence, again=Again.SOON, handle=order.key) from error
        if entry.rendering != order.rendering.digest:
            sentence = "订阅源里同一编号下已有另一份内容，请先核对是谁放进去的。"
            raise RefusedError(sentence)
        # The entry is the promise, the feed its publication: a feed not made is made now.
        return self._listed(order.key)

    def read_back(self, receipt: Receipt) -> str:
        try:
            # Our own file; expat from 2.4.1 on refuses entities that blow up.
            feed = ET.parse(self._folder / "feed.xml").getroot()  # noqa: S314
        except (OSError, ET.ParseError) as error:
            sentence = f"订阅源读不出来（{fault(error)}），请检查网站目录。"
            raise UnknownError(sentence, again=Again.SOON) from error
        for entry in feed.iter(f"{_ATOM}entry"):
            if entry.findtext(f"{_ATOM}id") == f"urn:xianshen:{receipt.handle}":
                return _read(
                    entry.findtext(f"{_ATOM}title") or "",
                    entry.findtext(f"{_ATOM}summary") or "",
                    entry.findtext(f"{_ATOM}author/{_ATOM}name") or "",
                    entry.findtext(f"{_ATOM}content") or "",
                )
        raise UnknownError(f"订阅源最新的 {_SHOWN} 条里没有这一条，请核对它是否被移走。")

    def withdraw(self, receipt: Receipt) -> str:
        there = self._place(receipt.handle)
        try:
            there.unlink(missing_ok=True)
            self._make_feed()
        except OSError as error:
            sentence = f"订阅源里的条目没有删掉（{fault(error)}），请检查目录权限，稍后自动再试。"
            raise UnknownError(sentence, again=Again.SOON, code=type(error).__name__) from error
        return ""

    def _place(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            sentence = "发布编号含有不能用作文件名的字符，请把这条记录交给系统维护人员。"
            raise RefusedError(sentence)
        return self._folder / f"{key}.json"

    def _listed(self, key: str) -> Receipt:
        try:
            self._make_feed()
        except OSError as error:
            sentence = f"条目已写好，但订阅源没有更新（{fault(error)}），稍后自动核对。"
            raise UnknownError(sentence, again=Again.SOON, handle=key) from error
        url = f"{self._public_url}/feed/feed.xml" if self._public_url else ""
        return Receipt(handle=key, url=url)

    def _make_feed(self) -> None:
        listed = self._entries()
        while True:
            feed = _FEED.format(
                updated=listed[0].published_at if listed else _NEVER,
                entries="\n".join(_written(entry) for entry in listed),
            )
            put_in_place(self._folder / "feed.xml", feed)
            before, listed = listed, self._entries()
            if listed == before:  # else another worker added an entry meanwhile
                return

    def _entries(self) -> list[_Entry]:
        """The newest first; an entry that cannot be read is left out, for a person finds it."""
        found: list[_Entry] = []
        for path in self._folder.glob("[!.]*.json"):
            try:
                entry = _entry(path)
            except (OSError, ValueError, TypeError):
                continue
            if f"{entry.key}.json" == path.name:
                found.append(entry)
        found.sort(key=lambda entry: (entry.published_at, entry.key), reverse=True)
        return found[:_SHOWN]


def _entry(path: Path) -> _Entry:
    """Raises OSError, ValueError or TypeError if the file is not one of ours."""
    values = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict):
        raise TypeError(type(values).__name__)
    return _Entry(**{name: str(values.get(name, "")) for name in _Entry.__dataclass_fields__})


def _written(entry: _Entry) -> str:
    optional = ""
    if entry.author:
        optional += f"<author><name>{escape(entry.author)}</name></author>\n"
    if entry.summary:
        optional += f"<summary>{escape(entry.summary)}</summary>\n"
    if host_of(entry.link):
        optional += f'<link rel="alternate" href="{escape(entry.link, {chr(34): "&quot;"})}"/>\n'
    return _ENTRY.format(
        key=entry.key,
        title=escape(entry.title),
        published_at=entry.published_at,
        optional=optional,
        content=escape(entry.content),
    )


def _read(title: str, summary: str, author: str, content: str) -> str:
    return lines_of("\n".join((title, author, summary, plain(content))))
