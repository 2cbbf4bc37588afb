"""误报. Somebody who works with the text says that a finding is none; it changes nothing but what
the rule is known for.
"""

from __future__ import annotations

from review.clearance import check_report
from review.draft import Person
from review.model import digest_of
from review.permission import may_read
from review.refusal import NotAllowedError, Refusal
from review.staff import SIGNING, WRITING
from service.actions.desk import found_draft, seated, words
from service.actions.errors import MissingError
from service.actions.settle import fingerprint_of, keep_fate
from service.office import Office
from service.store.deed import Deed
from service.store.fates import FateKind


def mark_false_alarm(
    office: Office, actor: Person, draft_id: int, *, finding: str, reason: str = ""
) -> None:
    """Keeps the mark, by rule and place. The same person's second mark of it adds nothing."""
    written = words(reason, "误报说明")
    now = office.now()
    with office.write() as unit:
        person = seated(unit, actor, now)
        draft = found_draft(unit, draft_id)
        if not may_read(draft, person):
            raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
        if not person.roles & (WRITING | SIGNING):
            sentence = "标记误报由写稿、审稿的人员来做，您没有这些角色。"
            raise NotAllowedError(Refusal.ROLE, sentence)
        report = unit.drafts.report(draft.report)
        check_report(draft, report)
        mark = fingerprint_of(unit, draft, report, finding)
        if not mark:
            sentence = "这一版文字里已没有这处问题，请刷新页面查看最新检查报告。"
            raise NotAllowedError(Refusal.NO_FINDING, sentence)
        if unit.fates.marked(draft, person, finding):
            return
        keep_fate(unit, draft, finding, FateKind.FALSE_ALARM, mark, person, now, written)
        detail = {
            "version": str(draft.version),
            "finding": finding,
            "fingerprint": mark,
            "reason": digest_of(written) if written else "-",
        }
        unit.events.record(Deed.FALSE_ALARM, person, now, draft=draft_id, detail=detail)
