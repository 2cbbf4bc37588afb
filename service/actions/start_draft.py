"""新建稿件. The same form sent twice makes one draft."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person, State
from review.model import Document
from review.refusal import NotAllowedError, Refusal
from review.staff import TOP, WRITING, Unit
from service.actions.desk import check_document, found_draft, found_unit, seated
from service.actions.errors import InvalidError
from service.actions.refuse_secret import refuse_secret
from service.office import Office
from service.store import UnitOfWork

_LONGEST_KEY = 64


def start_draft(  # a birth has many facts
    office: Office,
    actor: Person,
    document: Document,
    *,
    form_key: str,
    corrects: int | None = None,
    unit_id: int | None = None,
) -> Draft:
    """A new draft in the actor's hands, with its first report.

    `form_key` is the form's own random key. `corrects` names a released draft to be replaced.
    `unit_id` is whose piece it is: without one, that of the corrected draft, else the first unit
    the actor writes for.
    """
    if not 1 <= len(form_key) <= _LONGEST_KEY or not form_key.isprintable():
        raise InvalidError("表单缺少编号，请重新打开新建页面后再提交（文字请先复制保存）。")
    check_document(document)
    with office.read() as unit:
        home = home_of(unit, seated(unit, actor, office.now()), unit_id, corrects)
    report = office.review(document, home)
    refuse_secret(office, actor, report, form=form_key)
    with office.write() as unit:
        author = seated(unit, actor, office.now())
        made = unit.drafts.made_by_form(author, form_key)
        if made is not None:
            return made
        if corrects is not None:
            old = found_draft(unit, corrects)
            unit_id = old.unit.id
            if old.state is not State.RELEASED:
                sentence = f"稿件现在是“{old.state.label}”，只有已发布的稿件才能更正。"
                raise NotAllowedError(Refusal.STATE, sentence)
        moved = flow.start(
            id=unit.drafts.next_id(),
            title=document.title,
            author=author,
            unit=_unit_for(unit, author, unit_id),
            report=report,
            now=office.now(),
            corrects=corrects,
        )
        unit.drafts.put(document, report)
        unit.keep(moved, form_key=form_key)
        return moved.draft


def home_of(
    work: UnitOfWork, author: Person, unit_id: int | None, corrects: int | None = None
) -> Unit:
    """The unit by whose lists a new draft is judged, before there is one."""
    if corrects is not None:
        return found_draft(work, corrects).unit
    return _unit_for(work, author, unit_id)


def _unit_for(work: UnitOfWork, author: Person, unit_id: int | None) -> Unit:
    if unit_id is None:
        writes = [grant.unit for grant in author.grants if grant.role in WRITING]
        unit_id = min(writes, default=TOP)
    bureau = found_unit(work, unit_id)
    if bureau.closed_at is not None:
        raise InvalidError(f"{bureau.unit.name}已停用，不能新建稿件；请选择其他单位。")
    return bureau.unit
