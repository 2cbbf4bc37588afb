"""涉密拒收. A text with the marking of a state secret is refused at the door, and that is recorded.

Of the text nothing is kept: no version, no autosave, no digest, no word in any log.
"""

from __future__ import annotations

from review import pipeline
from review.draft import Person
from review.model import Document, Report
from review.secrecy import MARKINGS
from review.settling import blocks
from service.actions.errors import SecretError
from service.office import Office
from service.store.deed import Deed

_SENTENCE = (
    "文字里有国家秘密标志，先审不接收、没有保存：请立即停止编辑并断开本机网络，"
    "不要再次粘贴、转发或者另存，马上报告本单位保密机构，按保密规定处理。"
)


def refuse_secret(
    office: Office,
    actor: Person,
    report: Report,
    *,
    draft_id: int | None = None,
    form: str = "",
) -> None:
    """SecretError if the report says that its text bears the marking of a state secret.

    `draft_id`: the draft it was to become a version of. `form`: the form it was typed into, whose
    autosaved beginnings go as well.
    """
    marked = sorted({one.rule for one in blocks(report) if one.rule in MARKINGS})
    if not marked:
        return
    # In a unit of its own: the caller's is given up, and this must stay.
    with office.write() as unit:
        for kept in unit.autosaves.of(actor):
            if kept.form == form or (draft_id is not None and kept.draft == draft_id):
                unit.autosaves.end(actor, kept.form)
        detail = {"rule": ",".join(marked)}
        unit.events.record(Deed.SECRET_REFUSED, actor, office.now(), draft=draft_id, detail=detail)
    raise SecretError(_SENTENCE)


def check_not_secret(
    office: Office, actor: Person, document: Document, *, draft_id: int | None = None, form: str
) -> None:
    """The same for a text that is only kept for its writer, judged by nothing but this."""
    marking = office.ruleset.select(ids=MARKINGS)
    report = pipeline.review(document, marking, office.as_of())
    refuse_secret(office, actor, report, draft_id=draft_id, form=form)
