"""What every verb does first: who is acting, on which draft, and from which version of it."""

from __future__ import annotations

import re
from datetime import datetime

from review.draft import Draft, Person, Role, Unit
from review.model import Document
from review.refusal import NotAllowedError, Refusal, clock_time
from service.actions.errors import InvalidError, MissingError, StaleError
from service.store import UnitOfWork
from service.store.units import Bureau

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # a lone surrogate, which UTF-8 cannot carry

LONGEST_WORDS = 2000
"""Characters an opinion or a reason may have."""


def seated(unit: UnitOfWork, actor: Person, now: datetime) -> Person:
    """The actor with the roles they have this moment, lent ones too.

    NotAllowedError if their account is shut.
    """
    account = unit.people.get(actor.id)
    if account is None or account.disabled_at is not None:
        raise NotAllowedError(Refusal.ROLE, "您的账号已停用或不存在，请联系管理员。")
    return unit.delegations.acting(account.person, now)


def found_unit(unit: UnitOfWork, unit_id: int) -> Bureau:
    """The unit, open or closed; MissingError if there is none."""
    bureau = unit.units.get(unit_id)
    if bureau is None:
        raise MissingError(f"没有编号为{unit_id}的单位，请从单位列表里重新选择。")
    return bureau


def found_draft(unit: UnitOfWork, draft_id: int) -> Draft:
    """The draft; MissingError if there is none."""
    draft = unit.drafts.get(draft_id)
    if draft is None:
        raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
    return draft


def check_base(unit: UnitOfWork, draft: Draft, version: int) -> None:
    """StaleError unless `version` is the draft's present one."""
    if version == draft.version:
        return
    saved = unit.drafts.versions(draft.id)[-1]
    raise StaleError(
        f"{saved.editor.name}已于{clock_time(saved.at)}保存了第{saved.version}版，"
        f"您是从第{version}版改起的；您的文字没有丢，请对照后再保存。",
        draft,
    )


def check_document(document: Document) -> None:
    """InvalidError for a text that cannot be stored as typed."""
    for _, text in document.fields():
        half = _HALF_CHARACTER.search(text)
        if half:
            raise InvalidError(
                f"第{half.start() + 1}个字是无效的半个字符，无法保存；请删去或重新输入这个字。"
            )
    if not document.title.strip() and not document.body.strip():
        raise InvalidError("标题和正文都是空的，请填写后再保存。")


def words(typed: str, what: str) -> str:
    """What a person wrote beside a draft, with line ends and stray control characters put right.

    Raises InvalidError if it is too long.
    """
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    kept = "".join(
        letter
        for letter in text
        if letter == "\n" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )
    if len(kept) > LONGEST_WORDS:
        raise InvalidError(f"{what}有{len(kept)}个字，最多{LONGEST_WORDS}个字，请删减后再提交。")
    return kept


def check_admin(actor: Person, unit: Unit | None = None) -> None:
    """NotAllowedError unless the actor keeps some unit, or this one."""
    if not (Role.ADMIN in actor.roles if unit is None else actor.holds(Role.ADMIN, unit)):
        where = f"{unit.name}的人员" if unit else "人员"
        raise NotAllowedError(Refusal.ROLE, f"{where}由管理员管理，您没有“管理员”角色。")
