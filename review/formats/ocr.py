"""Words in pictures, read by the extra `ocr`. It is loaded when first needed and never otherwise.

What is read so is a guess, and whoever shows it says so.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from review.formats.codes import MOST_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

_HOW = {
    "Global.log_level": "critical",
    "Global.use_cls": False,  # pictures for posts do not stand on their heads
}
_LEAST_SURE = 0.5
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_ABOUT_A_LINE = 0.6  # of a line's height: what stands so close in height stands side by side


_Box = Iterable[tuple[float, float]]


class _Seen(Protocol):
    """What the engine gives: four corners, words and certainty of each line; None for nothing."""

    boxes: Iterable[_Box]
    txts: Iterable[str] | None
    scores: Iterable[float]


def can_read() -> bool:
    """Whether the extra is installed; nothing is loaded to tell."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "PIL"))


def words_in_picture(data: bytes) -> str:
    """The words in a picture, a line per line; empty for none, or if nothing can read them."""
    if not can_read():
        return ""
    pictures = importlib.import_module("PIL.Image")
    try:
        with pictures.open(io.BytesIO(data), formats=_KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return ""
            return words_in(picture.convert("RGB"))
    except (OSError, ValueError, SyntaxError):
        return ""


def words_in(picture: Image) -> str:
    """The words in an opened picture (PIL, RGB), lines from top to bottom, left to right."""
    arrays = importlib.import_module("numpy")
    found = _engine()(arrays.asarray(picture))
    if found.txts is None:
        return ""
    pieces = [
        (min(y for _, y in box), min(x for x, _ in box), _height(box), str(text))
        for box, text, sure in zip(found.boxes, found.txts, found.scores, strict=True)
        if sure >= _LEAST_SURE
    ]
    pieces.sort(key=lambda piece: piece[:2])
    lines: list[list[tuple[float, str]]] = []
    reached = height = 0.0
    for top, left, tall, text in pieces:
        if not lines or top - reached > height * _ABOUT_A_LINE:
            lines.append([])
            reached, height = top, tall
        lines[-1].append((left, text))
    return "\n".join(" ".join(text for _, text in sorted(line)) for line in lines)


def _height(box: _Box) -> float:
    heights = [float(y) for _, y in box]
    return max(heights) - min(heights)


@cache
def _engine() -> Callable[[object], _Seen]:
    engine = importlib.import_module("rapidocr").RapidOCR(params=dict(_HOW))
    return cast("Callable[[object], _Seen]", engine)
