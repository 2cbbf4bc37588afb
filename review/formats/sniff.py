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
}
"""Extensions looked for in folders, and what they suggest."""

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
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def sniff_bytes(name: str, data: bytes) -> Format | None:
    """`Format.DOCX` for a zip that holds one, None for what may be text.

    Raises UnreadableError for kinds of files that are recognised but not read.
    """
    if data.startswith(b"PK"):
        head = data[:4000] + data[-65_536:]
        for folder, kind in ((b"xl/", "Excel 表格"), (b"ppt/", "PowerPoint 演示文稿")):
            if folder in head and b"word/" not in head:
                raise _refusal(name, kind, "请把要检查的文字复制到 docx 或 txt 里再试")
        if b"word/" in head or name.lower().endswith(".docx"):
            return Format.DOCX
        raise _refusal(name, "压缩包", "请解压后检查里面的文件")
    if data.startswith(_OLE):
        if _wide("EncryptedPackage") in data:
            raise _refusal(name, "加了密码的文档", "请取消密码后另存为 docx 再试")
        if _wide("Workbook") in data:
            raise _refusal(name, "旧版 Excel 表格", "请把要检查的文字复制到 docx 或 txt 里再试")
        raise _refusal(name, "旧版 Word 或 WPS 文档", "请用 Word 或 WPS 打开，另存为 docx 再试")
    for start, kind, advice in _REFUSED:
        if data.startswith(start):
            raise _refusal(name, kind, advice)
    return None


def sniff_text(name: str, text: str) -> Format:
    """Plain text, Markdown or a page, by how it begins and, failing that, by its name."""
    hint = _hint(name)
    if _PAGE_START.match(text) or _PAGE_INSIDE.search(text, 0, 20_000):
        return Format.HTML
    if hint is Format.HTML or (hint is None and _FRAGMENT_START.match(text)):
        return Format.HTML if _TAG.search(text) else Format.PLAIN
    return hint if hint is Format.MARKDOWN else Format.PLAIN


def _hint(name: str) -> Format | None:
    return EXTENSIONS.get("." + name.lower().rpartition(".")[2]) if "." in name else None


def _refusal(name: str, kind: str, advice: str) -> UnreadableError:
    return UnreadableError(f"「{name}」是{kind}，不能直接检查；{advice}。")


_AS_DOCX = "请另存为 docx 再试"
_AS_TEXT = "请把图中文字录成文稿再试"
_UNPACK = "请解压后检查里面的文件"
_REFUSED = (
    (b"%PDF-", "PDF 文件", "请用原稿的 docx，或把文字复制成 txt 再试"),
    (b"{\\rtf", "RTF 文件", _AS_DOCX),
    (b"\x89PNG", "图片", _AS_TEXT),
    (b"\xff\xd8\xff", "图片", _AS_TEXT),
    (b"GIF8", "图片", _AS_TEXT),
    (b"\x1f\x8b", "压缩包", _UNPACK),
    (b"Rar!", "压缩包", _UNPACK),
    (b"7z\xbc\xaf", "压缩包", _UNPACK),
    (b"SQLite format 3\0", "数据库", "请导出成文稿再试"),
    (b"\x7fELF", "程序", "请选择文稿文件"),
    (b"MZ\x90", "程序", "请选择文稿文件"),
)
