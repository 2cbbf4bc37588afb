"""Pages of a PDF that are pictures: drawn, and their words read if the extra `ocr` is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.formats import ocr
from review.formats.pdf import Seer

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_DOTS = 150 / 72  # to the point: what scanners for text are set to at least
_MOST_DOTS = 12_000_000
MOST_SEEN = 20
"""Pages of one file that are read so: each takes a second or two."""


def page_reader() -> Seer | None:
    """What reads the words in the picture of a page; None if nothing here can."""
    if not ocr.can_read():
        return None
    seen = 0

    def read(page: PdfPage) -> str:
        nonlocal seen
        if seen >= MOST_SEEN:
            return ""
        seen += 1
        width, height = page.get_size()
        scale = min(_DOTS, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale)
        try:
            return ocr.words_in(bitmap.to_pil().convert("RGB"))
        finally:
            bitmap.close()

    return read
