"""Two rules, texts they find fault with, and drafts taken as far as a test wants them."""

from __future__ import annotations

from review.draft import Draft
from review.kinds import pattern
from review.model import Basis, Document, Gate, Severity
from review.rule import Bad, Rule
from service.actions.answer_finding import answer_finding
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.waive_finding import waive_finding
from service.office import Office
from tests.stories import CHEN, HE, LIN, REASON, ZHOU, a_document


def a_rule(number: int, severity: Severity, word: str, cure: str) -> Rule:
    return Rule(
        id=f"TXT{number}",
        name=f"“{word}”",
        gate=Gate.TEXT,
        severity=severity,
        basis=(Basis("通用规范汉字表"),),
        message="用词有误，请核对。",
        check=pattern(word, suggest=lambda _: (cure,)),
        bad=(Bad(f"【{word}】"),),
        good=("甲", "乙"),
    )


BLOCK = a_rule(901, Severity.BLOCK, "法制", "法治")
WARN = a_rule(902, Severity.WARN, "做为", "作为")
CLEAN = a_document()
FAULTY = a_document("依法制建设的要求，做为通知。")


def begun(office: Office, document: Document = CLEAN) -> Draft:
    return start_draft(office, LIN, document, form_key=document.digest[-40:])


def approved(office: Office, document: Document = CLEAN) -> Draft:
    draft = begun(office, document)
    draft = submit_draft(office, LIN, draft.id, version=draft.version)
    for person in (CHEN, ZHOU, HE):
        assert draft.seen is not None
        draft = sign_draft(office, person, draft.id, seen=draft.seen)
    return draft


def keys(office: Office, draft: Draft) -> list[str]:
    with office.read() as unit:
        return [finding.key for finding in unit.drafts.report(draft.report).findings]


def again(office: Office, draft: Draft) -> Draft:
    with office.read() as unit:
        found = unit.drafts.get(draft.id)
    assert found is not None
    return found


def settled(office: Office, draft: Draft) -> Draft:
    block, warn = keys(office, draft)
    waive_finding(office, LIN, draft.id, version=draft.version, finding=block, reason=REASON)
    return answer_finding(office, LIN, draft.id, version=draft.version, finding=warn, reason=REASON)
