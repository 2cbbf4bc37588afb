"""网站目录: a static page and its manifest in a folder that a web server serves.

Both appear at once or not at all: they are written beside the site and moved into it by one
rename, whose target is the posting's key. A second posting under the same key therefore finds
the first one there.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import escape
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from review.model import Document
from service.platforms.disk import KEY, fault, put_in_place, write_through
from service.platforms.page import page_complaints, plain
from service.platforms.pictures import PictureLimit, file_name, illustrated_page, placed, shown
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

PICTURES = PictureLimit(
    platform="网站",
    kinds=frozenset({"jpeg", "png", "gif", "webp"}),
    most=5 * 1024 * 1024,
    number=20,
)
_BEIJING = timezone(timedelta(hours=8))
_STYLE = """\
body{margin:0 auto;max-width:46rem;padding:1.5rem;font:1.1rem/1.9 "Noto Serif CJK SC",serif}
h1{font-size:1.6rem;line-height:1.4;text-align:center}
p{margin:.6em 0;text-indent:2em}
.summary,.author,footer{text-indent:0;color:#555;font-size:.95rem}
footer{margin-top:3rem;border-top:1px solid #ccc;padding-top:.6rem}
li{margin:.5em 0}
img{display:block;max-width:100%;margin:0 auto}
"""
_PAGE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{root}site.css">
</head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manifest:
    """What stands beside a page, for whoever checks the site later."""

    key: str
    release: str
    document: str
    rendering: str
    title: str
    published_at: str


def connect(settings: Settings) -> Connector | None:
    """None where the office has a website of its own to tell, and named no folder besides."""
    if settings.site_url and settings.site_dir == settings.data_dir / "site":
        return None
    return Connector(settings.site_dir, public_url=settings.public_url)


class Connector(Platform):
    name: ClassVar[str] = "folder"
    label: ClassVar[str] = "网站"
    depends_on: ClassVar[tuple[str, ...]] = ()
    # Longer than a write to a slow network folder that still ends well.
    settle: ClassVar[timedelta] = timedelta(minutes=1)
    can: ClassVar[frozenset[Can]] = frozenset({Can.FIND, Can.WITHDRAW})

    def __init__(self, site: Path, *, public_url: str) -> None:
        self._site = site
        self._public_url = public_url.rstrip("/")

    def render(self, document: Document) -> Rendering:
        return illustrated_page(document, platform=self.name, label=self.label, read=_read)

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        return page_complaints(rendering, place="网站")

    def picture_complaints(self, document: Document, media: Mapping[str, bytes]) -> tuple[str, ...]:
        return PICTURES.complaints(document, media)

    def send(self, order: Order) -> Receipt:
        for complaint in self.preflight(order.rendering):
            raise RefusedError(complaint)
        PICTURES.check(order.document, order.media)
        there = self._place(order.key)
        known = self.find(order)
        if known is not None:
            return known
        try:
            self._site.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=".new-", dir=self._site))
        except OSError as error:
            raise self._refused(error) from error
        try:
            self._write(made, order)
            made.chmod(0o755)
            made.rename(there)
        except OSError as error:
            shutil.rmtree(made, ignore_errors=True)
            raise self._refused(error) from error
        try:
            self._list_pages()
        except OSError as error:
            sentence = f"页面已写入网站目录，但目录页没有更新（{fault(error)}），稍后自动核对。"
            raise UnknownError(sentence, again=Again.SOON, handle=order.key) from error
        return self._receipt(order.key)

    def find(self, order: Order) -> Receipt | None:
        there = self._place(order.key)
        try:
            manifest = self._manifest(there)
            if manifest is None:
                return None
        except (OSError, ValueError, TypeError) as error:
            sentence = f"网站目录里的发布清单读不出来（{fault(error)}），请检查网站目录后再试。"
            raise UnknownError(sentence, again=Again.SOON, handle=order.key) from error
        if manifest.rendering != order.rendering.digest:
            sentence = "网站目录里同一编号下已有另一份内容，请先核对是谁放进去的。"
            raise RefusedError(sentence)
        return self._receipt(order.key)

    def read_back(self, receipt: Receipt) -> str:
        try:
            page = (self._place(receipt.handle) / "index.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            # A folder that is not mounted hides every page at once; that is no page taken away.
            again = Again.NEVER if (self._site / "index.html").exists() else Again.SOON
            raise UnknownError("网站目录里已没有这个页面，请核实原因。", again=again) from None
        except (OSError, ValueError) as error:
            sentence = f"网站目录里的页面读不出来（{fault(error)}），请检查网站目录。"
            raise UnknownError(sentence, again=Again.SOON) from error
        tree = LexborHTMLParser(page)
        for footer in tree.css("body > footer"):
            footer.decompose()
        body = tree.body
        return "" if body is None else plain(body.html or "")

    def withdraw(self, receipt: Receipt) -> str:
        there = self._place(receipt.handle)
        try:
            if there.exists():
                # Out of the readers' sight in one step; then at leisure.
                gone = Path(tempfile.mkdtemp(prefix=".gone-", dir=self._site))
                there.rename(gone / there.name)
                shutil.rmtree(gone)
            self._list_pages()
        except OSError as error:
            sentence = (
                f"网站目录里的页面没有删干净（{fault(error)}），请检查目录权限，稍后自动再试。"
            )
            raise UnknownError(sentence, again=Again.SOON, code=type(error).__name__) from error
        return ""

    def _place(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            sentence = "发布编号含有不能用作文件名的字符，请把这条记录交给系统维护人员。"
            raise RefusedError(sentence)
        return self._site / key

    def _receipt(self, key: str) -> Receipt:
        url = f"{self._public_url}/{quote(key)}/" if self._public_url else ""
        return Receipt(handle=key, url=url)

    def _refused(self, error: OSError) -> RefusedError:
        sentence = f"写不进网站目录（{fault(error)}），没有发布，请检查目录权限和磁盘空间。"
        return RefusedError(sentence, again=Again.SOON, code=type(error).__name__)

    def _write(self, folder: Path, order: Order) -> None:
        rendering = order.rendering
        when = order.now.astimezone(_BEIJING)
        names: dict[str, str] = {}
        for media in shown(order.document):
            data = order.media[media.digest]
            names[media.digest] = file_name(media, data)
            (folder / names[media.digest]).write_bytes(data)
        content = placed(rendering.content, lambda digest: names.get(digest, ""))
        article = _article(rendering.title, rendering.summary, rendering.author, content)
        footer = f"<footer>发布时间：{when:%Y-%m-%d %H:%M}</footer>"
        page = _PAGE.format(title=escape(rendering.title), root="../", body=f"{article}\n{footer}")
        manifest = {
            "schema": "xianshen.page/1",
            "key": order.key,
            "release": order.release,
            "document": order.document.digest,
            "rendering": rendering.digest,
            "title": rendering.title,
            "published_at": order.now.isoformat(timespec="seconds"),
        }
        write_through(folder / "index.html", page)
        write_through(
            folder / "manifest.json",
            json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n",
        )

    def _manifest(self, folder: Path) -> _Manifest | None:
        """None if nothing stands there. OSError, ValueError or TypeError if it can't be read."""
        if not folder.exists():
            return None
        values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if not isinstance(values, dict):
            raise TypeError(type(values).__name__)
        fields = _Manifest.__dataclass_fields__
        return _Manifest(**{name: str(values.get(name, "")) for name in fields})

    def _list_pages(self) -> None:
        """The site's front page: what is out, newest first."""
        if not (self._site / "site.css").exists():
            put_in_place(self._site / "site.css", _STYLE)
        shown = self._pages()
        while True:
            rows = "\n".join(
                f'<li><a href="{quote(page.key)}/">{escape(page.title)}</a></li>' for page in shown
            )
            body = f"<h1>已发布</h1>\n<ul>\n{rows}\n</ul>"
            put_in_place(
                self._site / "index.html", _PAGE.format(title="已发布", root="", body=body)
            )
            before, shown = shown, self._pages()
            if shown == before:  # else another worker put a page there meanwhile
                return

    def _pages(self) -> list[_Manifest]:
        found: list[_Manifest] = []
        for folder in self._site.iterdir():
            if folder.is_dir() and not folder.name.startswith("."):
                try:
                    manifest = self._manifest(folder)
                except (OSError, ValueError, TypeError):
                    continue  # somebody else's folder
                if manifest is not None and manifest.key == folder.name:
                    found.append(manifest)
        return sorted(found, key=lambda page: (_moment(page), page.key), reverse=True)


def _article(title: str, summary: str, author: str, content: str) -> str:
    parts = [f"<h1>{escape(title)}</h1>"]
    if summary:
        parts.append(f'<p class="summary">{escape(summary)}</p>')
    if author:
        parts.append(f'<p class="author">{escape(author)}</p>')
    return "\n".join(("<article>", *parts, content, "</article>"))


def _read(title: str, summary: str, author: str, content: str) -> str:
    return plain(_article(title, summary, author, content))


def _moment(manifest: _Manifest) -> datetime:
    try:
        moment = datetime.fromisoformat(manifest.published_at)
    except ValueError:
        return datetime.min.replace(tzinfo=_BEIJING)
    return moment if moment.tzinfo else moment.replace(tzinfo=_BEIJING)
