"""What becomes of findings: reasons said again, precedents, false alarms, a rule's record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from review.draft import Draft, Grant, Role
from review.model import Gate
from review.refusal import NotAllowedError, Refusal
from review.rule import Bad
from service.actions.add_unit import add_unit
from service.actions.answer_finding import answer_finding
from service.actions.errors import MissingError, StaleError
from service.actions.fix_finding import fix_finding
from service.actions.mark_false_alarm import mark_false_alarm
from service.actions.reapply_settlement import offered_in, reapply_settlement
from service.actions.save_draft import save_draft
from service.actions.submit_draft import submit_draft
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.actions.waive_finding import waive_finding
from service.edge.rulebook import pieces_of, record_of, records_of
from service.office import Office
from service.store.deed import Deed
from service.store.fates import FateKind, Fates, Outcome, Precedents
from tests.service.gated import again, begun, keys
from tests.service.settled import (
    FAULTY,
    deeds,
    key_of,
    waived,
)
from tests.stories import (
    CHEN,
    HE,
    LIN,
    QIAN,
    REASON,
    SU,
    ZHENG,
    a_document,
)


def offered(office: Office, draft: Draft) -> set[str]:
    with office.read() as unit:
        document = unit.drafts.document(draft.document)
        return set(offered_in(unit, draft, document, unit.drafts.report(draft.report)))


def history(office: Office, draft: Draft):
    with office.read() as unit:
        return unit.events.of(draft.id)


def fates(office: Office, draft: Draft) -> list[tuple[int, str, FateKind]]:
    with office.read() as unit:
        return [(one.version, one.rule, one.fate) for one in unit.fates.of(draft.id)]


def test_after_an_edit_a_reason_is_offered_and_recorded_anew(bureau: Office):
    draft = waived(bureau)
    longer = replace(FAULTY, body="前面加了一句话。" + FAULTY.body)
    draft = save_draft(bureau, LIN, draft.id, version=1, document=longer)
    assert (draft.waivers, draft.answers) == ((), ())
    assert offered(bureau, draft) == set(keys(bureau, draft))
    assert again(bureau, draft).waivers == ()  # offered, not applied
    for key in keys(bureau, draft):
        draft = reapply_settlement(bureau, LIN, draft.id, version=2, finding=key)
    assert [one.reason for one in (*draft.waivers, *draft.answers)] == [REASON, REASON]
    assert draft.waivers[0].document == longer.digest
    assert offered(bureau, draft) == set()
    verbs = [entry.verb.value for entry in history(bureau, draft)]
    assert verbs.count("waive") == verbs.count("answer") == 2
    assert verify_audit(bureau) == ()


def test_a_reason_is_not_offered_once_the_passage_has_changed(bureau: Office):
    draft = waived(bureau)
    changed = replace(FAULTY, body=FAULTY.body.replace("依法制建设", "照法制建设"))
    draft = save_draft(bureau, LIN, draft.id, version=1, document=changed)
    block, warn = key_of(bureau, draft, "TXT901"), key_of(bureau, draft, "TXT902")
    assert offered(bureau, draft) == {warn}
    for finding in (block, "TXT901@body:0-2"):
        with pytest.raises(NotAllowedError) as caught:
            reapply_settlement(bureau, LIN, draft.id, version=2, finding=finding)
        assert caught.value.reason is Refusal.NO_FINDING
    with pytest.raises(StaleError):
        reapply_settlement(bureau, LIN, draft.id, version=1, finding=warn)
    with pytest.raises(NotAllowedError):
        reapply_settlement(bureau, QIAN, draft.id, version=2, finding=warn)


def test_what_becomes_of_findings_is_kept_without_a_word_of_them(bureau: Office):
    draft = begun(bureau, FAULTY)
    block, warn = keys(bureau, draft)
    answer_finding(bureau, LIN, draft.id, version=1, finding=warn, reason=REASON)
    fix_finding(bureau, LIN, draft.id, version=1, finding=block, suggestion="法治")
    draft = again(bureau, draft)
    save_draft(bureau, LIN, draft.id, version=2, document=a_document("另写了一篇。"))
    assert fates(bureau, draft) == [
        (1, "TXT902", FateKind.ANSWERED),
        (1, "TXT901", FateKind.FIXED),
        (2, "TXT902", FateKind.FIXED),
    ]
    with bureau.store.engines.reading.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM fates")).all())
    assert "法制" not in kept
    assert "做为" not in kept
    assert verify_audit(bureau) == ()


def test_a_fingerprint_is_the_houses_own_and_blind_to_width_and_blanks(bureau: Office):
    draft = begun(bureau, a_document("做为通知。做 为通知。"))
    with bureau.read() as unit:
        document = unit.drafts.document(draft.document)
        finding = unit.drafts.report(draft.report).findings[0]
        spaced = replace(finding, span=replace(finding.span, start=5, end=8))
        mark = unit.fates.fingerprint(document, finding)
        assert unit.fates.fingerprint(document, spaced) == mark
        assert unit.fates.fingerprint(document, replace(finding, rule="TXT901")) != mark
        other = Fates(unit._connection, b"another key of thirty-two bytes!")
        assert other.fingerprint(document, finding) != mark


def test_precedents_count_other_drafts_of_ones_own_units(bureau: Office):
    for number in range(3):
        waived(bureau, replace(FAULTY, title=f"放行{number}"))
    fixing = begun(bureau, replace(FAULTY, title="修改"))
    key = key_of(bureau, fixing, "TXT901")
    fix_finding(bureau, LIN, fixing.id, version=1, finding=key, suggestion="法治")
    draft = begun(bureau, FAULTY)
    block = key_of(bureau, draft, "TXT901")
    # Saying it twice in one draft makes no more of it.
    for _ in range(2):
        waive_finding(bureau, LIN, draft.id, version=1, finding=block, reason=REASON)
    add_unit(bureau, ZHENG, UnitFacts(name="下属单位", parent=1, supervisor=HE.id))
    other = begun(bureau, replace(FAULTY, title="再一篇"))
    with bureau.read() as unit:
        document, report = unit.drafts.document(other.document), unit.drafts.report(other.report)
        finding = next(one for one in report.findings if one.rule == "TXT901")
        mark = unit.fates.fingerprint(document, finding)
        assert unit.fates.precedents([mark], [1], other.id) == {mark: Precedents(stood=4, fixed=1)}
        assert unit.fates.precedents([mark], [1], draft.id) == {mark: Precedents(stood=3, fixed=1)}
        assert unit.fates.precedents([mark], [2], other.id) == {}
        assert not Precedents()


def test_a_false_alarm_is_marked_once_a_person_by_whoever_works_with_the_text(bureau: Office):
    draft = submit_draft(bureau, LIN, waived(bureau).id, version=1)
    block = key_of(bureau, draft, "TXT901")
    before = again(bureau, draft)
    for person in (LIN, CHEN, CHEN, HE):
        mark_false_alarm(bureau, person, draft.id, finding=block, reason="“法制”是刊名。")
    assert again(bureau, draft) == before
    assert len(deeds(bureau, Deed.FALSE_ALARM)) == 3
    assert [fate for _, _, fate in fates(bureau, draft)].count(FateKind.FALSE_ALARM) == 3
    assert "刊名" not in str(deeds(bureau, Deed.FALSE_ALARM))
    for person in (SU, ZHENG):
        with pytest.raises(NotAllowedError) as caught:
            mark_false_alarm(bureau, person, draft.id, finding=block)
        assert caught.value.reason is Refusal.ROLE
    with pytest.raises(NotAllowedError) as caught:
        mark_false_alarm(bureau, LIN, draft.id, finding="TXT901@body:0-2")
    assert caught.value.reason is Refusal.NO_FINDING
    with pytest.raises(MissingError):
        mark_false_alarm(bureau, LIN, 999, finding=block)
    assert verify_audit(bureau) == ()


def test_whoever_may_not_see_a_draft_cannot_mark_it(bureau: Office):
    draft = begun(bureau, FAULTY)
    below = add_unit(bureau, ZHENG, UnitFacts(name="下属单位", parent=1, supervisor=HE.id))
    with bureau.write() as unit:
        held = frozenset({Grant(role=Role.EDITOR, unit=below.id)})
        far = unit.people.add(login="far", name="远", held=held, password="", now=bureau.now())
    with pytest.raises(MissingError):
        mark_false_alarm(bureau, far, draft.id, finding=keys(bureau, draft)[0])


def test_a_rules_record_counts_each_wording_once_a_draft(bureau: Office):
    drafts = [waived(bureau, replace(FAULTY, title=f"题{number}")) for number in range(4)]
    for draft in drafts[:1]:
        for person in (LIN, QIAN):
            mark_false_alarm(bureau, person, draft.id, finding=key_of(bureau, draft, "TXT901"))
    record, quarters = record_of(bureau, "TXT901")
    assert record.outcome == Outcome(waived=4, false_alarms=1, decided=4)
    assert record.precision is not None
    assert (record.precision.hits, record.precision.total) == (3, 4)
    assert record.precision.low < 0.75 < record.precision.high
    assert record.hits == record.recent == 4
    assert [(one.label, one.hits) for one in quarters] == [("2026年第4季度", 4)]
    by_id = {one.rule.id: one for one in records_of(bureau)}
    assert by_id["TXT901"] == record
    assert by_id["CON901"].precision is None
    assert [one.rule.id for one in records_of(bureau, Gate.CONFIDENTIALITY)] == ["CON107", "CON901"]
    assert [one.rule.id for one in records_of(bureau, None, " 做为 ")] == ["TXT902"]
    with pytest.raises(MissingError):
        record_of(bureau, "XXX999")


def test_what_happened_in_another_quarter_is_told_of_that_quarter(bureau: Office):
    waived(bureau)
    now = bureau.now()
    later = replace(bureau, clock=lambda: now + timedelta(days=100))
    record, quarters = record_of(later, "TXT901")
    assert (record.hits, record.recent) == (1, 0)
    assert [(one.label, one.outcome.waived) for one in quarters] == [("2026年第4季度", 1)]


def test_an_example_is_cut_at_its_marks():
    assert pieces_of(Bad("甲【乙】丙【】")) == (
        ("甲", False),
        ("乙", True),
        ("丙", False),
        ("", True),
    )
    assert pieces_of(Bad("无〔标【记】〕。", marks="〔〕")) == (
        ("无", False),
        ("标【记】", True),
        ("。", False),
    )
