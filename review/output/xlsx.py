"""The findings as an Excel list: a line each, to sort, hand out and tick off."""

from __future__ import annotations

import io
from collections.abc import Iterator

from review.output.remarks import writable
from review.output.run import Judged, Places, Run, describe_suggestions, label_field, make_visible
from review.output.text import describe_basis

HEADINGS = (
    "文件",
    "级别",
    "关",
    "规则",
    "名称",
    "位置",
    "原文",
    "上下文",
    "说明",
    "建议",
    "依据",
    "处理",
)
_WIDTHS = (24, 6, 8, 9, 18, 16, 20, 36, 44, 28, 44, 16)
_LONGEST = 2000  # a cell takes 32,767, a reader's eye far less
_AROUND = 16
_MOST_ROWS = 1_000_000


def render_xlsx(run: Run) -> bytes:
    """One sheet of findings and one of what was checked; every cell is text, no formula runs."""
    import openpyxl  # noqa: PLC0415  # half a second that only tables wait for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    for title, rows, widths in (
        ("问题清单", _findings(run), _WIDTHS),
        ("文件", _documents(run), (40, 10, 8, 8, 8, 60)),
    ):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for number, width in enumerate(widths):
            sheet.column_dimensions[chr(ord("A") + number)].width = width
        for number, row in enumerate(rows):
            if number > _MOST_ROWS:
                break
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=writable(value)[:_LONGEST])
                cell.data_type = "s"  # words that begin with = are no formula
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 0:
                    cell.font = Font(bold=True)
                cells.append(cell)
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _findings(run: Run) -> Iterator[tuple[str, ...]]:
    yield HEADINGS
    for judged in run.judged:
        places = Places(judged.document, judged.places)
        for finding in judged.report.findings:
            span = finding.span
            line, column = places.locate(span.field, span.start)
            where = places.name(span) or f"{label_field(span.field)} {line}:{column}"
            before, after = places.around(span, _AROUND)
            words = make_visible(places.quote(span))
            yield (
                judged.path,
                finding.severity.label,
                finding.gate.label,
                finding.rule,
                finding.name,
                where,
                words,
                f"{make_visible(before)}【{words}】{make_visible(after)}",
                finding.message,
                describe_suggestions(finding.suggestions).removeprefix("建议："),
                "；".join(describe_basis(basis) for basis in finding.basis),
                "",
            )


def _documents(run: Run) -> Iterator[tuple[str, ...]]:
    yield "文件", "结论", "拦截", "核对", "提示", "说明"
    for judged in run.judged:
        yield _document(judged)
    for unread in run.unread:
        yield unread.path, "没有读成", "", "", "", unread.message


def _document(judged: Judged) -> tuple[str, ...]:
    report = judged.report
    ranks = [finding.severity.rank for finding in report.findings]
    failed = [f"规则 {each.rule} 运行出错，没有查完。" for each in report.failures]
    told = "".join((*failed, *judged.notices))
    counts = (str(ranks.count(rank)) for rank in range(3))
    return (judged.path, report.verdict.label, *counts, told)
