"""自动保存. What is being typed, kept for its writer alone until they save it or throw it away.

It is no version and no deed: nothing is logged or shown to anybody else, and nothing is checked but
that it bears no marking of a state secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from review.draft import Person
from review.model import Document
from review.permission import may_read
from review.refusal import NotAllowedError, Refusal
from review.staff import WRITING
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError, MissingError
from service.actions.refuse_secret import check_not_secret
from service.office import Office
from service.store.autosaves import Autosave

_LONGEST_FORM: Final = 64
_LONGEST: Final = 400_000
_READ: Final = ("title", "summary", "body")


def autosave(
    office: Office,
    actor: Person,
    *,
    form: str,
    fields: Mapping[str, tuple[str, ...]],
    draft_id: int | None = None,
    version: int = 0,
) -> Autosave:
    """Keeps what one form holds now, in the place of what it held before."""
    if not 1 <= len(form) <= _LONGEST_FORM or not form.isascii() or not form.isprintable():
        raise InvalidError("表单缺少编号，没有自动保存；请复制文字后重新打开页面。")
    if sum(len(value) for values in fields.values() for value in values) > _LONGEST:
        raise InvalidError("文字太长，没有自动保存；请先按“保存”。")
    title, summary, body = ("\n".join(fields.get(name, ())) for name in _READ)
    document = Document(title=title, summary=summary, body=body)
    check_not_secret(office, actor, document, draft_id=draft_id, form=form)
    now = office.now()
    with office.write() as unit:
        person = seated(unit, actor, now)
        if not person.roles & WRITING:
            raise NotAllowedError(Refusal.ROLE, "写稿需要“编辑”角色，请联系管理员。")
        if draft_id is not None and not may_read(found_draft(unit, draft_id), person):
            raise MissingError(f"没有编号为{draft_id}的稿件，没有自动保存。")
        title = next(iter(fields.get("title", ())), "")
        made = Autosave(
            form=form,
            draft=draft_id,
            version=max(version, 0),
            title=title[:200],
            fields=fields,
            at=now,
        )
        unit.autosaves.put(person, made)
        return made


def drop_autosave(office: Office, actor: Person, form: str) -> None:
    """The form was saved, or what it held is not wanted. Does nothing where there is none."""
    with office.write() as unit:
        unit.autosaves.end(actor, form[:_LONGEST_FORM])
