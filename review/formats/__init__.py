"""Bytes to Document: what kind a file is, in which encoding, what it shows and what it hides.

Pure like all of `review`: bytes are handed in, nothing is opened and nothing fetched.
"""

from __future__ import annotations

import re

from review.formats.depth import DEEPEST, too_deep
from review.formats.encoding import decode
from review.formats.plain import read_plain
from review.formats.sniff import EXTENSIONS, sniff_bytes, sniff_text
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
    if sniff_bytes(name, data) is Format.DOCX:
        return _read_word(name, data, wanted)
    if wanted in {Format.DOCX, Format.PDF}:
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
    document = _read_text(found, decoded.text)
    if not _has_text(document):
        raise _empty(name)
    if wanted is None and name.lower().endswith(".docx") and found is not Format.HTML:
        message = (
            f"「{name}」的内容不是 docx，可能已经损坏；请用 Word 或 WPS 打开核对后另存为 docx。"
        )
        raise UnreadableError(message)
    return Read(
        document=document,
        format=found,
        encoding=decoded.encoding,
        notices=decoded.notices + _misnamed(name, found, wanted),
    )


def _read_text(found: Format, text: str) -> Document:
    # The parsers are loaded when first needed: a check of plain text must not wait for them.
    if found is Format.HTML:
        from review.formats.html import read_html  # noqa: PLC0415  # see above

        return read_html(text)
    if found is Format.MARKDOWN:
        from review.formats.markdown import read_markdown  # noqa: PLC0415  # see above

        return read_markdown(text)
    return read_plain(text)


def _read_word(name: str, data: bytes, wanted: Format | None) -> Read:
    from review.formats.docx import read_docx  # noqa: PLC0415  # loads lxml, as above

    if wanted not in {None, Format.DOCX}:
        message = f"「{name}」的内容是 Word 文档；请改用 --input-format docx 或 auto。"
        raise UnreadableError(message)
    word = read_docx(name, data)
    if not _has_text(word.document):
        raise _empty(name)
    return Read(
        document=word.document,
        format=Format.DOCX,
        notices=word.notices + _misnamed(name, Format.DOCX, wanted),
        places=word.places,
    )


def _misnamed(name: str, found: Format, wanted: Format | None) -> tuple[str, ...]:
    ending = "." + name.lower().rpartition(".")[2] if "." in name else ""
    expected = EXTENSIONS.get(ending)
    if wanted or expected in {None, found} or {expected, found} <= {Format.PLAIN, Format.MARKDOWN}:
        return ()
    return (f"「{name}」的扩展名是 {ending}，内容是{found.label}，已按{found.label}读取。",)


def _has_text(document: Document) -> bool:
    return any(text.strip() for field, text in document.fields() if field != "markup")


def _empty(name: str) -> UnreadableError:
    return UnreadableError(f"「{name}」是空的，没有可检查的文字；请核对是不是选错了文件。")
