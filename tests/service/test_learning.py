"""What the house might learn: told from what people decided, by wording, never done by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from review.model import Document, Gate, Severity
from review.refusal import NotAllowedError
from review.staff import Unit
from review.words import words
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.agree_overlay import agree_overlay
from service.actions.answer_finding import answer_finding
from service.actions.end_overlay import end_overlay
from service.actions.fix_finding import fix_finding
from service.actions.lay_overlay import lay_overlay
from service.actions.overlay_facts import OverlayFacts
from service.actions.unit_facts import UnitFacts
from service.edge.learning import learnt
from service.office import Office
from service.store.overlays import OverlayKind
from tests.service.gated import a_rule, begun, keys
from tests.service.overlays.conftest import LISTED, RULE
from tests.stories import CHEN, HE, LIN, OFFICE, REASON, ZHENG, a_document, a_person

HINTED = a_rule(905, Severity.HINT, "登计", "登记")
KEPT = a_rule(906, Severity.WARN, "云溪有约", "云溪之约")
GATE = replace(
    KEPT, id="CON907", gate=Gate.CONFIDENTIALITY, check=a_rule(0, Severity.WARN, "机要", "").check
)
OWN = replace(LISTED, name="text/miswritten_words")


@pytest.fixture
def bureau(office: Office, compile_rules) -> Office:
    rule = replace(RULE, check=words("text/miswritten_words"))
    return replace(office, ruleset=compile_rules(HINTED, KEPT, GATE, rule, lists=(OWN,)))


def kept(office: Office, body: str) -> None:
    draft = begun(office, a_document(body))
    for key in keys(office, draft):
        answer_finding(office, LIN, draft.id, version=draft.version, finding=key, reason=REASON)


def changed(office: Office, body: str, cure: str) -> None:
    draft = begun(office, a_document(body))
    key = keys(office, draft)[0]
    fix_finding(office, LIN, draft.id, version=draft.version, finding=key, suggestion=cure)


def told(office: Office, person=LIN) -> list[tuple[str, str, str, int, int]]:
    return [
        (one.kind.value, one.words, one.suggestion, one.accepted, one.rejected)
        for one in learnt(office, person).proposed
    ]


def test_once_is_no_lesson_and_twice_is(bureau: Office):
    kept(bureau, "第一期云溪有约。云溪有约开播。")
    assert told(bureau) == []
    kept(bureau, "第二期云溪有约。")
    assert told(bureau) == [("mute", "云溪有约", "", 0, 2)]
    assert told(bureau, a_person(88, "wai", "外人")) == []


def test_what_was_changed_as_suggested_again_and_again_becomes_a_word_to_add(bureau: Office):
    for number in range(2):
        changed(bureau, f"第{number}次登计。", "登记")
    assert told(bureau) == [("add", "登计", "登记", 2, 0)]


def test_where_people_do_not_agree_nothing_is_proposed(bureau: Office):
    for number in range(2):
        kept(bureau, f"第{number}期云溪有约。")
        changed(bureau, f"这是第{number}期云溪有约。", "云溪之约")
    assert told(bureau) == []


def test_what_the_confidentiality_gate_marks_is_carried_nowhere(bureau: Office):
    for number in range(2):
        kept(bureau, f"第{number}份机要。")
    assert told(bureau) == []


def test_what_is_a_year_old_is_forgotten(bureau: Office):
    for number in range(2):
        kept(bureau, f"第{number}期云溪有约。")
    later = replace(bureau, clock=lambda: bureau.now() + timedelta(days=400))
    assert told(bureau) != []
    assert told(later) == []


def test_what_is_laid_or_proposed_is_not_proposed_again(bureau: Office):
    for number in range(2):
        kept(bureau, f"第{number}期云溪有约。")
    ends = bureau.as_of() + timedelta(days=90)
    facts = OverlayFacts(
        unit=1,
        kind=OverlayKind.MUTE,
        rule=KEPT.id,
        within=("云溪有约",),
        ends=ends,
        reason="栏目名。",
    )
    made = lay_overlay(bureau, CHEN, facts)
    assert told(bureau) == []
    end_overlay(bureau, ZHENG, made.id)
    assert len(told(bureau)) == 1
    made = lay_overlay(bureau, ZHENG, facts)
    agree_overlay(bureau, HE, made.id)
    report = bureau.review(Document(body="本期云溪有约。"), OFFICE)
    assert [one.severity for one in report.findings] == [Severity.HINT]


def test_drafts_of_another_unit_teach_nobody_else(bureau: Office):
    unit: Unit = add_unit(bureau, ZHENG, UnitFacts(name="教育局", parent=1, supervisor=HE.id))
    person = add_person(
        bureau,
        ZHENG,
        login="jiaoyu",
        name="教编",
        roles=tuple(LIN.roles),
        password="correct-horse-42-battery",
        unit_id=unit.id,
    )
    for number in range(2):
        kept(bureau, f"第{number}期云溪有约。")
    assert told(bureau, person) == []
    with pytest.raises(NotAllowedError):
        lay_overlay(bureau, person, OverlayFacts(unit=1, kind=OverlayKind.MUTE, reason=REASON))
