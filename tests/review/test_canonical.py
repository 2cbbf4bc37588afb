"""What a digest covers: everything that was there from the start, and later fields that speak."""

from __future__ import annotations

from dataclasses import asdict, fields, replace

from hypothesis import given
from hypothesis import strategies as st

from review.model import (
    Document,
    Facts,
    Gate,
    GateResult,
    Hidden,
    Link,
    Media,
    Report,
    Severity,
    Span,
    canonical,
    digest_of,
)
from tests.stories import a_document, a_finding, a_report

TEXTS = st.text(max_size=5)
SPANS = st.builds(Span, field=TEXTS, start=st.integers(0, 9), end=st.integers(0, 9))
DOCUMENTS = st.builds(
    Document,
    title=TEXTS,
    body=TEXTS,
    captions=st.lists(TEXTS, max_size=2).map(tuple),
    links=st.lists(st.builds(Link, href=TEXTS, text=TEXTS, span=SPANS | st.none()), max_size=2).map(
        tuple
    ),
    media=st.lists(st.builds(Media, name=TEXTS, digest=TEXTS, alt=TEXTS), max_size=2).map(tuple),
    hidden=st.lists(st.builds(Hidden, text=TEXTS, means=TEXTS), max_size=2).map(tuple),
    facts=st.builds(Facts),
)


def before(document: Document) -> str:
    """The digest as it was made when the first texts were signed: every field there then was."""
    value = asdict(document)
    for media in value["media"]:
        for name in ("credit", "ai_generated", "map_number", "words"):
            del media[name]
    for name in ("basis_document", "urgent", "platforms"):
        del value["facts"][name]
    for name in ("variants", "correction", "enclosures"):
        del value[name]
    return digest_of(value)


@given(DOCUMENTS)
def test_a_text_that_uses_no_later_field_has_the_digest_it_always_had(document: Document):
    assert document.digest == before(document)


def test_the_digest_of_a_known_text_never_changes():
    document = Document(title="题", body="文", facts=Facts(source_url="https://a.gov.cn/"))
    assert document.digest == (
        "sha256:cd694a2aedce6b12fa6a0aae381f2ad173eec9e7355999bfc03000c4686dbdce"
    )


def test_a_later_field_that_says_something_is_digested():
    media = Media(name="a.png", digest="sha256:0")
    plain = Document(media=(media,))
    for change in ({"credit": "李四"}, {"ai_generated": True}, {"map_number": "GS（2026）1号"}):
        assert Document(media=(replace(media, **change),)).digest != plain.digest
    assert Document(facts=Facts(urgent=True)).digest != Document().digest


def test_reports_are_digested_whole():
    document = a_document()
    report = a_report(document, a_finding(Severity.WARN))
    value = asdict(report)
    for gate in value["gates"]:
        for finding in gate["findings"]:
            del finding["muted"]  # later
    assert report.digest == digest_of(value)
    assert isinstance(canonical(report), dict)
    assert {each.name for each in fields(Report)} == set(canonical(report))
    empty = Report(
        document="d", ruleset="r", as_of=report.as_of, gates=(GateResult(gate=Gate.TEXT, rules=1),)
    )
    assert empty.digest == digest_of(asdict(empty))
