"""The verbs of a draft: what each does, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import inspect, text

from review.draft import State
from review.model import Document, Media, Severity
from review.refusal import NotAllowedError, Refusal
from review.ruleset import Ruleset
from service.actions.answer_finding import answer_finding
from service.actions.correct_draft import correct_draft
from service.actions.errors import InvalidError, MissingError, StaleError
from service.actions.fix_finding import fix_finding
from service.actions.recall_draft import recall_draft
from service.actions.recheck_draft import recheck_draft
from service.actions.reject_draft import reject_draft
from service.actions.release_draft import release_draft
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.waive_finding import waive_finding
from service.office import Office
from tests.service.gated import CLEAN, FAULTY, again, approved, begun, keys, settled
from tests.stories import CHEN, LIN, QIAN, REASON, SU, WU, ZHENG, a_document

Rules = Callable[..., Ruleset]


def test_a_draft_is_judged_from_its_first_minute(house: Office):
    draft = begun(house, FAULTY)
    assert (draft.state, draft.version, draft.author) == (State.DRAFTING, 1, LIN)
    assert [key.partition("@")[0] for key in keys(house, draft)] == ["TXT901", "TXT902"]


def test_a_form_sent_twice_makes_one_draft_whatever_it_says_the_second_time(house: Office):
    first = start_draft(house, LIN, CLEAN, form_key="one")
    assert start_draft(house, LIN, FAULTY, form_key="one") == first
    assert start_draft(house, QIAN, CLEAN, form_key="one").id != first.id
    assert start_draft(house, LIN, CLEAN, form_key="two").id != first.id


@pytest.mark.parametrize("form_key", ["", "k" * 65, "a\x00b", "\ud800"])
def test_a_form_without_a_usable_key_is_sent_back(house: Office, form_key: str):
    with pytest.raises(InvalidError):
        start_draft(house, LIN, CLEAN, form_key=form_key)


@pytest.mark.parametrize(
    "document", [Document(), Document(title=" ", body="\n"), Document(title="半", body="坏\ud800")]
)
def test_what_is_no_text_is_not_kept(house: Office, document: Document):
    draft = begun(house)
    for keeping in (
        lambda: start_draft(house, LIN, document, form_key="k"),
        lambda: save_draft(house, LIN, draft.id, version=1, document=document),
    ):
        with pytest.raises(InvalidError):
            keeping()


def test_control_characters_are_kept_as_typed(house: Office):
    document = Document(
        title="零\x00字", body="正\x00文\u200b\x07", media=(Media(name="a", digest="b"),)
    )
    draft = begun(house, document)
    with house.read() as unit:
        assert unit.drafts.document(draft.document) == document


def test_saving_makes_a_version_and_saving_the_same_again_makes_none(house: Office):
    draft = begun(house)
    saved = save_draft(house, LIN, draft.id, version=1, document=FAULTY)
    assert (saved.version, saved.document) == (2, FAULTY.digest)
    # The form sent twice: its version is old by now, but nothing of it is lost.
    assert save_draft(house, LIN, draft.id, version=1, document=FAULTY) == saved
    with house.read() as unit:
        assert [one.version for one in unit.drafts.versions(draft.id)] == [1, 2]


def test_a_save_over_another_is_refused_with_both_at_hand(house: Office):
    draft = begun(house)
    save_draft(house, LIN, draft.id, version=1, document=FAULTY)
    mine = a_document("我改的文字。")
    with pytest.raises(StaleError) as caught:
        save_draft(house, LIN, draft.id, version=1, document=mine)
    assert caught.value.draft.document == FAULTY.digest
    assert "林小雨" in caught.value.sentence
    saved = save_draft(house, LIN, draft.id, version=2, document=mine)
    assert saved.version == 3


def test_waivers_and_answers_are_for_the_version_that_was_seen(house: Office):
    draft = begun(house, FAULTY)
    block, warn = keys(house, draft)
    save_draft(house, LIN, draft.id, version=1, document=a_document("法制，做为。"))
    for verb, key in ((waive_finding, block), (answer_finding, warn)):
        with pytest.raises(StaleError):
            verb(house, LIN, draft.id, version=1, finding=key, reason=REASON)


def test_an_edit_and_back_does_not_bring_a_waiver_back(house: Office):
    draft = settled(house, begun(house, FAULTY))
    assert (len(draft.waivers), len(draft.answers)) == (1, 1)
    save_draft(house, LIN, draft.id, version=1, document=CLEAN)
    draft = save_draft(house, LIN, draft.id, version=2, document=FAULTY)
    assert (draft.waivers, draft.answers) == ((), ())
    with pytest.raises(NotAllowedError) as caught:
        submit_draft(house, LIN, draft.id, version=3)
    assert caught.value.reason is Refusal.UNWAIVED


def test_a_suggestion_is_taken_with_one_click(house: Office):
    draft = begun(house, FAULTY)
    block = keys(house, draft)[0]
    fixed = fix_finding(house, LIN, draft.id, version=1, finding=block, suggestion="法治")
    with house.read() as unit:
        assert unit.drafts.document(fixed.document).body == "依法治建设的要求，做为通知。"
    assert (fixed.version, len(keys(house, fixed))) == (2, 1)


def test_only_what_the_report_suggests_can_be_taken(house: Office):
    draft = begun(house, FAULTY)
    block = keys(house, draft)[0]
    for finding, suggestion in ((block, "随便"), ("TXT901@body:0-2", "法治"), ("", "")):
        with pytest.raises(NotAllowedError) as caught:
            fix_finding(house, LIN, draft.id, version=1, finding=finding, suggestion=suggestion)
        assert caught.value.reason is Refusal.NO_FINDING
    with pytest.raises(NotAllowedError):
        fix_finding(house, QIAN, draft.id, version=1, finding=block, suggestion="法治")


def test_what_the_rules_find_newly_at_submission_is_on_the_page_to_be_settled(
    house: Office, compile_rules: Rules
):
    yesterday = replace(house, ruleset=compile_rules())
    draft = begun(yesterday, FAULTY)
    assert keys(house, draft) == []
    with pytest.raises(NotAllowedError) as caught:
        submit_draft(house, LIN, draft.id, version=1)
    assert caught.value.reason is Refusal.UNWAIVED
    draft = settled(house, again(house, draft))
    assert submit_draft(house, LIN, draft.id, version=1).state is State.IN_REVIEW


def test_a_recheck_that_finds_nothing_new_leaves_no_trace(house: Office):
    draft = begun(house)
    assert recheck_draft(house, LIN, draft.id) == draft
    with house.read() as unit:
        assert len(unit.events.of(draft.id)) == 1


def test_a_title_and_a_body_are_there_before_anybody_reads_it(house: Office):
    for document in (Document(title="只有标题"), Document(body="只有正文。")):
        draft = begun(house, document)
        with pytest.raises(InvalidError, match="是空的"):
            submit_draft(house, LIN, draft.id, version=1)


def test_a_text_saved_meanwhile_is_not_submitted_unseen(house: Office):
    draft = begun(house)
    save_draft(house, LIN, draft.id, version=1, document=a_document("另一版文字。"))
    with pytest.raises(StaleError):
        submit_draft(house, LIN, draft.id, version=1)


def test_what_people_write_is_put_right_and_not_too_long(house: Office):
    draft = begun(house)
    draft = submit_draft(house, LIN, draft.id, version=1)
    assert draft.seen is not None
    with pytest.raises(InvalidError, match="最多2000个字"):
        sign_draft(house, CHEN, draft.id, seen=draft.seen, opinion="好" * 2001)
    draft = sign_draft(house, CHEN, draft.id, seen=draft.seen, opinion=" 同意\r\n\x00发布\ud800 ")
    assert draft.sign_offs[0].opinion == "同意\n发布"


def test_reviewers_send_back_and_reject_with_reasons(house: Office):
    draft = submit_draft(house, LIN, begun(house).id, version=1)
    back = send_back_draft(house, CHEN, draft.id, seen=draft.seen, reason=REASON)
    assert (back.state, back.sign_offs) == (State.DRAFTING, ())
    draft = submit_draft(house, LIN, draft.id, version=1)
    assert (draft.round, draft.step) == (2, 0)
    assert draft.seen is not None
    ended = reject_draft(house, CHEN, draft.id, seen=draft.seen, reason=REASON)
    assert ended.state is State.REJECTED
    with house.read() as unit:
        kept = unit.drafts.signatures.sign_offs([draft.id])[draft.id]
    assert [sign_off.opinion for sign_off in kept] == [REASON, REASON]


def test_a_draft_nobody_has_is_told_plainly(house: Office):
    seen = approved(house).seen
    for number in (0, 999, -1):
        for attempt in (
            lambda n=number: save_draft(house, LIN, n, version=1, document=CLEAN),
            lambda n=number: submit_draft(house, LIN, n, version=1),
            lambda n=number: recall_draft(house, LIN, n),
            lambda n=number: send_back_draft(house, CHEN, n, seen=seen, reason=REASON),
            lambda n=number: release_draft(house, WU, n, platforms=["board"]),
            lambda n=number: correct_draft(house, LIN, n, form_key="k"),
        ):
            with pytest.raises(MissingError, match="没有编号为"):
                attempt()


@pytest.mark.parametrize("actor", [QIAN, CHEN, ZHENG, SU, WU])
def test_nobody_but_the_author_touches_a_draft(house: Office, actor):
    draft = begun(house, FAULTY)
    block, warn = keys(house, draft)
    for attempt in (
        lambda: save_draft(house, actor, draft.id, version=1, document=CLEAN),
        lambda: recheck_draft(house, actor, draft.id),
        lambda: submit_draft(house, actor, draft.id, version=1),
        lambda: waive_finding(house, actor, draft.id, version=1, finding=block, reason=REASON),
        lambda: answer_finding(house, actor, draft.id, version=1, finding=warn, reason=REASON),
    ):
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert caught.value.reason in {Refusal.ROLE, Refusal.NOT_AUTHOR}
    assert again(house, draft) == draft


SECRET = "11010519491231002X"


def test_what_is_found_in_a_draft_stands_in_its_own_row_and_nowhere_else(
    house: Office, ruleset: Ruleset, caplog: pytest.LogCaptureFixture
):
    """An ID number in body and title is found, waived, answered, signed and sent back."""
    caplog.set_level(logging.DEBUG)
    office = replace(house, ruleset=ruleset)
    document = Document(title=f"公示{SECRET}", body=f"中奖者身份证号{SECRET}。")
    draft = begun(office, document)
    with office.read() as unit:
        findings = unit.drafts.report(draft.report).findings
    assert findings
    for finding in findings:
        verb = {Severity.BLOCK: waive_finding, Severity.WARN: answer_finding}.get(finding.severity)
        if verb:
            verb(office, LIN, draft.id, version=1, finding=finding.key, reason=REASON)
    draft = submit_draft(office, LIN, draft.id, version=1)
    assert draft.seen is not None
    sign_draft(office, CHEN, draft.id, seen=draft.seen)
    found: set[str] = set()
    with office.store.engines.reading.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f"SELECT * FROM {table}"))
            found |= {table for row in rows if SECRET in repr(tuple(row))}
    assert found == {"documents"}
    assert SECRET not in caplog.text
