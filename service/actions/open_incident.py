"""登记事件. Anybody with a role in the unit may say that something is wrong."""

from __future__ import annotations

from dataclasses import replace

from review.draft import Person
from review.refusal import NotAllowedError, Refusal
from service.actions.desk import found_draft, found_unit, seated, words
from service.actions.errors import InvalidError, MissingError
from service.actions.incident_facts import (
    LONGEST_LINE,
    IncidentFacts,
    line_typed,
    may_see,
    opened,
)
from service.office import Office
from service.store.incidents import Incident


def open_incident(office: Office, actor: Person, facts: IncidentFacts) -> Incident:
    """The incident as it is kept. Raises InvalidError, MissingError, NotAllowedError."""
    account = " ".join(words(facts.account, "账号").split())
    if len(account) > LONGEST_LINE:
        raise InvalidError(f"账号名称最多{LONGEST_LINE}个字，请缩短。")
    facts = replace(
        facts,
        subject=line_typed(facts.subject, "事件概要"),
        note=words(facts.note, "情况说明"),
        account=account,
    )
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        where = found_unit(unit, facts.unit).unit
        if not may_see(by, where):
            sentence = f"您在{where.name}没有角色，不能为它登记事件；请在自己的单位登记。"
            raise NotAllowedError(Refusal.ROLE, sentence)
        if facts.draft is not None and found_draft(unit, facts.draft).unit.id != where.id:
            raise InvalidError("这篇稿件不属于所选单位，请改正单位或稿件编号。")
        if facts.posting is not None:
            try:
                posting = unit.postings.get(facts.posting)
            except KeyError:
                raise MissingError("找不到这条发送记录，请从发布页面重新进入。") from None
            if posting.draft != facts.draft:
                raise InvalidError("发送记录与稿件不符，请从发布页面重新进入。")
        return opened(unit, facts, by, now)
