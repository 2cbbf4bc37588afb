"""批注. Said to colleagues about a passage; never part of what goes out."""

from __future__ import annotations

from review.draft import Person
from review.model import Document, Span, digest_of
from review.permission import may_read
from service.actions.desk import found_draft, seated, words
from service.actions.errors import InvalidError, MissingError
from service.office import Office
from service.store.comments import Comment
from service.store.deed import Deed
from service.store.ledger import place_told

_READ = ("title", "summary", "body", "author", "source")


def comment_draft(
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    said: str,
    passage: str = "",
    span: Span | None = None,
) -> Comment:
    """One comment on the present text.

    `passage`: the words it is about; `span`: where they stand, if that is known. Without either
    it is about the whole. InvalidError if the words are not in the text.
    """
    written = words(said, "批注")
    if not written:
        raise InvalidError("批注是空的，请写明意见再提交。")
    now = office.now()
    with office.write() as unit:
        person = seated(unit, actor, now)
        draft = found_draft(unit, draft_id)
        if not may_read(draft, person):
            raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
        place = _place(unit.drafts.document(draft.document), passage.strip("\n"), span)
        made = unit.comments.add(draft, place, person, written, now)
        told = place_told(place.field, place.start, place.end) if place else place_told("", 0, 0)
        detail = {
            "comment": str(made.number),
            "document": made.document,
            "place": told,
            "words": digest_of(written),
        }
        unit.events.record(Deed.COMMENTED, person, now, draft=draft.id, detail=detail)
        return made


def _place(document: Document, passage: str, span: Span | None) -> Span | None:
    if not passage:
        return None
    if span is not None and span.field in _READ and document.quote(span) == passage:
        return span
    for name in _READ:
        start = document.text_of(name).find(passage)
        if start >= 0:
            return Span(field=name, start=start, end=start + len(passage))
    raise InvalidError(
        f"稿件现在的文字里没有“{passage[:20]}”这段话，可能刚被改过；"
        "请从文中重新选取，或留空，对全文批注。"
    )
