"""Opening an Excel or Word file somebody handed in: whole, or one sentence, whatever it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from review.formats.container import BrokenError, inspect_container
from review.formats.source import UnreadableError


class BadTableError(ValueError):
    """A table that cannot be taken. `faults`: one sentence each, by row and column."""

    def __init__(self, *faults: str) -> None:
        super().__init__("".join(faults))
        self.faults = faults


def open_workbook(data: bytes) -> Any:  # noqa: ANN401  # openpyxl has no types
    """The workbook, values for formulas. BadTableError for a file that is none, or hostile."""
    import openpyxl  # noqa: PLC0415  # half a second that only tables wait for

    def load(file: io.BytesIO) -> Any:  # noqa: ANN401  # see above
        workbook = openpyxl.load_workbook(file, data_only=True)
        return workbook if workbook.worksheets else None

    return _opened(data, ".xlsx 表格；请用 Excel 或 WPS 打开后另存为 .xlsx 或 .csv 再试。", load)


def open_word(data: bytes) -> Any:  # noqa: ANN401  # python-docx has no types
    """The document. BadTableError for a file that is none, or hostile."""
    import docx  # noqa: PLC0415  # only tables wait for it

    return _opened(data, ".docx 文档；请用 Word 或 WPS 打开后另存为 .docx 再试。", docx.Document)


def _opened(data: bytes, what: str, load: Callable[[io.BytesIO], Any]) -> Any:  # noqa: ANN401
    try:
        inspect_container("上传的文件", data)
    except BrokenError:
        raise BadTableError(f"不是完好的 {what}") from None
    except UnreadableError as error:
        raise BadTableError(str(error)) from None
    try:
        opened = load(io.BytesIO(data))
    except Exception:  # noqa: BLE001  # a damaged part raises whatever its reader meets first
        opened = None
    if opened is None:
        raise BadTableError(f"不是完好的 {what}") from None
    return opened
