"""What is still the same after an edit: reasons offered again, and findings put right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.draft import Answer, Draft, Waiver
from review.model import Document, Finding, Severity, Span
from review.passage import AROUND, fixed, offers, passage_of
from tests.stories import LIN, NOW, REASON, Story, a_document, a_finding, a_report

LONG = "一二三四五六七八九十甲乙丙丁"
BODY = f"{LONG}法制{LONG}做为{LONG}"


def at(body: str, words: str, severity: Severity, *, after: int = 0) -> Finding:
    start = body.index(words, after)
    finding = a_finding(severity, start)
    return replace(finding, span=Span(field="body", start=start, end=start + len(words)))


def waiver(document: Document, finding: Finding, reason: str = REASON) -> Waiver:
    return Waiver(
        finding=finding.key,
        rule=finding.rule,
        span=finding.span,
        document=document.digest,
        person=LIN,
        reason=reason,
        at=NOW,
    )


def fresh() -> Draft:
    return Story().draft


def test_an_unchanged_passage_is_offered_its_reason_wherever_it_has_moved_to():
    old, new = a_document(BODY), a_document("前面加了一句。" + BODY)
    before = at(BODY, "法制", Severity.BLOCK)
    after = at(new.body, "法制", Severity.BLOCK)
    found = offers([(old, [waiver(old, before)])], new, a_report(new, after), fresh())
    assert {key: one.reason for key, one in found.items()} == {after.key: REASON}


@pytest.mark.parametrize("side", [-AROUND, 2 + AROUND - 1])
def test_one_character_changed_within_twelve_is_another_passage(side: int):
    before = at(BODY, "法制", Severity.BLOCK)
    place = before.span.start + side
    changed = BODY[:place] + "某" + BODY[place + 1 :]
    old, new = a_document(BODY), a_document(changed)
    after = at(changed, "法制", Severity.BLOCK)
    assert offers([(old, [waiver(old, before)])], new, a_report(new, after), fresh()) == {}


def test_one_character_changed_further_off_is_none():
    before = at(BODY, "法制", Severity.BLOCK)
    place = before.span.start - AROUND - 1
    changed = BODY[:place] + "某" + BODY[place + 1 :]
    old, new = a_document(BODY), a_document(changed)
    after = at(changed, "法制", Severity.BLOCK)
    assert offers([(old, [waiver(old, before)])], new, a_report(new, after), fresh())


def test_what_was_answered_is_not_offered_as_a_waiver_nor_for_another_rule():
    old = a_document(BODY)
    warn, block = at(BODY, "法制", Severity.WARN), at(BODY, "法制", Severity.BLOCK)
    kept = waiver(old, warn)
    answer = Answer(
        finding=kept.finding,
        rule=kept.rule,
        span=kept.span,
        document=kept.document,
        person=LIN,
        reason=REASON,
        at=NOW,
    )
    draft = fresh()
    assert offers([(old, [answer])], old, a_report(old, warn), draft)
    assert offers([(old, [answer])], old, a_report(old, block), draft) == {}
    assert offers([(old, [waiver(old, block)])], old, a_report(old, warn), draft) == {}
    other = replace(block, rule="TXT102")
    assert offers([(old, [waiver(old, block)])], old, a_report(old, other), draft) == {}
    hint = replace(block, severity=Severity.HINT)
    assert offers([(old, [waiver(old, block)])], old, a_report(old, hint), draft) == {}


def test_the_latest_reason_is_offered_and_nothing_twice():
    old, new = a_document(BODY), a_document(BODY + "后面加了一句。")
    block = at(BODY, "法制", Severity.BLOCK)
    earlier = [
        (old, [waiver(old, block, "先前的理由。")]),
        (old, [waiver(old, block, "后来的理由。")]),
    ]
    report = a_report(new, block)
    assert [one.reason for one in offers(earlier, new, report, fresh()).values()] == [
        "后来的理由。"
    ]
    settled = replace(fresh(), waivers=(waiver(new, block),))
    assert offers(earlier, new, report, settled) == {}


def test_what_an_edit_puts_right_is_told_from_what_only_moved():
    first, second = at(BODY, "法制", Severity.BLOCK), at(BODY, "做为", Severity.WARN)
    old = a_document(BODY)
    after = "加了一句。" + BODY.replace("法制", "法治")
    moved = at(after, "做为", Severity.WARN)
    new = a_document(after)
    assert fixed(old, a_report(old, first, second), new, a_report(new, moved)) == (first,)


def test_of_two_alike_one_put_right_counts_once():
    body = f"法制{LONG}法制"
    pair = [at(body, "法制", Severity.BLOCK), at(body, "法制", Severity.BLOCK, after=5)]
    old, new = a_document(body), a_document(f"法治{LONG}法制")
    left = at(new.body, "法制", Severity.BLOCK)
    assert len(fixed(old, a_report(old, *pair), new, a_report(new, left))) == 1


def test_what_other_rules_no_longer_say_was_not_put_right():
    block = at(BODY, "法制", Severity.BLOCK)
    old, new = a_document(BODY), a_document(BODY + "后面加了一句。")
    assert fixed(old, a_report(old, block), new, a_report(new)) == ()


def test_a_place_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="caption"):
        passage_of(a_document(), Span(field="caption:3", start=0, end=1))
