"""A submitted Word file given back with comments on the exact words, and changes tracked if wished.

Nothing of the file is changed beside: runs are parted where a remark begins or ends, which shows
nowhere. Remarks of an earlier round are taken out, so that a file may go round and round.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from review.formats.docx import Word, read_docx
from review.formats.docx_about import is_our_remark
from review.formats.docx_parts import root_of
from review.formats.docx_written import Origin
from review.formats.people import OUR_NAME
from review.formats.place import Plan
from review.model import Document, Finding, Report, Span
from review.output.docx_runs import SPACE, new_run, part_run, part_text
from review.output.remarks import chosen, remark_of
from review.output.run import label_field

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_INITIALS = "审"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The first and the last element between which a remark stands."""

    first: BaseOxmlElement
    last: BaseOxmlElement


def annotate_docx(
    name: str,
    data: bytes,
    report: Report,
    *,
    at: datetime,
    changes: bool = False,
    remarks: bool = True,
) -> bytes:
    """The file with a comment on every finding of `report`, which must be of this file's text.

    `changes` writes suggestions that leave no choice as tracked changes; without `remarks` they
    are all that is written. Raises UnreadableError, ValueError if the report is of another text.
    """
    word = read_docx(name, data)
    if word.document.digest != report.document:
        raise ValueError("the report is of another text")
    _Remarks(word, at).write(report, changes=changes, remarks=remarks)
    out = io.BytesIO()
    word.file.save(out)
    return out.getvalue()


class _Remarks:
    def __init__(self, word: Word, at: datetime) -> None:
        self._word = word
        self._plan = Plan(word.document, word.places)
        self._date = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._comments = word.file.part._comments_part.element  # noqa: SLF001  # the one way to it
        _remove_ours(self._comments, word)
        taken = (comment.get(qn("w:id"), "") for comment in self._comments)
        self._next = max((int(one) for one in taken if one.isdecimal()), default=-1) + 1
        self._stretches: dict[str, list[Origin]] = {}
        for origin in word.origins:
            self._stretches.setdefault(origin.field, []).append(origin)
        self._starts = {
            field: [origin.start for origin in known] for field, known in self._stretches.items()
        }
        self._parted: dict[tuple[str, int], BaseOxmlElement] = {}

    def write(self, report: Report, *, changes: bool, remarks: bool) -> None:
        findings, left_out = chosen(report)
        self._part_runs(findings)
        elsewhere: list[str] = []
        changes_of: list[tuple[Finding, list[BaseOxmlElement]]] = []
        for finding in findings:
            span = _shown_at(self._word.document, finding.span)
            pieces = self._pieces(span)
            if not pieces:
                elsewhere.append(remark_of(finding, label_field(finding.span.field)))
                continue
            runs = [_host(element) for element in pieces]
            anchor = _Anchor(_anchorable(runs[0], self._word), _anchorable(runs[-1], self._word))
            text = remark_of(finding, "" if anchor.first is runs[0] else self._plan.at(span))
            if remarks:
                self._put(anchor, text)
            if _may_change(finding, span, runs):
                changes_of.append((finding, pieces))
        if left_out:
            elsewhere.append(f"其余 {left_out} 处从略，见检查报告。")
        body = root_of(self._word.file.part)
        first = body.find(f".//{qn('w:p')}/{qn('w:r')}")
        if remarks and elsewhere and first is not None:
            self._put(_Anchor(first, first), "\n".join(elsewhere))
        changed: list[Span] = []
        for finding, pieces in changes_of if changes else ():
            if not any(_overlap(finding.span, other) for other in changed):
                self._track(pieces, finding.suggestions[0])
                changed.append(finding.span)

    def _part_runs(self, findings: Iterable[Finding]) -> None:
        """Makes every place where a remark begins or ends a place between two runs."""
        cuts: dict[tuple[str, int], set[int]] = {}
        for finding in findings:
            span = _shown_at(self._word.document, finding.span)
            for number, origin in self._over(span):
                inside = cuts.setdefault((span.field, number), set())
                inside |= {at - origin.start for at in (span.start, span.end)}
        for (field, number), places in cuts.items():
            origin = self._stretches[field][number]
            self._parted[field, origin.start] = origin.element
            done, element = 0, origin.element
            for place in sorted(places):
                if 0 < place < len(origin.text) and element.tag == qn("w:t"):
                    element = part_text(element, place - done)
                    done = place
                    self._parted[field, origin.start + place] = element
                elif place <= 0:
                    part_run(origin.element)
                elif place >= len(origin.text) and (after := element.getnext()) is not None:
                    part_run(after)

    def _over(self, span: Span) -> Iterable[tuple[int, Origin]]:
        known = self._stretches.get(span.field, [])
        number = max(bisect_right(self._starts.get(span.field, []), span.start) - 1, 0)
        for place in range(number, len(known)):
            origin = known[place]
            if origin.start >= span.end and origin.start > span.start:
                return
            if origin.end > span.start or (span.start == span.end == origin.end):
                yield place, origin

    def _pieces(self, span: Span) -> list[BaseOxmlElement]:
        """The text elements that a span now covers, whole."""
        found: list[BaseOxmlElement] = []
        for _, origin in self._over(span):
            first = max(span.start, origin.start)
            last = max(min(span.end, origin.end), first + 1)
            parts = [self._parted.get((span.field, place)) for place in range(first, last)]
            found += [part for part in parts if part is not None] or [origin.element]
        return found

    def _put(self, anchor: _Anchor, text: str) -> None:
        number, self._next = str(self._next), self._next + 1
        start, end = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), number)
        reference = OxmlElement("w:commentReference")
        reference.set(qn("w:id"), number)
        run = OxmlElement("w:r")
        run.append(reference)
        anchor.first.addprevious(start)
        anchor.last.addnext(run)
        anchor.last.addnext(end)
        comment = OxmlElement("w:comment")
        for key, value in (
            ("w:id", number),
            ("w:author", OUR_NAME),
            ("w:initials", _INITIALS),
            ("w:date", self._date),
        ):
            comment.set(qn(key), value)
        for line in text.split("\n"):
            paragraph = OxmlElement("w:p")
            paragraph.append(new_run(line, "w:t"))
            comment.append(paragraph)
        self._comments.append(comment)

    def _track(self, pieces: Sequence[BaseOxmlElement], words: str) -> None:
        runs = [_host(element) for element in pieces]
        removed = self._revision("w:del")
        runs[0].addprevious(removed)
        look = runs[0].find(qn("w:rPr"))
        for run in dict.fromkeys(runs):
            removed.append(run)
        for element in pieces:
            element.tag = qn("w:delText")
            element.set(SPACE, "preserve")
        if words:
            added = self._revision("w:ins")
            added.append(new_run(words, "w:t", look))
            removed.addnext(added)

    def _revision(self, tag: str) -> BaseOxmlElement:
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(100_000 + self._next))
        element.set(qn("w:author"), OUR_NAME)
        element.set(qn("w:date"), self._date)
        self._next += 1
        return element


def _shown_at(document: Document, span: Span) -> Span:
    """The words over which a link lies, for a finding on its address."""
    kind, _, number = span.field.partition(":")
    if kind == "link" and (shown := document.links[int(number)].span) is not None:
        return shown
    return span


def _host(element: BaseOxmlElement) -> BaseOxmlElement:
    """The run that holds a text."""
    run = element
    for around in element.iterancestors(qn("w:r")):
        run = around
        break
    return run


def _anchorable(run: BaseOxmlElement, word: Word) -> BaseOxmlElement:
    """Where in the body a comment on a run can stand: text boxes and notes take none in Word."""
    outermost, note = run, None
    for around in run.iterancestors():
        if around.tag in {qn("w:r"), f"{_MATH}oMath", f"{_MATH}oMathPara"}:
            outermost = around
        elif around.tag in {qn("w:footnote"), qn("w:endnote")}:
            note = around
    if note is None:
        return outermost
    body = root_of(word.file.part)
    number = note.get(qn("w:id"))
    for reference in body.iter(f"{note.tag}Reference"):
        if reference.get(qn("w:id")) == number:
            outermost = reference.getparent()
            break
    return outermost


def _overlap(one: Span, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _may_change(finding: Finding, span: Span, runs: Sequence[BaseOxmlElement]) -> bool:
    """Whether there is one way to put it right, and the words are whole runs side by side."""
    if len(finding.suggestions) != 1 or span != finding.span or span.start == span.end:
        return False
    if any(sign in finding.suggestions[0] for sign in "\n\t"):
        return False
    allowed = {qn("w:rPr"), qn("w:t")}
    return len({run.getparent() for run in runs}) == 1 and all(
        run.tag == qn("w:r") and {child.tag for child in run} <= allowed for run in runs
    )


def _remove_ours(comments: BaseOxmlElement, word: Word) -> None:
    ours = {comment.get(qn("w:id")) for comment in comments if is_our_remark(comment)}
    if not ours:
        return
    for comment in list(comments):
        if comment.get(qn("w:id")) in ours:
            comments.remove(comment)
    marks = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference"))
    for mark in list(root_of(word.file.part).iter(*marks)):
        if mark.get(qn("w:id")) in ours:
            around = mark.getparent()
            around.remove(mark)
            if around.tag == qn("w:r") and not [each for each in around if each.tag != qn("w:rPr")]:
                around.getparent().remove(around)
