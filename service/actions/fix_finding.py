"""采纳建议. One suggestion of one finding taken: a new version, like any other edit."""

from __future__ import annotations

from review import flow
from review.correction import can_correct, corrected
from review.draft import Action, Draft, Person
from review.refusal import NotAllowedError, Refusal
from service.actions.desk import check_base, found_draft, seated
from service.actions.save_draft import save_draft
from service.office import Office


def fix_finding(
    office: Office, actor: Person, draft_id: int, *, version: int, finding: str, suggestion: str
) -> Draft:
    """The draft with the flagged words replaced. `finding` is a key, `suggestion` one it makes."""
    with office.read() as unit:
        editor = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        if Action.EDIT in flow.allowed(draft, editor):
            check_base(unit, draft, version)
        report = unit.drafts.report(draft.report)
        document = unit.drafts.document(draft.document)
    found = next(
        (one for one in report.findings if one.key == finding and suggestion in one.suggestions),
        None,
    )
    if found is None:
        sentence = "这处问题或这条建议已不在最新检查报告里，请刷新页面后再操作。"
        raise NotAllowedError(Refusal.NO_FINDING, sentence)
    if not can_correct(found.span):
        sentence = "这处文字在附件或图片里，不能在这里改；请改好文件后重新上传。"
        raise NotAllowedError(Refusal.NO_FINDING, sentence)
    fixed = corrected(document, found.span, suggestion)
    return save_draft(office, actor, draft_id, version=version, document=fixed)
