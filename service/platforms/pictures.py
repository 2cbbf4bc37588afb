"""配图 on their way out: where they stand in a text, what is said under them, and their bytes.

In a rendering a picture's address is its digest: that is what was signed. The connector puts the
platform's own address there once it has handed the bytes over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

from review.model import Document, Media
from service.platforms.page import Layout, sendable, whole_page
from service.platforms.platform import RefusedError, Rendering

_SOURCE = re.compile(r'src="(sha256:[0-9a-f]{64})"')
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_NAMES = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP", "": "未知格式"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimit:
    """What pictures a platform takes. `most`: octets, inclusive; `number`: how many of them."""

    platform: str
    kinds: frozenset[str]
    most: int
    number: int

    def complaints(self, document: Document, media: Mapping[str, bytes]) -> tuple[str, ...]:
        """Chinese sentences about those the platform would refuse, and those whose file is lost."""
        found: list[str] = []
        pictures = shown(document)
        if len(pictures) > self.number:
            found.append(
                f"{self.platform}最多 {self.number} 张图片，现有 {len(pictures)} 张，请移除一些。"
            )
        for number, picture in enumerate(pictures, 1):
            data = media.get(picture.digest)
            where = f"第 {number} 张图片"
            if data is None:
                found.append(f"{where}的文件没有存进系统，请在“配图”里重新上传后再送审。")
                continue
            if kind_of(data) not in self.kinds:
                taken = "、".join(sorted(_NAMES[kind] for kind in self.kinds))
                name = _NAMES[kind_of(data)]
                found.append(f"{where}是 {name}，{self.platform}只收 {taken}，请转换后重新上传。")
            if len(data) > self.most:
                found.append(
                    f"{where}有 {_size(len(data))}，超过{self.platform}上限 {_size(self.most)}，"
                    "请压缩后重新上传。"
                )
        return tuple(found)

    def check(self, document: Document, media: Mapping[str, bytes]) -> None:
        """RefusedError for the first complaint: nothing was handed over yet."""
        for complaint in self.complaints(document, media):
            raise RefusedError(complaint, code="picture")


def kind_of(data: bytes) -> str:
    """What its first octets say it is: png, jpeg, gif, webp or ""."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def file_name(media: Media, data: bytes) -> str:
    """A name that tells nobody anything: its digest and its kind."""
    ending = {"jpeg": "jpg", "": "bin"}.get(kind_of(data), kind_of(data))
    return f"{media.digest[7:23]}.{ending}"


def shown(document: Document) -> tuple[Media, ...]:
    """The pictures that go out with a text: those of which somebody said what they show."""
    return tuple(media for media in document.media if media.alt.strip())


def without_pictures(document: Document) -> Document:
    """The text alone, for laying it out; pictures come after it."""
    return replace(document, media=tuple(m for m in document.media if not m.alt.strip()))


def with_pictures(layout: Layout, document: Document) -> Layout:
    """The body with its pictures behind it, each with what is said of it right below."""
    content = layout.content
    for media in shown(document):
        alt = escape(sendable(media.alt), quote=True)
        content += f'\n<p><img src="{media.digest}" alt="{alt}"></p>'
        content += f"\n<p>{escape(sendable(caption(media)))}</p>"
    return replace(layout, content=content)


def illustrated_page(
    document: Document, *, platform: str, label: str, read: Callable[[str, str, str, str], str]
) -> Rendering:
    """The whole document with its pictures, for a platform of our own."""
    page = whole_page(without_pictures(document), platform=platform, label=label, read=read)
    layout = with_pictures(Layout(content=page.content, notes=page.notes), document)
    return replace(
        page,
        content=layout.content,
        text=read(page.title, page.summary, page.author, layout.content),
        media=tuple(media.digest for media in shown(document)),
    )


def caption(media: Media) -> str:
    """What readers read below a picture: 图片说明, its source, 审图号, and whether AI made it."""
    told = [media.alt.strip()]
    if media.credit.strip():
        told.append(f"图片来源：{media.credit.strip()}")
    if media.map_number.strip():
        told.append(f"审图号：{media.map_number.strip()}")
    if media.ai_generated:
        told.append("图片由人工智能生成")
    return "　".join(told)


def placed(content: str, address: Callable[[str], str]) -> str:
    """The body with a platform's own address for each picture's digest; "" leaves it out."""

    def put(found: re.Match[str]) -> str:
        return f'src="{escape(address(found.group(1)), quote=True)}"'

    return re.sub(r'<img src=""[^>]*>', "", _SOURCE.sub(put, content))


def _size(octets: int) -> str:
    return f"{octets / 1024 / 1024:.1f} MB" if octets >= 1024 * 1024 else f"{octets // 1024} KB"
