"""解读回应: which traits a policy document has, and which drafts interpret it (SEED-52, SEED-53)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from review.draft import Draft, Person
from review.permission import may_read
from review.refusal import NotAllowedError, Refusal
from review.staff import WRITING, Role
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError, MissingError
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed

TRAITS: Final[Mapping[str, str]] = MappingProxyType(
    {"wide": "涉及面广", "watched": "社会关注度高", "hard": "实施难度大", "special": "专业性强"}
)
"""The four traits that call for an interpretation product."""

_MAY = (*WRITING, Role.FINAL, Role.ADMIN)


def say_traits(office: Office, actor: Person, draft_id: int, traits: Collection[str]) -> None:
    """What a policy document is said to be. Raises InvalidError, MissingError, NotAllowedError."""
    unknown = [trait for trait in traits if trait not in TRAITS]
    if unknown:
        raise InvalidError("没有这种情形，请从列出的四种里勾选。")
    with office.write() as unit:
        now = office.now()
        by, draft = _allowed(unit, actor, draft_id, office)
        chosen = [trait for trait in TRAITS if trait in traits]
        unit.interpretations.say_traits(draft.id, chosen, by.id, now)
        detail = {"traits": ",".join(chosen) or "-"}
        unit.events.record(Deed.POLICY_TRAITS, by, now, draft=draft.id, detail=detail)


def link_interpretation(office: Office, actor: Person, draft_id: int, product_id: int) -> None:
    """A draft is an interpretation product of a policy document; said twice it stays so.

    Raises InvalidError, MissingError, NotAllowedError.
    """
    with office.write() as unit:
        now = office.now()
        by, draft = _allowed(unit, actor, draft_id, office)
        product = found_draft(unit, product_id)
        if not may_read(product, by):
            raise MissingError(f"没有编号为{product_id}的稿件，请核对解读稿件的编号。")
        if product.id == draft.id:
            raise InvalidError("解读稿件不能是文件本身，请填另一篇稿件的编号。")
        if (draft.id, product.id) in unit.interpretations.links([draft.id]):
            return
        unit.interpretations.link(draft.id, product.id, by.id, now)
        detail = {"product": str(product.id)}
        unit.events.record(Deed.INTERPRETATION_LINKED, by, now, draft=draft.id, detail=detail)


def _allowed(
    unit: UnitOfWork, actor: Person, draft_id: int, office: Office
) -> tuple[Person, Draft]:
    by = seated(unit, actor, office.now())
    draft = found_draft(unit, draft_id)
    if not may_read(draft, by):
        raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
    if not by.holds_any(_MAY, draft.unit):
        sentence = f"关联解读需要在{draft.unit.name}有“编辑”“终审”或“管理员”角色。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    return by, draft
