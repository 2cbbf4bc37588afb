"""What is stored reads back as it was, whole or not at all. On SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from review.draft import Person, State
from review.flow import move
from review.model import Document, Facts, Hidden, Link, Media, Severity, Span
from review.refusal import NotAllowedError, Refusal
from review.release import verify
from review.request import Answering, Rejection, SendingBack, Signature, Waiving
from service.store import DamagedError, Store, StoreError, UnitOfWork
from service.store.deed import Deed
from tests.service.databases import unguarded
from tests.service.keeping import keep, release_of
from tests.stories import (
    CHEN,
    HE,
    KEY,
    LIN,
    NOW,
    QIAN,
    REASON,
    STAFF,
    SU,
    TONG,
    ZHOU,
    Story,
    a_document,
    a_finding,
    a_report,
    seen,
    story_in,
)


def stored(store: Store, number: int):
    with store.read() as unit:
        return unit.drafts.get(number)


@pytest.mark.parametrize("state", State)
def test_a_draft_reads_back_as_it_was_in_every_state(store: Store, state: State):
    story = keep(store, story_in(state))
    found = stored(store, story.draft.id)
    if state is State.REJECTED:  # the rejection itself stands among the signatures
        assert found.sign_offs[-1] == story.moves[-1].sign_off
    assert found == story.draft


def test_waivers_answers_rounds_and_versions_read_back(store: Store):
    block, warn = a_finding(Severity.BLOCK), a_finding(Severity.WARN, 3)
    story = Story(None, block, warn)
    story.do(LIN, Waiving(report=story.report, finding=block.key, reason=REASON))
    story.do(LIN, Answering(report=story.report, finding=warn.key, reason=REASON))
    story.submit().sign(CHEN)
    story.do(ZHOU, SendingBack(seen=seen(story.draft), reason=REASON))
    keep(store, story)
    assert stored(store, 1) == story.draft
    later = Story(None, block)
    later.do(LIN, Waiving(report=later.report, finding=block.key, reason="先写的理由。"))
    later.do(LIN, Waiving(report=later.report, finding=block.key, reason="后写的理由。"))
    later.edit("改过的文字。").submit()
    keep(store, later)
    assert stored(store, 2) == later.draft
    assert later.draft.waivers == ()
    with store.read() as unit:
        assert [one.version for one in unit.drafts.versions(2)] == [1, 2]
        assert [one.document for one in unit.drafts.versions(2)] == [
            document.digest for document, _ in later.texts
        ]
        assert [one.round for one in unit.drafts.submissions(2)] == [1]
        assert unit.drafts.submissions(2)[0].route == later.draft.route


def test_a_release_reads_back_with_its_seal_whole(store: Store):
    story = keep(store, story_in(State.RELEASING))
    made = release_of(story.moves[-2], story.moves[-1], story, KEY)
    with store.read() as unit:
        [found] = unit.releases.of(1)
        assert found == made
        assert unit.releases.get("1-1") == made
        assert unit.releases.list() == (made,)
        assert [posting.key for posting in unit.postings.of("1-1")] == ["1-1-folder"]
    verify(found, KEY)


LETTERS = st.text(st.characters(codec="utf-8"), max_size=20)  # every plane, and NUL


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LETTERS, LETTERS, st.lists(LETTERS, max_size=3))
def test_any_text_reads_back_letter_for_letter(
    store: Store, title: str, body: str, captions: list[str]
):
    document = Document(
        title=title,
        body=body,
        captions=tuple(captions),
        links=(Link(href=body, text=title, span=Span(field="body", start=0, end=1)),),
        media=(Media(name=title, digest="sha256:0"),),
        hidden=(Hidden(text=body, means="display:none"),),
        facts=Facts(repost=True, source_url=title),
    )
    report = a_report(document, a_finding(Severity.BLOCK), failed="TXT101")
    with store.write() as unit:
        unit.drafts.put(document, report)
        unit.drafts.put(document, report)
    with store.read() as unit:
        assert unit.drafts.document(document.digest) == document
        assert unit.drafts.report(report.digest) == report


def test_a_text_changed_behind_our_back_is_not_shown(store: Store):
    story = keep(store, Story())
    with unguarded(store, "documents", "reports") as forger:
        for table, was, made in (
            ("documents", "登记", "登录"),
            ("reports", '"rules":1', '"rules":2'),
        ):
            change = text(f"UPDATE {table} SET content = replace(content, :was, :made)")
            forger.execute(change, {"was": was, "made": made})
        drafts = UnitOfWork(forger, KEY).drafts
        with pytest.raises(DamagedError):
            drafts.document(story.draft.document)
        with pytest.raises(DamagedError):
            drafts.report(story.draft.report)


def test_a_unit_of_work_that_fails_stores_nothing_of_it(store: Store):
    story = Story()
    with contextlib.suppress(ZeroDivisionError), store.write() as unit:
        unit.drafts.put(story.document, story.report)
        unit.keep(story.moves[0], form_key="form")
        raise ZeroDivisionError
    assert stored(store, 1) is None
    with store.read() as unit:
        assert unit.events.of(1) == ()
        with pytest.raises(KeyError):
            unit.drafts.document(story.document.digest)


def test_the_database_refuses_in_one_sentence_without_any_text(store: Store):
    story = keep(store, Story(a_document("机密正文")))
    with pytest.raises(StoreError) as caught, store.write() as unit:
        unit.keep(replace(story.moves[0]), form_key="form-1")
    assert str(caught.value).endswith("。")
    assert "机密" not in str(caught.value)
    assert "INSERT" not in str(caught.value)


def test_one_form_makes_one_draft_a_person(store: Store):
    keep(store, Story())
    with store.read() as unit:
        found = unit.drafts.made_by_form(LIN, "form-1")
        assert found is not None
        assert found.id == 1
        assert unit.drafts.made_by_form(LIN, "form-2") is None
        assert unit.drafts.made_by_form(QIAN, "form-1") is None


def test_drafts_are_listed_newest_first_by_state_author_and_page(store: Store):
    for number in range(4):
        keep(store, Story(a_document(f"第{number}篇"), author=(LIN, QIAN)[number % 2]))
    keep(store, story_in(State.IN_REVIEW))
    with store.read() as unit:

        def ids(**filters: Any) -> list[int]:  # noqa: ANN401  # whatever the list takes
            return [draft.id for draft in unit.drafts.list(**filters)]

        assert ids() == [5, 4, 3, 2, 1]
        assert ids(limit=2) == [5, 4]
        assert ids(before=3) == [2, 1]
        assert ids(author=QIAN) == [4, 2]
        assert ids(state=State.IN_REVIEW) == [5]


@pytest.mark.parametrize(
    ("person", "waiting"), [(CHEN, [1]), (ZHOU, [2]), (HE, []), (TONG, [1, 2]), (SU, [])]
)
def test_a_queue_holds_what_a_person_can_sign(store: Store, person: Person, waiting: list[int]):
    keep(store, Story().submit())
    keep(store, Story().submit().sign(CHEN))
    keep(store, Story())
    with store.read() as unit:
        assert sorted(draft.id for draft in unit.drafts.waiting_for(person)) == waiting


def test_of_two_approvers_at_one_moment_one_signs(store: Store):
    story = keep(store, Story().submit())
    page, gate = seen(story.draft), Barrier(2)

    def sign(person: Person) -> Refusal | None:
        gate.wait()
        try:
            with store.write() as unit:
                draft = unit.drafts.get(1)
                assert draft is not None
                unit.keep(move(draft, Signature(seen=page), person, NOW))
        except NotAllowedError as error:
            return error.reason
        return None

    with ThreadPoolExecutor(2) as pool:
        results = set(pool.map(sign, (CHEN, TONG)))
    assert results == {None, Refusal.ALREADY_SIGNED}
    found = stored(store, 1)
    assert found is not None
    assert (found.step, len(found.sign_offs)) == (1, 1)


def test_many_writers_at_once_leave_one_whole_log(store: Store):
    def write(number: int) -> None:
        with store.write() as unit:
            unit.events.record(Deed.SIGN_IN, LIN, NOW, detail={"n": str(number)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    with store.read() as unit:
        assert list(unit.audit()) == []
        head = unit.events.head()
        assert head is not None
        assert head.seq == len(STAFF) + 40


def test_a_rejection_is_kept_with_its_reason(store: Store):
    story = Story().submit()
    story.do(CHEN, Rejection(seen=seen(story.draft), reason=REASON))
    keep(store, story)
    found = stored(store, 1)
    assert found is not None
    assert found.sign_offs[0].opinion == REASON
