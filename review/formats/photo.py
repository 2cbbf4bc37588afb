"""What a photograph tells beside its picture: the place where it was taken (Exif 2.32, 4.6.6).

Read from the bytes alone and answered with yes or no: the place itself is nobody's business here.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct

POSITION = "照片的拍摄位置"
"""The means by which a position is hidden."""
POSITION_KEPT = "图片文件里存有拍摄地点的经纬度"

_GPS_POINTER = 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_ENTRY = 12
_MOST_ENTRIES = 500
_HEAD = 1 << 18  # octets in which cameras and phones put what they tell
_EXIF = b"Exif\0\0"
_ADDRESS = re.compile(r"data:image/[\w.+-]{1,20};base64,", re.IGNORECASE)


def tells_position(data: bytes) -> bool:
    """Whether a JPEG, PNG, WebP, HEIC or TIFF picture says where it was taken."""
    head = data[:_HEAD]
    if b"exif:GPSLatitude" in head and b"exif:GPSLongitude" in head:  # XMP
        return True
    block = _exif_of(head)
    if not block:
        return False
    try:
        return _has_position(block)
    except (struct.error, ValueError):
        return False


def tells_position_inline(address: str) -> bool:
    """The same of a picture written into a page as a `data:` address."""
    match = _ADDRESS.match(address)
    if not match:
        return False
    try:
        head = re.sub(r"\s", "", address[match.end() : match.end() + 2 * _HEAD])
        return tells_position(base64.b64decode(head[: len(head) // 4 * 4]))
    except (binascii.Error, ValueError):
        return False


def _exif_of(head: bytes) -> bytes:
    """The TIFF structure that holds what a camera says of a picture; empty if there is none."""
    if head[:4] in {b"II*\0", b"MM\0*"}:
        return head
    if head[:8] == b"\x89PNG\r\n\x1a\n" or head[:4] == b"RIFF":
        at = max(head.find(b"eXIf"), head.find(b"EXIF"))
        if at < 0:
            return b""
        block = head[at + 4 :] if head[:1] == b"\x89" else head[at + 8 :]
        return block.removeprefix(_EXIF)
    if head[:2] == b"\xff\xd8" or head[4:8] == b"ftyp":
        at = head.find(_EXIF)
        return head[at + len(_EXIF) :] if at >= 0 else b""
    return b""


def _has_position(block: bytes) -> bool:
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return False
    (first,) = struct.unpack_from(f"{order}I", block, 4)
    main = _entries(block, order, first)
    if _GPS_POINTER not in main:
        return False
    position = _entries(block, order, main[_GPS_POINTER][1])
    return all(position.get(tag, (0, 0))[0] for tag in (_LATITUDE, _LONGITUDE))


def _entries(block: bytes, order: str, at: int) -> dict[int, tuple[int, int]]:
    """The entries of one directory: by tag, how many values it has and its value or offset."""
    (count,) = struct.unpack_from(f"{order}H", block, at)
    found: dict[int, tuple[int, int]] = {}
    for number in range(min(count, _MOST_ENTRIES)):
        tag, _, values, value = struct.unpack_from(f"{order}HHII", block, at + 2 + number * _ENTRY)
        found[tag] = (values, value)
    return found
