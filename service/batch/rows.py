"""What is written of a post and of its findings. Numbers and names of people are masked in it.

A finding of the product stores where, not what; an archive's findings are passed on, so the words
are put in, but never those that the privacy rules have marked, nor a number long enough to be a
person's, wherever they stand.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from review.archive import Dated, Kind
from review.model import Document, Finding, Gate, Report, Span
from review.output.run import Places
from service.batch.post import Post

Row = dict[str, object]

AROUND = 24
"""Characters of the text shown on either side of a finding."""
_MOST_QUOTED = 200
_MARKINGS = frozenset({"CON107", "CON108", "CON109", "CON110"})  # words of an office, nobody's data
_NUMBER = re.compile(r"(?<![0-9０-９])[0-9０-９]{11,}[XxＸｘ]?")
_SIGN = re.compile(r"\w")


class Masked:
    """The texts of a document with what is private made unreadable, character for character."""

    def __init__(self, document: Document, findings: Iterable[Finding]) -> None:
        self._places = Places(document)
        self._private: dict[str, list[tuple[int, int]]] = {}
        for one in findings:
            if one.gate is Gate.CONFIDENTIALITY and one.rule not in _MARKINGS:
                self._private.setdefault(one.span.field, []).append((one.span.start, one.span.end))

    def text(self, field: str, start: int, end: int) -> str:
        """A stretch of a field."""
        whole = self._places.text(field)
        start, end = max(start, 0), min(end, len(whole))
        # a number is masked even where the stretch shows but a part of it
        reach = slice(max(start - 40, 0), end + 40)
        shown = _NUMBER.sub(lambda match: "＊" * len(match[0]), whole[reach])
        shown = shown[start - reach.start : end - reach.start]
        for first, last in self._private.get(field, ()):
            if first < end and last > start:
                at, to = max(first, start) - start, min(last, end) - start
                shown = shown[:at] + _SIGN.sub("＊", shown[at:to]) + shown[to:]
        return shown

    def around(self, span: Span) -> tuple[str, str]:
        """What stands before and after a span on its lines."""
        before = self.text(span.field, span.start - AROUND, span.start)
        after = self.text(span.field, span.end, span.end + AROUND)
        return _last(before), _first(after)

    def quote(self, span: Span) -> str:
        """The words of a span, the first of them where they are many."""
        words = self.text(span.field, span.start, min(span.end, span.start + _MOST_QUOTED))
        return words + "…" if span.end - span.start > _MOST_QUOTED else words

    def line(self, span: Span) -> tuple[int, int]:
        return self._places.locate(span.field, span.start)


def post_row(
    post: Post,
    place: str,
    *,
    reports: tuple[Report | None, Report | None],
    found: Sequence[Dated],
    masked: Masked,
    signed: str,
) -> Row:
    """One line of posts.jsonl. `signed`: how it stands to the text that was signed, if it has one."""
    then, now = reports
    kinds = Counter(one.kind for one in found)
    document = post.document
    return {
        "id": post.id,
        "record": place,
        "published_at": post.published_at.isoformat() if post.published_at else None,
        "platform": post.platform,
        "account": post.account,
        "url": post.url,
        "title": masked.text("title", 0, 200),
        "source": document.source,
        "digest": document.digest,
        "characters": sum(len(text) for name, text in document.fields() if name != "markup"),
        "verdict_then": str(then.verdict) if then else None,
        "verdict_now": str(now.verdict) if now else None,
        "findings": {str(kind): kinds[kind] for kind in Kind},
        "failures": sorted({one.rule for report in reports if report for one in report.failures}),
        "signed": signed,
        "extra": dict(post.extra),
    }


def finding_row(post: Post, place: str, one: Dated, masked: Masked) -> Row:
    """One line of findings.jsonl: the keys of `check --format json`, and those of archives."""
    finding = one.finding
    span = finding.span
    line, column = masked.line(span)
    before, after = masked.around(span)
    words = masked.quote(span)
    return {
        "id": post.id,
        "record": place,
        "published_at": post.published_at.isoformat() if post.published_at else None,
        "platform": post.platform,
        "account": post.account,
        "url": post.url,
        "kind": str(one.kind),
        "verdict_then": str(one.then) if one.then else None,
        "verdict_now": str(one.now) if one.now else None,
        "rule": finding.rule,
        "name": finding.name,
        "gate": str(finding.gate),
        "severity": str(finding.severity),
        "field": span.field,
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "before": before,
        "text": words,
        "after": after,
        "message": finding.message,
        "suggestions": list(finding.suggestions),
        "basis": [
            {
                "title": basis.title,
                "clause": basis.clause,
                "date": basis.date.isoformat() if basis.date else None,
            }
            for basis in finding.basis
        ],
        "fingerprint": fingerprint(post.id, finding, before + "\n" + words + "\n" + after),
    }


def fingerprint(identity: str, finding: Finding, words: str) -> str:
    """Names a finding by its words and not by its place, so that it outlives edits elsewhere."""
    told = "\x1f".join((identity, finding.rule, finding.span.field.partition(":")[0], words))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _last(text: str) -> str:
    return re.split(r"\r\n|\r|\n", text)[-1]


def _first(text: str) -> str:
    return re.split(r"\r\n|\r|\n", text)[0]
