"""A picture handed in on its own: its codes, where it was taken, and its words if they can be read."""

from __future__ import annotations

from review.formats import ocr
from review.formats.codes import MOST_PIXELS, can_read, links_in_picture
from review.formats.measure import size_of
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
