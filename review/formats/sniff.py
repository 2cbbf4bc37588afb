"""What kind of file the bytes are. A file's name is a hint for what bytes alone can't tell."""

from __future__ import annotations

import re

from review.formats.source import Format, UnreadableError

EXTENSIONS = {
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
    ".shtml": Format.HTML,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".pdf": Format.PDF,
}
"""Extensions looked for in folders, and what they suggest."""

PICTURE_ENDINGS = dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"), Format.IMAGE)
"""Pictures are read where they are named: a folder of drafts may hold any number of photographs."""

_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT_START = re.compile(
    r"\s*<(?:div|p|section|article|table|span|h[1-6]|ul|ol|a|img|title|script|style|font|center)\b",
    re.IGNORECASE,
)
_PAGE_INSIDE = re.compile(
    r"<!doctype\s+html|<html\b[^>]*>.{0,2000}<(?:head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def sniff_bytes(name: str, data: bytes) -> Format | None:
    """The format of a file that is no text; None for what may be text.

    Raises UnreadableError for kinds of files that are recognised but not read.
    """
    if data.startswith(b"PK"):
        return _sniff_zip(name, data)
    if data.startswith(OLE):
        raise _refusal_of_old(name, data)
    if data[:1024].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return Format.PDF
    if data.startswith(PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Format.IMAGE
    for start, kind, advice in _REFUSED:
        if data.startswith(start):
            raise _refusal(name, kind, advice)
    return None


def _sniff_zip(name: str, data: bytes) -> Format:
    head = data[:4000] + data[-65_536:]
    if b"word/" in head:
        return Format.DOCX
    if b"xl/" in head:
        if b"xl/workbook.bin" in head:
            raise _refusal(name, "二进制的 Excel 表格", "请另存为 xlsx 再试")
        return Format.XLSX
    if b"ppt/" in head:
        advice = "请把要检查的文字复制到 docx 或 txt 里再试"
        raise _refusal(name, "PowerPoint 演示文稿", advice)
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        raise _refusal(name, "ODF 文档", "请另存为 docx 或 xlsx 再试")
    if name.lower().endswith((".docx", ".docm")):
        return Format.DOCX
    if name.lower().endswith((".xlsx", ".xlsm")):
        return Format.XLSX
    raise _refusal(name, "压缩包", "请解压后检查里面的文件")


def is_old_binary(data: bytes) -> bool:
    """Whether a file is an Office file of the time before docx, a Kingsoft .wps among them."""
    return data.startswith(OLE) and _wide("EncryptedPackage") not in data


def is_old_sheet(data: bytes) -> bool:
    """Of such a file: whether it is a sheet, not a text."""
    return _wide("Workbook") in data or _wide("ET") in data[:4096]


def _refusal_of_old(name: str, data: bytes) -> UnreadableError:
    if _wide("EncryptedPackage") in data:
        return _refusal(name, "加了密码的文档", "请取消密码后另存为 docx 或 xlsx 再试")
    if is_old_sheet(data):
        return _refusal(name, "旧版 Excel 表格", "请用 Excel 或 WPS 打开，另存为 xlsx 再试")
    return _refusal(name, "旧版 Word 或 WPS 文档", "请用 Word 或 WPS 打开，另存为 docx 再试")


def sniff_text(name: str, text: str) -> Format:
    """Plain text, Markdown or a page, by how it begins and, failing that, by its name."""
    hint = expected(name)
    if _PAGE_START.match(text) or _PAGE_INSIDE.search(text, 0, 20_000):
        return Format.HTML
    if hint is Format.HTML or (hint is None and _FRAGMENT_START.match(text)):
        return Format.HTML if _TAG.search(text) else Format.PLAIN
    return hint if hint in {Format.MARKDOWN, Format.CSV} else Format.PLAIN


def expected(name: str) -> Format | None:
    """What a file is by its name; None for names that say nothing."""
    ending = "." + name.lower().rpartition(".")[2] if "." in name else ""
    return EXTENSIONS.get(ending) or PICTURE_ENDINGS.get(ending)


def _refusal(name: str, kind: str, advice: str) -> UnreadableError:
    return UnreadableError(f"「{name}」是{kind}，不能直接检查；{advice}。")


PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_AS_DOCX = "请另存为 docx 再试"
_AS_PICTURE = "请另存为 JPEG 或 PNG 再试"
_UNPACK = "请解压后检查里面的文件"
_REFUSED = (
    (b"{\\rtf", "RTF 文件", _AS_DOCX),
    (b"II*\0", "TIFF 图片", _AS_PICTURE),
    (b"MM\0*", "TIFF 图片", _AS_PICTURE),
    (b"\x1f\x8b", "压缩包", _UNPACK),
    (b"Rar!", "压缩包", _UNPACK),
    (b"7z\xbc\xaf", "压缩包", _UNPACK),
    (b"SQLite format 3\0", "数据库", "请导出成文稿再试"),
    (b"\x7fELF", "程序", "请选择文稿文件"),
    (b"MZ\x90", "程序", "请选择文稿文件"),
)
