"""QR codes in pictures: where they lead, as links like any other.

Needs the extra `images`. Without it pictures stay unread, which the reader of a report is told.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import io
import re
from types import ModuleType

from review.formats.measure import size_of
from review.model import Link

MOST_PIXELS = 40_000_000
"""More is no picture for a post, and unpacking it costs 120 MB."""
WORDS = "二维码"
MOST_PICTURES = 200
"""Pictures of one file that are looked at."""

_MOST_PIXELS_IN_ALL = 400_000_000
_LARGEST = 8 * 1024 * 1024  # octets
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_ADDRESS = re.compile(r"data:image/[\w.+-]{1,20};base64,", re.IGNORECASE)


def can_read() -> bool:
    """Whether the extra is installed."""
    return _readers() is not None


class Looker:
    """Looks for codes in the pictures of one file, as far as time allows; `passed` were not."""

    def __init__(self) -> None:
        self.passed = 0
        self._looked = 0
        self._pixels = 0

    def links(self, data: bytes) -> list[Link]:
        """The links of one picture; none once there were too many."""
        width, height = size_of(data)
        if self._looked >= MOST_PICTURES or self._pixels + width * height > _MOST_PIXELS_IN_ALL:
            self.passed += 1
            return []
        self._looked += 1
        self._pixels += width * height
        return links_in_picture(data)

    def notices(self, name: str) -> tuple[str, ...]:
        """What is to be said of those that were passed over."""
        if not self.passed:
            return ()
        return (f"「{name}」的图片太多或太大，有 {self.passed} 张没有查二维码，请人工扫码核对。",)


def links_in_picture(data: bytes) -> list[Link]:
    """A link for every QR code in a picture; none where the extra is not installed."""
    readers = _readers()
    if readers is None or len(data) > _LARGEST:
        return []
    pictures, codes = readers
    try:
        with pictures.open(io.BytesIO(data), formats=_KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return []
            found = codes.read_barcodes(picture.convert("L"), formats=codes.BarcodeFormat.QRCode)
    except Exception:  # noqa: BLE001  # a picture that cannot be read has no code to follow
        return []
    return [Link(href=text, text=WORDS) for code in found if (text := str(code.text).strip())]


def links_in_address(address: str) -> list[Link]:
    """The same of a picture written into a page as a `data:` address."""
    match = _ADDRESS.match(address)
    if not match or len(address) > 2 * _LARGEST:
        return []
    try:
        return links_in_picture(base64.b64decode(re.sub(r"\s", "", address[match.end() :])))
    except (binascii.Error, ValueError):
        return []


def _readers() -> tuple[ModuleType, ModuleType] | None:
    try:
        return importlib.import_module("PIL.Image"), importlib.import_module("zxingcpp")
    except ImportError:
        return None
