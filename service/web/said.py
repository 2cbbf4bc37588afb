"""What was said about a draft, laid out for a page: opinions by round, comments by passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from review.draft import Draft, Person, Remark, SignOff
from review.model import Document
from service.edge.comparison import field_label, moved_span
from service.office import Office
from service.store.comments import Comment
from service.web.marking import Quote, quote


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedComment:
    """A comment that could not be taken, kept in its form."""

    words: str = ""
    passage: str = ""


NO_COMMENT: Final = TypedComment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One decision or reason of the draft's way so far. `label`: which step or move it was."""

    label: str
    decision: str
    person: Person
    on_behalf: Person | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """第几轮, with what was said in it, oldest first."""

    number: int
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One comment. `quote`: its passage in the present text, if that still stands."""

    number: int
    person: Person
    at: datetime
    words: str
    version: int
    about: str
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Everything said about a draft. `rounds`: the decisions that no longer count."""

    rounds: tuple[Round, ...]
    comments: tuple[Said, ...]
    remarks: tuple[Remark, ...]
    sign_offs: tuple[SignOff, ...]


def thread_of(office: Office, draft: Draft, document: Document) -> Thread:
    """What was said about a draft before now."""
    with office.read() as unit:
        sign_offs = unit.drafts.signatures.sign_offs([draft.id]).get(draft.id, ())
        remarks = unit.drafts.signatures.remarks([draft.id]).get(draft.id, ())
        submitted = unit.drafts.submissions(draft.id)
        comments = unit.comments.of(draft.id)
        olds = {
            one.document: unit.drafts.document(one.document)
            for one in comments
            if one.span is not None and one.document != draft.document
        }
    kinds = {
        (one.round, step): kind.kind.label
        for one in submitted
        for step, kind in enumerate(one.route.steps)
    }
    rounds: dict[int, list[Opinion]] = {}
    for sign in sign_offs:
        if sign not in draft.sign_offs:
            rounds.setdefault(sign.round, []).append(_opinion(sign, kinds))
    return Thread(
        rounds=tuple(
            Round(number=number, opinions=tuple(told)) for number, told in sorted(rounds.items())
        ),
        comments=tuple(_said(one, document, olds) for one in comments),
        remarks=remarks,
        sign_offs=sign_offs,
    )


def _opinion(sign: SignOff, kinds: Mapping[tuple[int, int], str]) -> Opinion:
    return Opinion(
        label=kinds.get((sign.round, sign.step), "审签"),
        decision=sign.decision.label,
        person=sign.person,
        on_behalf=sign.on_behalf,
        words=sign.opinion,
        at=sign.at,
    )


def _said(comment: Comment, document: Document, olds: Mapping[str, Document]) -> Said:
    span = comment.span
    old = olds.get(comment.document)
    if span is not None and old is not None:
        span = moved_span(old, document, span)
    if comment.span is None:
        about = "对全文"
    elif span is None:
        about = f"第 {comment.version} 版{field_label(comment.span.field)}里的一段，后来改掉了"
    else:
        about = field_label(span.field)
    return Said(
        number=comment.number,
        person=comment.person,
        at=comment.at,
        words=comment.words,
        version=comment.version,
        about=about,
        quote=quote(document, span) if span else None,
    )
