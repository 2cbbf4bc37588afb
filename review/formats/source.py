"""What reading an input gives, and the one error that says why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from review.formats.place import Place
from review.model import Document

# A page of prose is 5 kB; past this only machines write, and every copy of it costs memory.
MAX_BYTES = 64 * 1024 * 1024


class Format(StrEnum):
    """What kind of file an input is, by its content."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"
    IMAGE = "image"

    @property
    def label(self) -> str:
        return {
            "plain": "纯文本",
            "markdown": "Markdown",
            "html": "网页",
            "docx": "Word 文档",
            "xlsx": "Excel 表格",
            "csv": "CSV 表格",
            "pdf": "PDF",
            "image": "图片",
        }[self]


class UnreadableError(Exception):
    """An input that gives no text. The message is one Chinese sentence: what, where, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An input as read.

    `encoding` is the name of its character encoding, empty for formats that have none of their own. `notices` are Chinese
    sentences on what the reader of a report must know about how it was read. `places` say where
    in the file a character stands, for formats that have paragraphs, cells or pages.
    """

    document: Document
    format: Format
    encoding: str = ""
    notices: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The place of an offset, both counted from 1; CR LF, CR and LF each end a line."""
    before = text[:offset]
    lines = before.count("\n") + before.count("\r") - before.count("\r\n")
    if before.endswith("\r") and text[offset : offset + 1] == "\n":
        lines -= 1
        before = before[:-1]
    return lines + 1, len(before) - max(before.rfind("\n"), before.rfind("\r"))
