"""A rule's examples, run. A rule whose own examples fail must not be used."""

from __future__ import annotations

from dataclasses import replace

from review.formats import read_document
from review.model import Document, Facts, Span
from review.pipeline import review
from review.rule import Bad, Good, Rule
from review.ruleset import Ruleset


def faults(rule: Rule, ruleset: Ruleset) -> list[str]:
    """What is wrong with a rule's examples, in Chinese sentences; empty if they hold."""
    alone = ruleset.select(ids={rule.id})
    found: list[str] = []
    for number, bad in enumerate(rule.bad, 1):
        where = f"{rule.id} 的第 {number} 个反例"
        title, title_spans = _unmark(bad.title, bad.marks, "title")
        text, text_spans = _unmark(bad.text, bad.marks, "body")
        wanted = [*title_spans, *text_spans]
        if not wanted:
            found.append(f"{where}没有用{bad.marks}标出应当命中的文字。")
            continue
        document = _document(Good(text, title=title, facts=bad.facts, format=bad.format))
        report = review(document, alone, bad.as_of)
        if report.failures:
            found.append(f"{where}使规则出错：{report.failures[0].error}。")
            continue
        got = [finding.span for finding in report.findings]
        if bad.format == "html":
            quotes = [document.quote(span) for span in got]
            marked = [(title if span.field == "title" else text)[span.start : span.end] for span in wanted]
            if quotes != marked:
                found.append(f"{where}应命中 {marked}，实际命中 {quotes}。")
        elif got != wanted:
            quotes = [(span.field, span.start, document.quote(span)) for span in got]
            found.append(f"{where}应命中 {_quotes(document, wanted)}，实际命中 {quotes}。")
    for number, good in enumerate(rule.good, 1):
        where = f"{rule.id} 的第 {number} 个正例"
        example = Good(good) if isinstance(good, str) else good
        document = _document(example)
        report = review(document, alone, example.as_of)
        if report.failures:
            found.append(f"{where}使规则出错：{report.failures[0].error}。")
        elif report.findings:
            found.append(f"{where}不应命中，却命中 {[document.quote(one.span) for one in report.findings]}。")
    return found


def _quotes(document: Document, spans: list[Span]) -> list[tuple[str, int, str]]:
    return [(span.field, span.start, document.quote(span)) for span in spans]


def _unmark(text: str, marks: str, field: str) -> tuple[str, list[Span]]:
    opener, closer = marks
    plain: list[str] = []
    spans: list[Span] = []
    length = 0
    for piece in text.split(opener):
        head, closed, tail = piece.partition(closer)
        if closed:
            spans.append(Span(field=field, start=length, end=length + len(head)))
        plain += [head, tail]
        length += len(head) + len(tail)
    return "".join(plain), spans


def _document(example: Bad | Good) -> Document:
    if example.format == "html":
        document = read_document("example.html", example.text.encode()).document
        if example.title:
            document = replace(document, title=example.title)
    else:
        document = Document(title=example.title, body=example.text)
    return replace(document, facts=example.facts or Facts())
