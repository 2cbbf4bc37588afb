"""`check --fix`: shows what would be put right, and writes it where that is asked for."""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from review.fixes import fixable, with_fixes
from review.formats import Format, Read
from review.model import Document, Finding, Report
from review.ruleset import Ruleset
from service.clock import wall_clock
from service.commands import CommandError

_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was, or would be, put right in one input; `data` is the file with it, None for none."""

    findings: tuple[Finding, ...]
    diff: str
    data: bytes | None


def fix(
    name: str, data: bytes, read: Read, report: Report, ruleset: Ruleset, *, unsafe: bool
) -> Fixed:
    """A text file put right, or a Word file with each change tracked. CommandError for others."""
    guesses = {rule.id for rule in ruleset.rules if rule.yields}
    found = fixable(read.document, report.findings, guesses=guesses, unsafe=unsafe)
    if read.format not in {Format.PLAIN, Format.DOCX}:
        raise CommandError(
            f"「{name}」是{read.format.label}，不能直接改；--fix 只改纯文本和 docx，"
            "请按检查结果在原来的程序里改。"
        )
    diff = _diff(name, read.document, found)
    if not found:
        return Fixed((), "", None)
    if read.format is Format.DOCX:
        from review.output.docx import annotate_docx  # noqa: PLC0415  # loads its engine

        tracked = annotate_docx(
            name, data, _only(report, found), at=wall_clock(), changes=True, remarks=False
        )
        return Fixed(found, diff, tracked)
    return Fixed(
        found, diff, _encoded(name, data, read, with_fixes(read.document.body, "body", found))
    )


def _only(report: Report, findings: Sequence[Finding]) -> Report:
    kept = {finding.key for finding in findings}
    return replace(
        report,
        gates=tuple(
            replace(gate, findings=tuple(one for one in gate.findings if one.key in kept))
            for gate in report.gates
        ),
    )


def _encoded(name: str, data: bytes, read: Read, text: str) -> bytes:
    """The text in the file's own encoding, if that gives back the rest of it as it was."""
    encoding = read.encoding
    mark = _MARKS.get(encoding.lower(), b"")
    mark = mark if mark and data.startswith(mark) else b""
    try:
        if mark + read.document.body.encode(encoding) == data:
            return mark + text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        pass
    raise CommandError(
        f"「{name}」按 {encoding.upper()} 写回会改动别处的字；请另存为 UTF-8 后再试。"
    )


def _diff(name: str, document: Document, findings: Sequence[Finding]) -> str:
    parts: list[str] = []
    for field in dict.fromkeys(finding.span.field for finding in findings):
        text = document.text_of(field)
        before, after = text.splitlines(), with_fixes(text, field, findings).splitlines()
        lines = difflib.unified_diff(before, after, name, f"{name}（改后）", lineterm="", n=0)
        parts += [f"{line}\n" for line in lines]
    return "".join(parts)
