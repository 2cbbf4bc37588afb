"""Law 1: whatever is asked, by whomever, in whatever order, nothing unsigned is ever approved.

The oracle knows nothing of `flow`: it keeps its own account of who signed which text.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.draft import SYSTEM, Decision, Draft, Person, Seen, State
from review.flow import allowed, move, start
from review.model import Severity
from review.refusal import NotAllowedError
from review.release import Rendered, seal, verify
from review.request import (
    Answering,
    Confirmation,
    Correction,
    Countersignature,
    Declaration,
    Edit,
    Moved,
    Objection,
    Recall,
    Recheck,
    Rejection,
    ReleaseOrder,
    Request,
    SendingBack,
    Signature,
    Submission,
    Waiving,
    Withdrawal,
)
from review.settling import awaiting
from tests.stories import (
    CHEN,
    DUO,
    HE,
    KEY,
    LIN,
    MINUTE,
    NOTHING_SECRET,
    NOW,
    OFFICE,
    REASON,
    TONG,
    WU,
    ZHOU,
    a_document,
    a_finding,
    a_report,
    lane,
    on_watch,
    route,
)

BLOCK, WARN = a_finding(Severity.BLOCK), a_finding(Severity.WARN, 3)
TEXTS = [a_document("甲文。"), a_document("乙文。")]
REPORTS = {
    (text.digest, number): a_report(text, *findings, ruleset=f"sha256:{number}")
    for text in TEXTS
    for number, findings in enumerate([(), (BLOCK,), (WARN,)])
}
ON_WATCH = [on_watch(HE), on_watch(TONG)]
PEOPLE = [LIN, CHEN, ZHOU, HE, WU, DUO, TONG, SYSTEM, *ON_WATCH]
OUT = {State.APPROVED, State.RELEASING, State.RELEASED, State.CORRECTED, State.WITHDRAWN}

# What is asked, by whom, of which text, by which report, and whether over what lies before them.
ANY = st.tuples(
    st.integers(0, 16),
    st.sampled_from(PEOPLE),
    st.integers(0, 1),
    st.integers(0, 2),
    st.booleans(),
)
STRAIGHT = [
    (what, actor, 0, 0, True)
    for what, actor in ((0, LIN), (1, CHEN), (1, ZHOU), (1, HE), (2, WU), (3, SYSTEM))
]
WAIVED = [
    (what, actor, 0, 1, True)
    for what, actor in (
        *((7, LIN), (8, LIN), (0, LIN), (1, CHEN), (1, ZHOU), (1, HE)),
        *((2, WU), (3, SYSTEM)),
    )
]
LANE = [
    (what, actor, 0, 0, True)
    for what, actor in (
        *((16, TONG), (13, LIN), (1, on_watch(HE)), (2, WU), (14, ZHOU), (3, SYSTEM), (14, CHEN)),
    )
]
# Begun on a straight path, left at any point: chance alone would seldom get anything approved.
STEPS = st.builds(
    lambda path, far, more: path[:far] + more,
    st.sampled_from([STRAIGHT, WAIVED, LANE]),
    st.integers(0, 8),
    st.lists(ANY, max_size=30),
)


def asked(draft: Draft, what: int, text: int, number: int, *, honest: bool) -> Request:
    document = next(one for one in TEXTS if one.digest == draft.document)
    if what == 6 or not honest:
        document = TEXTS[text]
    report = REPORTS[document.digest, number]
    seen = draft.seen
    if seen is None or not honest:
        seen = Seen(round=draft.round, step=number, document=document.digest, report=report.digest)
    # Asked of the first text, the signer stands for what is to be waived; of the other, not.
    endorsed = tuple(waiver.finding for waiver in awaiting(draft)) if text == 0 else ()
    step = draft.current_step
    replies = NOTHING_SECRET if step and step.asks_questions and text == 0 else ()
    requests: tuple[Request, ...] = (
        Submission(report=report, route=route(document, report)),
        Signature(seen=seen, endorsed=endorsed, replies=replies),
        ReleaseOrder(report=report, platforms=("folder",)),
        Confirmation(postings={"folder": True}),
        Recall(),
        SendingBack(seen=draft.seen if honest else seen, reason=REASON),
        Edit(title="题", report=report),
        Recheck(report=report),
        Waiving(report=report, finding=BLOCK.key, reason=REASON),
        Answering(report=report, finding=WARN.key, reason=REASON),
        Rejection(seen=seen, reason=REASON),
        Withdrawal(reason=REASON),
        Correction(by=9),
        Submission(report=report, route=lane()),
        Countersignature(seen=seen),
        Objection(seen=seen, reason=REASON),
        Declaration(reason=REASON),
    )
    return requests[what]


class Account:
    """Who has signed the present text in the present round, as the signatures themselves say."""

    def __init__(self) -> None:
        self.signed: list[tuple[Person, str, str]] = []
        self.endorsed: set[str] = set()
        self.lane = False

    def note(self, moved: Moved, request: Request) -> None:
        if isinstance(request, Submission):
            self.lane = any(step.later for step in request.route.steps)
        if moved.draft.state is State.DRAFTING:
            self.signed, self.endorsed = [], set()
        if moved.sign_off and moved.sign_off.decision is Decision.PASS:
            sign_off = moved.sign_off
            self.signed.append((sign_off.person, sign_off.document, sign_off.report))
            self.endorsed |= set(sign_off.endorsed)

    def complete(self, draft: Draft) -> bool:
        signers = {
            person.id
            for person, document, report in self.signed
            if (document, report) == (draft.document, draft.report)
        }
        asked_for = {waiver.finding for waiver in draft.waivers}
        enough = 1 if self.lane else 3
        return (
            len(signers - {draft.author.id, draft.last_editor.id}) >= enough
            and asked_for <= self.endorsed
            and (not self.lane or self.signed[0][0] in ON_WATCH)
        )


@settings(max_examples=300, deadline=None)
@given(STEPS, st.sampled_from([LIN, DUO]))
def test_no_sequence_of_requests_gets_an_unsigned_text_out(steps, author: Person):
    first = start(
        id=1, title="题", author=author, unit=OFFICE, report=REPORTS[TEXTS[0].digest, 0], now=NOW
    ).draft
    draft, account = first, Account()
    for number, (what, actor, text, report, honest) in enumerate(steps):
        request = asked(draft, what, text, report, honest=honest)
        offered = request.action in allowed(draft, actor)
        try:
            moved = move(draft, request, actor, NOW + MINUTE * number)
        except NotAllowedError:
            continue
        assert offered
        account.note(moved, request)
        draft = moved.draft
        assert draft.author == author
        if draft.state in OUT:
            assert account.complete(draft)
            release = sealed(draft)
            verify(release, KEY)
        else:
            with pytest.raises(NotAllowedError):
                sealed(draft)
        if draft.state is State.IN_REVIEW:
            assert draft.step == len(account.signed) < (1 if account.lane else 3)
        assert len({person.id for person, _, _ in account.signed}) == len(account.signed)


def sealed(draft: Draft):
    document = next(one for one in TEXTS if one.digest == draft.document)
    report = next(one for one in REPORTS.values() if one.digest == draft.report)
    rendered = [Rendered(platform="folder", digest="sha256:0")]
    return seal(draft, document, report, rendered, key=KEY, actor=WU, now=NOW)


@pytest.mark.parametrize("path", [STRAIGHT, WAIVED, LANE])
def test_the_straight_paths_are_among_the_sequences(path):
    draft = start(
        id=1, title="题", author=LIN, unit=OFFICE, report=REPORTS[TEXTS[0].digest, 0], now=NOW
    ).draft
    for what, actor, text, report, honest in path:
        draft = move(draft, asked(draft, what, text, report, honest=honest), actor, NOW).draft
    assert draft.state is State.RELEASED
