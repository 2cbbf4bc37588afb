"""The desks in the store and the actions: queue, holds, comments, autosaves, pictures, copies."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import Connection, delete, select

from review import flow
from review.draft import Action, Draft, Grant, Person, Role, State
from review.model import Document, Severity, Span
from review.refusal import NotAllowedError
from review.release import Release
from service.actions.clone_draft import clone_draft
from service.actions.comment_draft import comment_draft
from service.actions.errors import InvalidError, MissingError
from service.actions.holds import (
    CLAIM,
    LOOK,
    claim_drafts,
    look_at_draft,
    put_back_draft,
    take_over_draft,
)
from service.actions.save_draft import save_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.office import Office
from service.store import Store
from service.store.comments import Comment
from service.store.deed import Deed
from service.store.queue import Wanted
from service.store.tables import tallies
from service.store.tables import waiting as waiting_table
from tests.service.keeping import keep
from tests.stories import (
    CHEN,
    DUO,
    HE,
    LIN,
    NOW,
    QIAN,
    STAFF,
    TONG,
    ZHOU,
    Story,
    a_document,
    a_finding,
    story_in,
)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def signable(store: Store, person: Person) -> list[int]:
    """What a person could sign, found the slow way: every draft is asked."""
    with store.read() as unit:
        return [
            draft.id
            for draft in unit.drafts.list(limit=1000)
            if Action.SIGN in flow.allowed(draft, person)
        ]


def queued(store: Store, person: Person) -> list[int]:
    with store.read() as unit:
        ids = unit.drafts.queue.ids(person)
        assert unit.drafts.queue.count(person) == len(ids)
        assert [draft.id for draft in unit.drafts.waiting_for(person)] == list(ids)
        return sorted(ids, reverse=True)


def test_the_queue_holds_exactly_what_each_person_could_sign(store: Store):
    for state in State:
        keep(store, story_in(state))
    keep(store, Story(author=DUO).submit())
    keep(store, Story().submit().sign(TONG))
    keep(store, Story().submit().sign(CHEN, TONG))
    keep(store, Story().submit().sign(CHEN, ZHOU))
    lent = [
        replace(reader, grants=reader.grants | {Grant(role=role, lent_by=lender)})
        for reader in (QIAN, CHEN, TONG)
        for role, lender in ((Role.FINAL, HE), (Role.SECOND, TONG), (Role.FIRST, DUO))
    ]
    for person in (*STAFF, *lent):
        assert queued(store, person) == signable(store, person), person


def test_the_queue_is_asked_for_what_is_wanted(store: Store):
    keep(store, Story().submit())
    found = keep(store, Story(None, a_finding(Severity.HINT)).submit()).draft
    with store.read() as unit:
        assert found.route
        gate = a_finding(Severity.HINT).gate
        assert unit.drafts.queue.ids(CHEN, Wanted(gate=gate)) == (found.id,)
        assert len(unit.drafts.queue.ids(CHEN, Wanted(grade=found.route.grade))) == 2
        assert unit.drafts.queue.ids(CHEN, Wanted(unit=2)) == ()
        assert unit.drafts.queue.ids(CHEN, Wanted(due_by=NOW)) == ()
        heaps = unit.drafts.queue.heaps(CHEN, NOW, NOW + timedelta(days=99))
        assert sum(heap.number for heap in heaps) == 2
        assert sum(heap.soon for heap in heaps) == 2
        assert sum(heap.late for heap in heaps) == 0
        tally = unit.drafts.queue.tallies([found.report])[found.report]
        assert (tally.blocks, tally.warns, tally.hints) == (0, 0, 1)


@pytest.fixture
def waiting(house: Office) -> Callable[[], Draft]:
    """A draft of Lin's that waits for its first review."""
    made: list[Draft] = []

    def waiting_() -> Draft:
        document = a_document(f"请按时办理登记，第{len(made)}次通知。")
        draft = start_draft(house, LIN, document, form_key=f"form-{len(made)}")
        made.append(submit_draft(house, LIN, draft.id, version=1))
        return made[-1]

    return waiting_


def deeds(office: Office, draft: int) -> list[str]:
    with office.read() as unit:
        assert list(unit.audit()) == []
        return [entry.verb.value for entry in unit.events.of(draft)]


def test_a_claim_is_one_persons_until_it_ends(house: Office, waiting):
    draft = waiting()
    assert claim_drafts(house, CHEN, [draft.id]).taken == (draft.id,)
    refused = claim_drafts(house, TONG, [draft.id])
    assert refused.taken == ()
    assert "陈明" in refused.refused[draft.id]
    later = replace(house, clock=lambda: NOW + CLAIM + timedelta(seconds=1))
    assert claim_drafts(later, TONG, [draft.id]).taken == (draft.id,)
    assert deeds(house, draft.id).count(Deed.DRAFT_CLAIMED) == 2


def test_what_is_taken_over_is_recorded_with_whose_it_was(house: Office, waiting):
    draft = waiting()
    claim_drafts(house, CHEN, [draft.id])
    assert take_over_draft(house, TONG, draft.id).person.id == TONG.id
    with house.read() as unit:
        entry = unit.events.of(draft.id)[-1]
    assert entry.verb is Deed.DRAFT_TAKEN_OVER
    assert entry.value("from") == str(CHEN.id)
    with pytest.raises(NotAllowedError):
        put_back_draft(house, CHEN, draft.id)
    put_back_draft(house, TONG, draft.id)
    assert deeds(house, draft.id)[-1] == Deed.DRAFT_PUT_BACK
    with house.read() as unit:
        assert unit.leases.of([draft.id], NOW) == {}


def test_a_claim_of_several_takes_what_is_free_and_tells_of_the_rest(house: Office, waiting):
    first, second = waiting(), waiting()
    claim_drafts(house, TONG, [first.id])
    claims = claim_drafts(house, CHEN, [first.id, second.id, 999])
    assert claims.taken == (second.id,)
    assert set(claims.refused) == {first.id, 999}
    with pytest.raises(InvalidError):
        claim_drafts(house, CHEN, [])


def test_nobody_claims_what_they_may_not_sign(house: Office, waiting):
    draft = waiting()
    for person in (LIN, ZHOU, HE):
        assert draft.id in claim_drafts(house, person, [draft.id]).refused
        with pytest.raises(NotAllowedError):
            take_over_draft(house, person, draft.id)


def test_looking_is_told_but_no_deed(house: Office, waiting):
    draft = waiting()
    before = deeds(house, draft.id)
    assert look_at_draft(house, CHEN, draft.id)
    told = look_at_draft(house, TONG, draft.id)
    assert told
    assert told.person.id == CHEN.id
    assert told.until == NOW + LOOK
    assert deeds(house, draft.id) == before
    assert look_at_draft(house, LIN, draft.id) == told  # the author may know; it is not theirs


def test_a_signature_ends_the_hold(house: Office, waiting):
    from service.actions.sign_draft import sign_draft

    draft = waiting()
    claim_drafts(house, CHEN, [draft.id])
    assert draft.seen
    sign_draft(house, CHEN, draft.id, seen=draft.seen)
    with house.read() as unit:
        assert unit.leases.of([draft.id], NOW) == {}


def test_a_comment_stands_at_its_words(house: Office, waiting):
    draft = waiting()
    comment = comment_draft(house, CHEN, draft.id, said="时间要写明。", passage="按时办理")
    assert comment.span == Span(field="body", start=1, end=5)
    whole = comment_draft(house, LIN, draft.id, said="已改。")
    assert (whole.number, whole.span) == (2, None)
    with house.read() as unit:
        assert unit.comments.of(draft.id) == (comment, whole)
        assert list(unit.audit()) == []
    with pytest.raises(InvalidError):
        comment_draft(house, CHEN, draft.id, said="何处？", passage="没有的话")
    with pytest.raises(InvalidError):
        comment_draft(house, CHEN, draft.id, said=" ")


def test_a_comment_is_of_a_kind_no_release_is_made_of():
    def kinds(kind: type, seen: set[str]) -> set[str]:
        for each in fields(kind):
            seen.add(str(each.type))
        return seen

    assert not any("Comment" in name for name in kinds(Release, set()) | kinds(Document, set()))
    assert not issubclass(Comment, Document)


def test_a_copy_starts_from_nothing(house: Office, waiting):
    old = waiting()
    copy = clone_draft(house, QIAN, old.id, form_key="copy-1")
    assert (copy.document, copy.state, copy.round) == (old.document, State.DRAFTING, 0)
    assert copy.author.id == QIAN.id
    assert clone_draft(house, QIAN, old.id, form_key="copy-1").id == copy.id
    with pytest.raises(MissingError):
        clone_draft(house, QIAN, 999, form_key="copy-2")


def test_two_servers_on_one_database_tell_each_other_who_has_a_draft(
    house: Office, waiting, database_url: str
):
    draft = waiting()
    with contextlib.closing(Store.open(database_url, house.key)) as store:
        other = replace(house, store=store)
        claim_drafts(house, CHEN, [draft.id])
        assert "陈明" in claim_drafts(other, TONG, [draft.id]).refused[draft.id]
        save_error = pytest.raises(NotAllowedError)
        with save_error:
            save_draft(other, LIN, draft.id, version=1, document=a_document("另一台机器。"))
        take_over_draft(other, TONG, draft.id)
        told = look_at_draft(house, CHEN, draft.id)
    assert told
    assert told.person.id == TONG.id


def test_an_older_database_gets_the_queue_it_would_have_had(store: Store):
    for state in State:
        keep(store, story_in(state))
    keep(store, Story(None, a_finding(Severity.HINT), author=DUO).submit())
    keep(store, Story().submit().sign(CHEN, ZHOU))
    migration = import_module("service.store.migrations.versions.0009_desk")

    def rows(connection: Connection) -> list[set[tuple[object, ...]]]:
        return [
            {tuple(row) for row in connection.execute(select(table))}
            for table in (tallies, waiting_table)
        ]

    with store.engines.writing.begin() as connection:
        before = rows(connection)
        for table in (waiting_table, tallies):
            connection.execute(delete(table))
        migration._count_reports(connection)
        migration._fill_queue(connection)
        assert rows(connection) == before
