"""沿用. A waiver or answer of an earlier text said again over the same passage, recorded anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from review.draft import Draft, Person, Waiver
from review.model import Document, Report
from review.passage import Settlement, offers
from review.refusal import NotAllowedError, Refusal
from service.actions.answer_finding import answer_finding
from service.actions.desk import found_draft
from service.actions.waive_finding import waive_finding
from service.office import Office
from service.store import UnitOfWork

_BACK: Final = 5
"""Earlier texts looked through: whoever goes on writing settles findings in the latest ones."""


def reapply_settlement(
    office: Office, actor: Person, draft_id: int, *, version: int, finding: str
) -> Draft:
    """The draft with the offered reason given again, in the actor's name and as of now."""
    with office.read() as unit:
        draft = found_draft(unit, draft_id)
        document = unit.drafts.document(draft.document)
        offered = offered_in(unit, draft, document, unit.drafts.report(draft.report)).get(finding)
    if offered is None:
        sentence = "这处问题没有可以沿用的说明：文字已经变动，或者已处理过；请刷新页面。"
        raise NotAllowedError(Refusal.NO_FINDING, sentence)
    verb = waive_finding if isinstance(offered, Waiver) else answer_finding
    return verb(office, actor, draft_id, version=version, finding=finding, reason=offered.reason)


def offered_in(
    unit: UnitOfWork, draft: Draft, document: Document, report: Report
) -> Mapping[str, Settlement]:
    """What may be said again of the open findings of the present text, by their key."""
    signatures = unit.drafts.signatures
    waivers = signatures.waivers([draft.id]).get(draft.id, {})
    answers = signatures.answers([draft.id]).get(draft.id, {})
    before = sorted(one for one in {*waivers, *answers} if one < draft.version)[-_BACK:]
    earlier: list[tuple[Document, tuple[Settlement, ...]]] = []
    for one in before:
        settled: tuple[Settlement, ...] = (*waivers.get(one, ()), *answers.get(one, ()))
        earlier.append((unit.drafts.document(settled[0].document), settled))
    return offers(earlier, document, report, draft)
