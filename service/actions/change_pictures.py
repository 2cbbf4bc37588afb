"""配图. Pictures of a draft: added, described, taken away; each change is a new version of the text.

What a picture shows is text too: its description is a caption, which the gates read, what a QR
code in it says is a link like any other, and its words are read where the extra `ocr` is installed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from review import flow
from review.draft import Action, Draft, Person
from review.formats.codes import MOST_PIXELS, links_in_picture
from review.formats.measure import size_of
from review.formats.ocr import words_in_picture
from review.formats.photo import tells_position
from review.model import Document, Link, Media
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError
from service.actions.save_draft import save_draft
from service.office import Office
from service.store.media import Picture

LARGEST: Final = 5 * 1024 * 1024
"""Octets a picture may have: what platforms take, and what a reader's phone can be asked to load."""

MOST: Final = 20
_LONGEST: Final = 200
_MAP_NUMBER: Final = re.compile(
    r"(?:GS[\u4e00-\u9fff]{0,2}|[\u4e00-\u9fff]{1,3}S)\s?[(（〔][0-9]{4}[)）〕][0-9]{1,5}号"
)
"""审图号: GS(2024)0650号, GS京(2022)0001号, 苏S(2023)12号."""

_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A picture handed in, with what was said about it; `media.digest` is filled in here."""

    media: Media
    data: bytes


def change_pictures(
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    version: int,
    kept: Sequence[Media],
    added: Sequence[Added] = (),
) -> Draft:
    """The draft with exactly these pictures. InvalidError says what is wrong with which of them."""
    pictures = [picture_of(one.media.name, one.data) for one in added]
    new = [
        replace(one.media, digest=picture.digest, words=words_in_picture(picture.data))
        for one, picture in zip(added, pictures, strict=True)
    ]
    listed = (*kept, *new)
    _check(listed)
    now = office.now()
    with office.write() as unit:
        editor = seated(unit, actor, now)
        draft = found_draft(unit, draft_id)
        base = unit.drafts.document(draft.document)
        if Action.EDIT in flow.allowed(draft, editor):
            for picture in pictures:
                unit.pictures.put(picture, editor, now)
        known = {media.digest: unit.pictures.get(media.digest) for media in (*base.media, *listed)}
    codes = {
        digest: tuple(links_in_picture(picture.data)) if picture else ()
        for digest, picture in known.items()
    }
    document = _with(base, listed, codes)
    return save_draft(office, actor, draft_id, version=version, document=document)


def picture_of(name: str, data: bytes) -> Picture:
    """The picture in a file. InvalidError for what is none, is too large, or tells too much."""
    kind = next((kind for magic, kind in _KINDS if data.startswith(magic)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "image/webp"
    if not kind:
        raise InvalidError(f"“{name}”不是 JPEG、PNG、GIF 或 WebP 图片，请换一种格式。")
    if len(data) > LARGEST:
        size = len(data) / 1024 / 1024
        raise InvalidError(f"“{name}”有 {size:.1f} MB，最多 5 MB；请压缩后再上传。")
    width, height = size_of(data)
    if width * height > MOST_PIXELS:
        raise InvalidError(
            f"“{name}”有 {width}×{height} 像素，太大了；请缩小到 4000 万像素以内再上传。"
        )
    if tells_position(data):
        raise InvalidError(f"“{name}”里存有拍摄地点的经纬度，请去掉位置信息后再上传。")
    return Picture(kind=kind, data=data)


def _check(listed: Sequence[Media]) -> None:
    if len(listed) > MOST:
        raise InvalidError(f"一篇稿件最多 {MOST} 张图片，现在有 {len(listed)} 张，请移除一些。")
    for number, media in enumerate(listed, 1):
        where = f"第 {number} 张图片（{media.name}）"
        if not media.alt:
            raise InvalidError(f"{where}没有写图片说明；看不到图的读者靠它知道图上是什么。")
        for what, words in (("图片说明", media.alt), ("图片来源", media.credit)):
            if len(words) > _LONGEST:
                raise InvalidError(f"{where}的{what}有 {len(words)} 字，最多 {_LONGEST} 字。")
        if media.map_number and not _MAP_NUMBER.fullmatch(media.map_number):
            raise InvalidError(f"{where}的审图号写法不对，应如 GS(2024)0650号 或 苏S(2023)12号。")


def _with(base: Document, listed: Sequence[Media], codes: dict[str, tuple[Link, ...]]) -> Document:
    # Descriptions come last among the captions: the places of the others stay as they were.
    old = {media.alt for media in base.media}
    captions = [caption for caption in base.captions if caption not in old]
    was = [link for media in base.media for link in codes[media.digest]]
    links = [link for link in base.links if link not in was]
    links += [link for media in listed for link in codes[media.digest]]
    return replace(
        base,
        media=tuple(listed),
        captions=(*captions, *(media.alt for media in listed)),
        links=tuple(dict.fromkeys(links)),
    )
