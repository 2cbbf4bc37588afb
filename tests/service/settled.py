"""Drafts with findings of two gates, taken through endorsement as far as a test wants them."""

from __future__ import annotations

from review.draft import Draft, Person, Role
from review.kinds import pattern
from review.model import Basis, Document, Gate, Severity
from review.rule import Bad, Rule
from review.settling import awaiting
from service.actions.answer_finding import answer_finding
from service.actions.sign_draft import sign_draft
from service.actions.waive_finding import waive_finding
from service.office import Office
from service.store.deed import Deed
from service.store.tables import METADATA
from tests.service.gated import begun, keys
from tests.stories import (
    LIN,
    NOTHING_SECRET,
    REASON,
    a_document,
)


def a_grave_rule(number: int, word: str) -> Rule:
    return Rule(
        id=f"CON{number}",
        name=f"“{word}”",
        gate=Gate.CONFIDENTIALITY,
        severity=Severity.BLOCK,
        basis=(Basis("中华人民共和国保守国家秘密法"),),
        message="不得公开。",
        check=pattern(word),
        bad=(Bad(f"【{word}】"), Bad(f"甲【{word}】")),
        good=("甲", "乙", "丙"),
    )


GRAVE, MARK = a_grave_rule(901, "证件号"), a_grave_rule(107, "机密★十年")
AROUND = "为进一步做好这一项工作，经研究决定，"
FAULTY = a_document(f"{AROUND}依法制建设。{AROUND}做为通知。{AROUND}")
BOTH = a_document(f"{AROUND}依法制建设。{AROUND}证件号公布。{AROUND}")
SECRET = a_document("前言。机密★十年。绝不能留下的话。", "不该在这里的标题")


def key_of(office: Office, draft: Draft, rule: str) -> str:
    return next(key for key in keys(office, draft) if key.startswith(rule))


def waived(office: Office, document: Document = FAULTY) -> Draft:
    """A draft with every finding settled."""
    draft = begun(office, document)
    for key in keys(office, draft):
        verb = answer_finding if key.startswith("TXT902") else waive_finding
        draft = verb(office, LIN, draft.id, version=1, finding=key, reason=REASON)
    return draft


def sign(office: Office, draft: Draft, person: Person, **given: tuple) -> Draft:
    assert draft.seen is not None
    return sign_draft(office, person, draft.id, seen=draft.seen, **given)


def signed(office: Office, draft: Draft, *people: Person) -> Draft:
    for person in people:
        step = draft.current_step
        secrecy = step is not None and step.role is Role.SECRECY
        endorsed = tuple(one.finding for one in awaiting(draft))
        replies = NOTHING_SECRET if secrecy else ()
        draft = sign(office, draft, person, endorsed=endorsed, replies=replies)
    return draft


def everything(office: Office) -> str:
    """Every cell of every table."""
    with office.store.engines.reading.connect() as connection:
        return "\n".join(
            str(row)
            for table in METADATA.sorted_tables
            for row in connection.execute(table.select())
        )


def deeds(office: Office, deed: Deed) -> list[dict[str, str]]:
    with office.read() as unit:
        return [dict(entry.detail) for entry in unit.events.page() if entry.verb is deed]
