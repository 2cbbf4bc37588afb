"""A picture handed in on its own: its codes, where it was taken, and its words if they can be read."""

from __future__ import annotations

import struct

from review.formats import ocr
from review.formats.codes import MOST_PIXELS, can_read, links_in_picture
from review.formats.photo import POSITION, POSITION_KEPT, tells_position
from review.formats.place import Place
from review.formats.source import Format, Read, UnreadableError
from review.model import Document, Hidden, Media, digest_of_bytes

MOST_BYTES = 40 * 1024 * 1024


def read_image(name: str, data: bytes) -> Read:
    """Raises UnreadableError for a picture nobody could publish, or of which nothing can be read."""
    width, height = size_of(data)
    if not width or not height:
        raise UnreadableError(
            f"「{name}」是图片，但已经损坏或没有传完整，打不开；请用看图软件核对后重新保存。"
        )
    if width * height > MOST_PIXELS or len(data) > MOST_BYTES:
        raise UnreadableError(
            f"「{name}」有 {width}×{height} 像素、{len(data) / 1024 / 1024:.0f} MB，"
            f"超过了一张配图的上限（{MOST_PIXELS // 10_000} 万像素）；请缩小后再试。"
        )
    links = tuple(links_in_picture(data))
    words = ocr.words_in_picture(data)
    told = tells_position(data)
    own = name.replace("\\", "/").rpartition("/")[2]
    notices = []
    if not words and not ocr.can_read():
        if not links and not told:
            raise UnreadableError(
                f"「{name}」是图片，图中的文字读不了；请把文字录成文稿，"
                "或由管理员装上文字识别（xianshen[ocr]）后再试。"
            )
        notices.append(f"「{name}」是图片，图中的文字没有检查，请人工核对。")
    elif words:
        notices.append(f"「{name}」里的文字由图片识别得来，可能认错，请对照原图。")
    if not can_read():
        notices.append(
            f"「{name}」里的二维码没有检查（没有安装 xianshen[images]），请人工扫码核对。"
        )
    document = Document(
        body=words,
        links=links,
        media=(Media(name=own, digest=digest_of_bytes(data)),),
        hidden=(Hidden(text=f"{own}：{POSITION_KEPT}", means=POSITION),) if told else (),
    )
    places = (Place("body", 0, len(words), "图中文字"),) if words else ()
    return Read(document=document, format=Format.IMAGE, notices=tuple(notices), places=places)


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height as the file's head declares them, nothing unpacked; 0 where it does not."""
    try:
        if data.startswith(b"\x89PNG"):
            width, height = struct.unpack_from(">II", data, 16)
        elif data.startswith(b"GIF8"):
            width, height = struct.unpack_from("<HH", data, 6)
        elif data.startswith(b"BM"):
            width, height = struct.unpack_from("<ii", data, 18)
        elif data.startswith(b"\xff\xd8"):
            return _size_of_jpeg(data)
        elif data[:4] == b"RIFF":
            return _size_of_webp(data)
        else:
            return 0, 0
    except struct.error:
        return 0, 0
    return width, abs(height)


def _size_of_webp(data: bytes) -> tuple[int, int]:
    # RFC 9649, 2.5 to 2.7
    kind = data[12:16]
    if kind == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        return width, 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _size_of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + length
    return 0, 0
