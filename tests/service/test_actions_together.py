"""Two people at the same moment: one wins, the other is told so plainly, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

import pytest

from review.draft import Draft, Person, Role, State
from review.model import Document, Severity
from review.refusal import NotAllowedError, Refusal
from service.actions.add_person import add_person
from service.actions.answer_finding import answer_finding
from service.actions.errors import SignInError, StaleError, ThrottledError
from service.actions.release_draft import release_draft
from service.actions.save_draft import save_draft
from service.actions.sign_draft import sign_draft
from service.actions.sign_in import sign_in
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.verify_audit import verify_audit
from service.office import Office
from tests.service.delivery.house import Board
from tests.stories import CHEN, HE, LIN, TONG, WU, ZHOU, a_document

T = TypeVar("T")


def at_once(*calls: Callable[[], T]) -> list[T | Exception]:
    """What each call came to, all of them begun at the same moment in threads of their own."""
    ready = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T | Exception:
        ready.wait(10)
        try:
            return call()
        except Exception as error:  # noqa: BLE001  # the test judges it
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def submitted(office: Office) -> Draft:
    draft = start_draft(office, LIN, a_document(), form_key="form")
    with office.read() as unit:
        findings = unit.drafts.report(draft.report).findings
    for finding in findings:
        assert finding.severity is not Severity.BLOCK
        if finding.severity is Severity.WARN:
            draft = answer_finding(
                office, LIN, draft.id, version=1, finding=finding.key, reason="已核对无误。"
            )
    return submit_draft(office, LIN, draft.id, version=draft.version)


def signing(office: Office, person: Person, draft: Draft) -> Callable[[], Draft]:
    seen = draft.seen
    assert seen is not None
    return lambda: sign_draft(office, person, draft.id, seen=seen, opinion="同意。")


def test_of_two_approvers_one_signs_and_the_other_is_told_who(office: Office):
    draft = submitted(office)
    outcomes = at_once(signing(office, CHEN, draft), signing(office, TONG, draft))
    won = [one for one in outcomes if isinstance(one, Draft)]
    lost = [one for one in outcomes if isinstance(one, NotAllowedError)]
    assert (len(won), len(lost)) == (1, 1)
    assert won[0].step == 1
    assert lost[0].reason is Refusal.ALREADY_SIGNED
    assert won[0].sign_offs[0].person.name in lost[0].sentence
    assert verify_audit(office) == ()


def test_the_last_signature_is_given_once(office: Office):
    draft = submitted(office)
    draft = signing(office, CHEN, draft)()
    draft = signing(office, ZHOU, draft)()
    outcomes = at_once(signing(office, HE, draft), signing(office, TONG, draft))
    assert sum(isinstance(one, Draft) for one in outcomes) == 1
    lost = next(one for one in outcomes if isinstance(one, NotAllowedError))
    assert lost.reason is Refusal.ALREADY_SIGNED


def test_one_form_sent_eight_times_at_once_makes_one_draft(office: Office):
    def start() -> Draft:
        return start_draft(office, LIN, a_document(), form_key="the same form")

    outcomes = at_once(*[start] * 8)
    assert {one.id for one in outcomes if isinstance(one, Draft)} == {1}
    assert not [one for one in outcomes if isinstance(one, Exception)]
    with office.read() as unit:
        assert len(unit.drafts.list()) == 1


def test_of_two_saves_from_one_version_the_second_loses_nothing(office: Office):
    draft = start_draft(office, LIN, a_document(), form_key="form")
    texts = [a_document("上午改的文字。"), a_document("下午改的文字。")]

    def saving(document: Document) -> Callable[[], Draft]:
        return lambda: save_draft(office, LIN, draft.id, version=1, document=document)

    outcomes = at_once(*(saving(document) for document in texts))
    won = next(one for one in outcomes if isinstance(one, Draft))
    lost = next(one for one in outcomes if isinstance(one, StaleError))
    assert (won.version, lost.draft.version, lost.draft.document) == (2, 2, won.document)
    assert "第2版" in lost.sentence


def test_one_release_however_often_it_is_ordered(office: Office):
    office = replace(office, platforms={"board": Board()})
    draft = submitted(office)
    for person in (CHEN, ZHOU, HE):
        draft = signing(office, person, draft)()
    calls = [lambda: release_draft(office, WU, draft.id, platforms=["board"])] * 4
    outcomes = at_once(*calls)
    assert sum(not isinstance(one, Exception) for one in outcomes) == 1
    refused = [one for one in outcomes if isinstance(one, NotAllowedError)]
    assert {one.reason for one in refused} == {Refusal.STATE}
    with office.read() as unit:
        assert [release.id for release in unit.releases.of(draft.id)] == [f"{draft.id}-1"]
        found = unit.drafts.get(draft.id)
    assert found is not None
    assert found.state is State.RELEASING


def test_guesses_made_at_once_count_every_one(office: Office):
    password = "correct-horse-42-battery"
    add_person(office, None, login="gu", name="顾问", roles={Role.EDITOR}, password=password)

    def guess() -> object:
        return sign_in(office, "gu", "wrong-password-1", address="192.0.2.1")

    outcomes = at_once(*[guess] * 12)
    refused = [one for one in outcomes if isinstance(one, SignInError)]
    throttled = [one for one in outcomes if isinstance(one, ThrottledError)]
    assert (len(refused), len(throttled)) == (office.settings.sign_in_tries, 7)


@pytest.mark.parametrize("writers", [8])
def test_the_log_stays_one_chain_however_many_write_at_once(office: Office, writers: int):
    def start(number: int) -> Callable[[], Draft]:
        return lambda: start_draft(office, LIN, a_document(), form_key=f"form {number}")

    outcomes = at_once(*(start(number) for number in range(writers)))
    assert sorted(one.id for one in outcomes if isinstance(one, Draft)) == list(range(1, 9))
    assert verify_audit(office) == ()
