"""送审 over the API: the route a draft would take, and taking it."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field

from review.draft import Grade
from review.routes import Lowering
from service.actions.submit_draft import submit_draft
from service.api.credentials import PersonHere
from service.api.drafts import Version
from service.api.records import DraftOut
from service.api.shapes import In, Out, ReplyShape, Words, replies_of
from service.edge.door import OfficeHere
from service.edge.opened import Number, open_draft
from service.edge.routing import planned

router = APIRouter(tags=["稿件"])


class SubmitIn(In):
    """`lower_to`: the grade asked for below the one the route has, with `lower_reason`.

    `emergency`: by the emergency lane, if the draft may take it.
    """

    version: Version
    lower_to: Grade | None = None
    lower_reason: Words = ""
    replies: list[ReplyShape] = Field(default_factory=list, max_length=10)
    emergency: bool = False


class RouteOut(Out):
    """The way a draft would take if submitted now. `wanting`: what keeps it from that."""

    grade: Grade
    reasons: list[str]
    steps: list[str]
    wanting: list[str]
    asks_questions: bool


@router.post("/drafts/{draft_id}/submit")
def submit(draft_id: Number, given: SubmitIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    lowering = None
    if given.lower_to is not None:
        lowering = Lowering(grade=given.lower_to, reason=given.lower_reason)
    submitted = submit_draft(
        office,
        person,
        draft_id,
        version=given.version,
        lowering=lowering,
        replies=replies_of(given.replies),
        emergency=given.emergency,
    )
    return DraftOut.of(submitted, person)


@router.get("/drafts/{draft_id}/route")
def show_route(draft_id: Number, office: OfficeHere, person: PersonHere) -> RouteOut:
    """Whose signatures the draft needs, and why."""
    found = planned(office, open_draft(office, person, draft_id).draft)
    return RouteOut(
        grade=found.plan.route.grade,
        reasons=list(found.plan.route.reasons),
        steps=[f"{one.step.kind.label}：{one.step.reason}" for one in found.steps],
        wanting=list(found.wanting),
        asks_questions=bool(found.questions),
    )
