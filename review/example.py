"""A rule's examples, run. A rule whose own examples fail must not be used."""

from __future__ import annotations

from dataclasses import replace

from review.formats import read_document
from review.model import Document, Facts, Span, Variant, VariantKind
from review.pipeline import review
from review.rule import Bad, Good, Rule
from review.ruleset import Ruleset

_VARIANT = f"variant:{VariantKind.WEIBO.value}"


def faults(rule: Rule, ruleset: Ruleset) -> list[str]:
    """What is wrong with a rule's examples, in Chinese sentences; empty if they hold."""
    alone = ruleset.select(ids={rule.id})
    found: list[str] = []
    for number, bad in enumerate(rule.bad, 1):
        if fault := _fault_of_bad(bad, alone):
            found.append(f"{rule.id} 的第 {number} 个反例{fault}")
    for number, good in enumerate(rule.good, 1):
        example = Good(good) if isinstance(good, str) else good
        if fault := _fault_of_good(example, alone):
            found.append(f"{rule.id} 的第 {number} 个正例{fault}")
    return found


def _fault_of_bad(bad: Bad, alone: Ruleset) -> str:
    title, title_spans = _unmark(bad.title, bad.marks, "title")
    text, text_spans = _unmark(bad.text, bad.marks, "body")
    variant, variant_spans = _unmark(bad.variant, bad.marks, _VARIANT)
    wanted = [*title_spans, *text_spans, *variant_spans]
    if not wanted:
        return f"没有用{bad.marks}标出应当命中的文字。"
    document = _document(
        Good(text, title=title, facts=bad.facts, format=bad.format, variant=variant)
    )
    report = review(document, alone, bad.as_of)
    if report.failures:
        return f"使规则出错：{report.failures[0].error}。"
    got = [finding.span for finding in report.findings]
    fields = {"title": title, "body": text, _VARIANT: variant}
    marked = [fields[span.field][span.start : span.end] for span in wanted]
    quoted = [document.quote(span) for span in got]
    # a page's offsets are those of its text, not of its markup: there the words are compared
    if (quoted == marked) if bad.format == "html" else (got == wanted):
        return ""
    return f"应命中 {marked}，实际命中 {quoted}。"


def _fault_of_good(good: Good, alone: Ruleset) -> str:
    document = _document(good)
    report = review(document, alone, good.as_of)
    if report.failures:
        return f"使规则出错：{report.failures[0].error}。"
    quoted = [document.quote(finding.span) for finding in report.findings]
    return f"不应命中，却命中 {quoted}。" if quoted else ""


def _unmark(text: str, marks: str, field: str) -> tuple[str, list[Span]]:
    opener, closer = marks[0], marks[1]
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


def _document(example: Good) -> Document:
    facts = example.facts or Facts()
    if example.format == "html":
        read = read_document("example.html", example.text.encode()).document
        return replace(read, title=example.title or read.title, facts=facts)
    short = (Variant(kind=VariantKind.WEIBO, text=example.variant),) if example.variant else ()
    return Document(title=example.title, body=example.text, facts=facts, variants=short)
