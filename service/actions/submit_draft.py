"""送审. The text is judged by today's rules first; what they find newly is kept for the page."""

from __future__ import annotations

from dataclasses import replace

from review import flow
from review.clearance import written_reason
from review.draft import Action, Draft, Person
from review.request import Submission
from review.routes import Lowering, Plan
from review.secrecy import Reply
from service.actions.call_duty import call_duty
from service.actions.desk import check_base, found_draft, seated, words
from service.actions.errors import InvalidError
from service.actions.preflight import handed_in
from service.actions.recheck_draft import recheck_draft
from service.actions.route_plan import check_plan, plan_for, staff_fault
from service.office import Office
from service.store import UnitOfWork


def submit_draft(  # what an author says when handing in
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    version: int,
    lowering: Lowering | None = None,
    replies: tuple[Reply, ...] = (),
    emergency: bool = False,
) -> Draft:
    """The draft in review, with its route. StaleError if saved anew since `version`.

    `lowering`: the lower grade the author asks for. `replies`: their answers to the five
    questions, where the route asks for them. `emergency`: by the emergency lane. Raises InvalidError for a route that cannot be taken.
    """
    if lowering is not None:
        reason = written_reason(words(lowering.reason, "降级理由"), "申请降级")
        lowering = replace(lowering, reason=reason)
    with office.read() as unit:
        present = found_draft(unit, draft_id)
        author = seated(unit, actor, office.now())
        if Action.SUBMIT in flow.allowed(present, author):
            check_base(unit, present, version)
        else:
            # It is refused for what was asked, not for the check that comes first.
            usual = plan_for(office, unit, present, emergency=emergency)
            request = _request(unit, present, usual, replies)
            flow.move(present, request, author, office.now())
    # In a unit of its own: if new findings stop the submission, the page has to show them.
    recheck_draft(office, actor, draft_id)
    with office.write() as unit:
        author = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        if Action.SUBMIT in flow.allowed(draft, author):
            check_base(unit, draft, version)
        document = unit.drafts.document(draft.document)
        for what, text in (("标题", document.title), ("正文", document.body)):
            if not text.strip():
                raise InvalidError(f"{what}是空的，不能送审；请填写{what}并保存后再送审。")
        made = plan_for(office, unit, draft, lowering, emergency=emergency)
        if emergency and (made.faults or made.missing):
            check_plan(made, "")
        if made.asks and not replies:
            raise InvalidError("这类稿件送审时须逐项回答五个保密问题，请在送审处作答后再送。")
        request = replace(
            _request(unit, draft, made, replies), renderings=handed_in(office, unit, document)
        )
        moved = flow.move(draft, request, author, office.now(), office.calendar)
        check_plan(made, staff_fault(office, unit, draft, made))
        unit.renderings.add(draft.id, moved.draft.round, request.renderings)
        unit.keep(moved)
        call_duty(unit, moved.draft, document, author, office.now())
        return moved.draft


def _request(unit: UnitOfWork, draft: Draft, made: Plan, replies: tuple[Reply, ...]) -> Submission:
    report = unit.drafts.report(draft.report)
    return Submission(report=report, route=made.route, replies=replies)
