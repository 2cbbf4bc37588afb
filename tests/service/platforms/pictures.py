"""Pictures small enough for a test, and documents that carry them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from review.model import Document, Media
from service.platforms import Order, Platform
from service.store.media import Picture
from tests.service.platforms.stages import a_document, an_order


def png(size: int = 0, shade: int = 0) -> bytes:
    """One pixel, made as large as wanted by a chunk that says nothing."""
    data = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data += _chunk(b"IDAT", zlib.compress(bytes([0, shade])))
    if size > len(data) + 24:
        data += _chunk(b"tEXt", b"n\0" + b"." * (size - len(data) - 26))
    return data + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def illustrated(*pictures: bytes, **changes: object) -> tuple[Document, dict[str, bytes]]:
    """A document with these pictures, and their bytes by digest."""
    by_digest = {Picture(kind="image/png", data=data).digest: data for data in pictures}
    media = tuple(
        Media(name=f"{number}.png", digest=digest, alt=f"第{number}幅：会议现场", credit="市府办")
        for number, digest in enumerate(by_digest, 1)
    )
    return a_document(media=media, **changes), by_digest


def an_illustrated_order(platform: Platform, *pictures: bytes, key: str = "7-a1") -> Order:
    document, by_digest = illustrated(*pictures)
    return replace(an_order(platform, document, key=key), media=by_digest)
