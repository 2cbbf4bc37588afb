"""Bytes to Document: what kind a file is, in which encoding, what it shows and what it hides.

Pure like all of `review`: bytes are handed in, nothing is opened and nothing fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from review.formats.csv import read_csv
from review.formats.depth import DEEPEST, too_deep
from review.formats.encoding import decode
from review.formats.plain import read_plain
from review.formats.sniff import EXTENSIONS, sniff_bytes, sniff_text
from review.formats.sniff import expected as expected_format
from review.formats.source import MAX_BYTES, Format, Read, UnreadableError, line_and_column
from review.model import Document

__all__ = [
    "EXTENSIONS",
    "MAX_BYTES",
    "Format",
    "Read",
    "UnreadableError",
    "line_and_column",
    "read_document",
]

_BINARY = frozenset({Format.DOCX, Format.XLSX, Format.PDF, Format.IMAGE})
_CHARSET = re.compile(
    rb"""(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)"""
)


def read_document(name: str, data: bytes, *, input_format: str = "auto") -> Read:
    """Reads one input. `name` is what messages call it, its ending a hint at most.

    `input_format` is `auto` or a Format's value. Raises UnreadableError if the input gives no
    text; ValueError for a format there is none of.
    """
    wanted = None if input_format == "auto" else Format(input_format)
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise _empty(name)
    if len(data) > MAX_BYTES:
        message = (
            f"「{name}」有 {len(data) >> 20} MB，超过了一次能检查的 {MAX_BYTES >> 20} MB；"
            "请拆成几份再试。"
        )
        raise UnreadableError(message)
    binary = sniff_bytes(name, data)
    if binary is not None:
        return _read_binary(name, data, binary, wanted)
    if wanted in _BINARY:
        message = f"「{name}」的内容不是 {wanted.label}；请核对文件，或改用 --input-format auto。"
        raise UnreadableError(message)
    declared = _CHARSET.search(data[:4096])
    decoded = decode(name, data, declared=declared[1].decode("ascii") if declared else "")
    found = wanted or sniff_text(name, decoded.text)
    if found is not Format.PLAIN and too_deep(decoded.text):
        message = (
            f"「{name}」的网页标签嵌套超过 {DEEPEST} 层，不是正常的稿件，没有解析；"
            "请核对来源，或把文字复制成 txt 再试。"
        )
        raise UnreadableError(message)
    read = _read_text(name, found, decoded.text)
    if not _has_text(read.document):
        raise _empty(name)
    expected = expected_format(name)
    if wanted is None and expected in _BINARY and found is not Format.HTML:
        message = (
            f"「{name}」的内容不是 {expected}，可能已经损坏；"
            "请用原来的程序打开核对后另存，再试一次。"
        )
        raise UnreadableError(message)
    return replace(
        read,
        encoding=decoded.encoding,
        notices=decoded.notices + read.notices + _misnamed(name, found, wanted),
    )


def _read_text(name: str, found: Format, text: str) -> Read:
    # The parsers are loaded when first needed: a check of plain text must not wait for them.
    if found is Format.HTML:
        from review.formats.html import read_html  # noqa: PLC0415  # see above

        return Read(document=read_html(text), format=found)
    if found is Format.MARKDOWN:
        from review.formats.markdown import read_markdown  # noqa: PLC0415  # see above

        return Read(document=read_markdown(text), format=found)
    if found is Format.CSV:
        document, places, notices = read_csv(name, text)
        return Read(document=document, format=found, places=places, notices=notices)
    return Read(document=read_plain(text), format=found)


def _read_binary(name: str, data: bytes, found: Format, wanted: Format | None) -> Read:
    if wanted not in {None, found}:
        message = f"「{name}」的内容是{found.label}；请改用 --input-format {found} 或 auto。"
        raise UnreadableError(message)
    read = _readers(found)(name, data)
    if found is not Format.IMAGE and not _has_text(read.document):
        raise _empty(name)
    return replace(read, notices=read.notices + _misnamed(name, found, wanted))


def _readers(found: Format) -> Callable[[str, bytes], Read]:
    # Loaded when first needed, as above.
    if found is Format.XLSX:
        from review.formats.xlsx import read_xlsx  # noqa: PLC0415

        return read_xlsx
    if found is Format.PDF:
        from review.formats.pdf import read_pdf  # noqa: PLC0415
        from review.formats.pdf_seen import page_reader  # noqa: PLC0415

        return lambda name, data: read_pdf(name, data, page_reader())
    if found is Format.IMAGE:
        from review.formats.image import read_image  # noqa: PLC0415

        return read_image
    from review.formats.docx import read_docx  # noqa: PLC0415

    return lambda name, data: read_docx(name, data).read()


def _misnamed(name: str, found: Format, wanted: Format | None) -> tuple[str, ...]:
    ending = "." + name.lower().rpartition(".")[2]
    expected = expected_format(name)
    texts = {Format.PLAIN, Format.MARKDOWN}
    if wanted or expected in {None, found} or {expected, found} <= texts:
        return ()
    return (f"「{name}」的扩展名是 {ending}，内容是{found.label}，已按{found.label}读取。",)


def _has_text(document: Document) -> bool:
    return any(text.strip() for field, text in document.fields() if field != "markup")


def _empty(name: str) -> UnreadableError:
    return UnreadableError(f"「{name}」是空的，没有可检查的文字；请核对是不是选错了文件。")
