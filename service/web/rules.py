"""规则: every rule with its ground, its examples and its record, for whoever works with the marks."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from review.model import Gate
from review.output.run import label_field
from review.output.text import describe_basis, describe_message
from service.edge.rulebook import (
    RECENT,
    good_examples,
    in_gates,
    pieces_of,
    record_of,
    records_of,
    told_by_file,
)
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()
_LONGEST: Final = 60

RuleId = Annotated[str, Path(pattern=r"^[A-Z]{3}[0-9]{3}$")]


@router.get("/rules")
def list_rules(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    gate: str = "",
    words: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """The rules, gate by gate; those of one gate or with some words, if asked for."""
    chosen = next((each for each in Gate if each.value == gate), None)
    records = records_of(pages.office, chosen, words)
    return pages.show(
        request,
        "rules/list.html",
        visitor,
        gates=tuple(Gate),
        chosen=chosen,
        words=words,
        total=len(records),
        parts=tuple(in_gates(records).items()),
        recent=RECENT.days,
    )


@router.get("/rules/{rule_id}")
def one_rule(request: Request, rule_id: RuleId, visitor: SignedIn, pages: PagesHere) -> Response:
    """One rule's whole page."""
    record, quarters = record_of(pages.office, rule_id)
    rule = record.rule
    return pages.show(
        request,
        "rules/show.html",
        visitor,
        record=record,
        rule=rule,
        message=describe_message(rule.message),
        basis=tuple(describe_basis(basis) for basis in rule.basis),
        fields=tuple(label_field(field) for field in rule.fields),
        lists=tuple((name, pages.office.ruleset.library[name]) for name in rule.check.lists),
        told=told_by_file(rule),
        bad=tuple((one, pieces_of(one)) for one in rule.bad),
        good=good_examples(rule),
        quarters=quarters,
        recent=RECENT.days,
    )
