"""A submitted PDF given back with each finding as a highlight on the exact words, and its remark."""

from __future__ import annotations

import ctypes
import io
from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime

import pypdfium2 as pdfium
from pypdfium2 import raw

from review.formats.pdf import Stretch, box_of, open_pdf, read_pdf, stretches_of, told
from review.formats.people import OUR_NAME
from review.model import Finding, Report, Severity, Span
from review.output.remarks import chosen, remark_of
from review.output.run import label_field

_COLOURS = {
    Severity.BLOCK: (255, 120, 120),
    Severity.WARN: (255, 205, 90),
    Severity.HINT: (150, 205, 255),
}
_Box = tuple[float, float, float, float]


def annotate_pdf(name: str, data: bytes, report: Report, *, at: datetime) -> bytes:
    """The file with a highlight for every finding of `report`, which must be of this file's text.

    Raises UnreadableError, ValueError if the report is of another text (that of scanned pages,
    which stand nowhere on a page, among them).
    """
    if read_pdf(name, data).document.digest != report.document:
        raise ValueError("the report is of another text")
    moment = at.strftime("D:%Y%m%d%H%M%SZ")
    with open_pdf(name, data) as file:
        _remove_ours(file)
        stretches = stretches_of(file)
        starts = [stretch.start for stretch in stretches]
        findings, left_out = chosen(report)
        elsewhere: list[str] = [f"其余 {left_out} 处从略，见检查报告。"] if left_out else []
        by_page: dict[int, list[tuple[Finding, list[Stretch]]]] = {}
        for finding in findings:
            over = _over(finding.span, stretches, starts)
            if over:
                by_page.setdefault(over[0].page, []).append((finding, over))
            else:
                elsewhere.append(remark_of(finding, label_field(finding.span.field)))
        for number, marked in by_page.items():
            page = file[number]
            textpage = page.get_textpage()
            for finding, over in marked:
                here = [stretch for stretch in over if stretch.page == number]
                boxes = [_box(textpage, stretch, finding.span) for stretch in here]
                _highlight(page, boxes, remark_of(finding), _COLOURS[finding.severity], moment)
            textpage.close()
            page.close()
        if elsewhere and len(file):
            page = file[0]
            _note(page, "\n\n".join(elsewhere), moment)
            page.close()
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()


def _over(span: Span, stretches: tuple[Stretch, ...], starts: list[int]) -> list[Stretch]:
    if span.field != "body":
        return []
    number = max(bisect_right(starts, span.start) - 1, 0)
    found: list[Stretch] = []
    for stretch in stretches[number:]:
        if stretch.start >= max(span.end, span.start + 1):
            break
        if stretch.end > span.start:
            found.append(stretch)
    return found


def _box(textpage: pdfium.PdfTextPage, stretch: Stretch, span: Span) -> _Box:
    first = max(span.start, stretch.start)
    last = max(min(span.end, stretch.end), first + 1)
    boxes = [
        box_of(textpage, stretch.numbers[at - stretch.start])
        for at in range(first, min(last, stretch.end))
    ]
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _highlight(
    page: pdfium.PdfPage,
    boxes: Iterable[_Box],
    text: str,
    colour: tuple[int, int, int],
    moment: str,
) -> None:
    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *colour, 255)
    around: _Box | None = None
    for box in boxes:
        left, bottom, right, top = box
        corners = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, corners)
        around = (
            box
            if around is None
            else (
                min(around[0], left),
                min(around[1], bottom),
                max(around[2], right),
                max(around[3], top),
            )
        )
    _finish(annotation, around or (0.0, 0.0, 0.0, 0.0), text, moment)


def _note(page: pdfium.PdfPage, text: str, moment: str) -> None:
    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT)
    _, height = page.get_size()
    _finish(annotation, (10.0, height - 30, 30.0, height - 10), text, moment)


def _finish(annotation: object, around: _Box, text: str, moment: str) -> None:
    left, bottom, right, top = around
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, top, right, bottom))
    for key, value in ((b"Contents", text), (b"T", OUR_NAME), (b"M", moment)):
        wide = ctypes.create_string_buffer((value + "\0").encode("utf-16-le"))
        raw.FPDFAnnot_SetStringValue(
            annotation, key, ctypes.cast(wide, ctypes.POINTER(raw.FPDF_WCHAR))
        )
    raw.FPDFAnnot_SetFlags(annotation, raw.FPDF_ANNOT_FLAG_PRINT)
    raw.FPDFPage_CloseAnnot(annotation)


def _remove_ours(file: pdfium.PdfDocument) -> None:
    for number in range(len(file)):
        page = file[number]
        for place in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
            annotation = raw.FPDFPage_GetAnnot(page, place)
            ours = told(annotation, b"T") == OUR_NAME
            raw.FPDFPage_CloseAnnot(annotation)
            if ours:
                raw.FPDFPage_RemoveAnnot(page, place)
        page.close()
