"""Law 1 at the verbs: whoever calls what in whatever order, nothing unsigned goes out.

The oracle looks at the tables and at what was called, never at `flow`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.draft import Decision, Draft, Person, Seen, State
from review.refusal import NotAllowedError
from review.release import verify
from review.ruleset import Ruleset
from service.actions.answer_finding import answer_finding
from service.actions.correct_draft import correct_draft
from service.actions.countersign_draft import countersign_draft, object_to_draft
from service.actions.declare_emergency import declare_emergency
from service.actions.deliver_postings import deliver_postings
from service.actions.errors import ActionError
from service.actions.recall_draft import recall_draft
from service.actions.recheck_draft import recheck_draft
from service.actions.reject_draft import reject_draft
from service.actions.release_draft import release_draft
from service.actions.roster_facts import WatchFacts
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.set_duty import set_duty
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.verify_audit import verify_audit
from service.actions.waive_finding import waive_finding
from service.actions.withdraw_at_once import withdraw_at_once
from service.actions.withdraw_draft import withdraw_draft
from service.office import Office
from tests.service.delivery.house import Board
from tests.stories import (
    CHEN,
    DUO,
    HE,
    LIN,
    NOTHING_SECRET,
    NOW,
    REASON,
    SU,
    TONG,
    WU,
    ZHENG,
    ZHOU,
    a_document,
)

PEOPLE = [LIN, CHEN, ZHOU, HE, WU, ZHENG, SU, DUO, TONG]
TEXTS = [a_document("请按时办理登记。"), a_document("请按时办理登记手续。")]
OUT = {State.APPROVED, State.RELEASING, State.RELEASED, State.CORRECTED, State.WITHDRAWN}
NAMES = count()
ON_DUTY, DAY = [HE, TONG], timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a verb: by whom, over which text, over what lies before them or an old page."""

    what: int
    actor: Person
    text: int = 0
    fresh: bool = True


STRAIGHT = [Call(what=0, actor=LIN)]
STRAIGHT += [Call(what=1, actor=person) for person in (CHEN, ZHOU, HE)]
STRAIGHT += [Call(what=2, actor=WU), Call(what=3, actor=WU)]
LANE = [Call(what=13, actor=HE), Call(what=14, actor=LIN), Call(what=1, actor=HE)]
LANE += [Call(what=2, actor=WU), Call(what=3, actor=WU), Call(what=15, actor=ZHOU)]
ANY = st.builds(
    Call,
    what=st.integers(0, 17),
    actor=st.sampled_from(PEOPLE),
    text=st.integers(0, 1),
    fresh=st.booleans(),
)
CALLS = st.builds(
    lambda path, far, more: path[:far] + more,
    st.sampled_from([STRAIGHT, LANE]),
    st.integers(0, 6),
    st.lists(ANY, max_size=15),
)


@pytest.fixture
def busy(office: Office, compile_rules: Callable[..., Ruleset]) -> Office:
    """An office that judges by no rule and sends to a notice board; two final reviewers are on duty."""
    made = replace(office, ruleset=compile_rules(), platforms={"board": Board()})
    turns = [WatchFacts(person=one.id, starts_at=NOW - DAY, ends_at=NOW + DAY) for one in ON_DUTY]
    set_duty(made, ZHENG, 1, turns)
    return made


def make(office: Office, draft: Draft, first: Seen | None, call: Call) -> None:
    """Carries one call out; whatever it raises is for the caller."""
    actor, number, version = call.actor, draft.id, draft.version if call.fresh else 1
    seen = draft.seen if call.fresh else first
    fallback = Seen(round=1, step=0, document=draft.document, report=draft.report)
    verbs: list[Callable[[], object]] = [
        lambda: submit_draft(office, actor, number, version=version),
        lambda: sign_draft(
            office,
            actor,
            number,
            seen=seen or fallback,
            # At a step that asks for no answers they are refused.
            replies=NOTHING_SECRET if draft.route and draft.route.emergency else (),
        ),
        lambda: release_draft(office, actor, number, platforms=["board"]),
        lambda: deliver_postings(office),
        lambda: save_draft(office, actor, number, version=version, document=TEXTS[call.text]),
        lambda: recall_draft(office, actor, number),
        lambda: recheck_draft(office, actor, number),
        lambda: send_back_draft(office, actor, number, seen=seen, reason=REASON),
        lambda: reject_draft(office, actor, number, seen=seen or fallback, reason=REASON),
        lambda: withdraw_draft(office, actor, number, reason=REASON),
        lambda: correct_draft(office, actor, number, form_key=f"form {next(NAMES)}"),
        lambda: waive_finding(office, actor, number, version=version, finding="x", reason=REASON),
        lambda: answer_finding(office, actor, number, version=version, finding="x", reason=REASON),
        lambda: declare_emergency(office, actor, number, reason=REASON),
        lambda: submit_draft(
            office, actor, number, version=version, replies=NOTHING_SECRET, emergency=True
        ),
        lambda: countersign_draft(office, actor, number, seen=seen or fallback),
        lambda: object_to_draft(office, actor, number, seen=seen or fallback, reason=REASON),
        lambda: withdraw_at_once(office, actor, number, reason=REASON),
    ]
    verbs[call.what]()


def reload(office: Office, number: int) -> Draft:
    with office.read() as unit:
        draft = unit.drafts.get(number)
    assert draft is not None
    return draft


def signers(office: Office, draft: Draft) -> Iterator[int]:
    """Who passed exactly the present text in the present round, and is no author of it."""
    with office.read() as unit:
        sign_offs = unit.drafts.signatures.sign_offs([draft.id]).get(draft.id, ())
        editors = {version.editor.id for version in unit.drafts.versions(draft.id)}
    for sign_off in sign_offs:
        over = (sign_off.document, sign_off.report, sign_off.round)
        if (
            sign_off.decision is Decision.PASS
            and over == (draft.document, draft.report, draft.round)
            and sign_off.person.id not in editors
        ):
            yield sign_off.person.id


def check(office: Office, draft: Draft) -> None:
    with office.read() as unit:
        releases = unit.releases.of(draft.id)
        postings = [record for release in releases for record in unit.postings.of(release.id)]
    if draft.state in OUT or releases or postings:
        signed = set(signers(office, draft))
        if draft.route is not None and draft.route.emergency:
            assert signed & {one.id for one in ON_DUTY}
            owes = draft.state in (State.RELEASING, State.RELEASED) and len(signed) < 3
            with office.read() as unit:
                owing = {debt.draft for debt in unit.reminders.debts(WU, most=10_000)}
            assert (draft.id in owing) == owes
        else:
            assert len(signed) == 3
    if draft.state is State.RELEASED:
        assert releases
    for release in releases:
        verify(release, office.key)
        assert release.document == draft.document


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from([LIN, DUO]), CALLS)
def test_no_sequence_of_calls_gets_an_unsigned_text_out(
    busy: Office, author: Person, calls: list[Call]
):
    draft = start_draft(busy, author, TEXTS[0], form_key=f"form {next(NAMES)}")
    first: Seen | None = None
    for call in calls:
        with suppress(NotAllowedError, ActionError):  # nothing else may come out of a verb
            make(busy, draft, first, call)
        draft = reload(busy, draft.id)
        first = first or draft.seen
        check(busy, draft)
    board = busy.platforms["board"]
    assert isinstance(board, Board)
    for order in board.hung:
        with busy.read() as unit:
            release = unit.releases.get(order.release)
        assert release is not None
        assert release.document == order.document.digest
    assert verify_audit(busy) == ()


@pytest.mark.parametrize("path", [STRAIGHT, LANE])
def test_the_straight_paths_get_a_text_out(busy: Office, path: list[Call]):
    draft = start_draft(busy, LIN, TEXTS[0], form_key="form")
    for call in path:
        make(busy, draft, None, call)
        draft = reload(busy, draft.id)
    assert draft.state is State.RELEASED
