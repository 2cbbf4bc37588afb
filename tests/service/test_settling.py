"""逐项处理 at the verbs: the door, and waivers that go out only endorsed by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from review.draft import Person, Role, State
from review.model import Severity
from review.refusal import NotAllowedError, Refusal
from review.release import verify
from review.secrecy import Question, Reply
from service.actions.autosave import autosave
from service.actions.errors import SecretError
from service.actions.release_draft import release_draft
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.verify_audit import verify_audit
from service.actions.waive_finding import waive_finding
from service.office import Office
from service.store import UnitOfWork
from service.store.audit import Damage
from service.store.deed import Deed
from service.store.errors import StoreError
from tests.service.databases import unguarded
from tests.service.gated import again, begun, keys
from tests.service.settled import (
    AROUND,
    BOTH,
    FAULTY,
    MARK,
    SECRET,
    deeds,
    everything,
    key_of,
    sign,
    signed,
    waived,
)
from tests.stories import (
    CHEN,
    HE,
    LIN,
    NOTHING_SECRET,
    REASON,
    WU,
    ZHOU,
)


def test_a_marked_secret_is_refused_and_leaves_nothing_but_that_it_was(bureau: Office):
    draft = begun(bureau, FAULTY)
    before = everything(bureau)
    for keeping in (
        lambda: start_draft(bureau, LIN, SECRET, form_key="form"),
        lambda: save_draft(bureau, LIN, draft.id, version=1, document=SECRET),
        lambda: autosave(bureau, LIN, form="form", fields={"body": (SECRET.body,)}),
        lambda: autosave(bureau, LIN, form="form", fields={"title": (SECRET.body,)}),
    ):
        with pytest.raises(SecretError) as caught:
            keeping()
        assert caught.value.sentence.endswith("。")
        assert "断开" in caught.value.sentence
    for words in ("机密", "留下的话", "不该在这里", SECRET.digest):
        assert words not in everything(bureau)
    refusals = deeds(bureau, Deed.SECRET_REFUSED)
    assert refusals == [{"rule": "CON107"}] * 4
    assert len(everything(bureau).splitlines()) == len(before.splitlines()) + 4
    with bureau.read() as unit:
        assert [one.draft for one in unit.events.page()][:4] == [None, None, draft.id, None]
        assert unit.events.page()[0].actor == LIN.login
    assert verify_audit(bureau) == ()


def test_what_had_been_autosaved_of_it_goes_as_well(bureau: Office):
    draft = begun(bureau)
    for form, number in (("new", None), ("edit", draft.id), ("other", None)):
        autosave(bureau, LIN, form=form, fields={"body": ("前言。",)}, draft_id=number)
    with pytest.raises(SecretError):
        start_draft(bureau, LIN, SECRET, form_key="new")
    with pytest.raises(SecretError):
        save_draft(bureau, LIN, draft.id, version=1, document=SECRET)
    with bureau.read() as unit:
        assert [one.form for one in unit.autosaves.of(LIN)] == ["other"]


def test_what_only_warns_of_a_marking_is_taken(bureau: Office, compile_rules):
    asking = replace(MARK, severity=Severity.WARN)
    draft = begun(replace(bureau, ruleset=compile_rules(asking)), SECRET)
    assert draft.document == SECRET.digest


def test_a_waived_block_goes_out_only_endorsed_by_name(bureau: Office, bao: Person):
    draft = waived(bureau, BOTH)
    draft = submit_draft(bureau, LIN, draft.id, version=1)
    assert draft.route is not None
    assert Role.SECRECY in [step.role for step in draft.route.steps]
    people = {Role.FIRST: CHEN, Role.SECOND: ZHOU, Role.FINAL: HE, Role.SECRECY: bao}
    for step in draft.route.steps:
        person = people[step.role]
        if step.role in (Role.SECRECY, Role.FINAL):
            with pytest.raises(NotAllowedError) as caught:
                sign(bureau, draft, person, replies=NOTHING_SECRET if person is bao else ())
            assert caught.value.reason is Refusal.UNENDORSED
        draft = signed(bureau, draft, person)
    assert draft.state is State.APPROVED
    stored = again(bureau, draft)
    assert stored.sign_offs == draft.sign_offs
    assert {key for one in stored.sign_offs for key in one.endorsed} == set(keys(bureau, draft))
    assert [one.replies for one in stored.sign_offs if one.replies] == [NOTHING_SECRET]
    release_draft(bureau, WU, draft.id, platforms=["board"])
    with bureau.read() as unit:
        (release,) = unit.releases.of(draft.id)
    verify(release, bureau.key)
    assert [one.endorsed for one in release.sign_offs] == [one.endorsed for one in draft.sign_offs]
    assert verify_audit(bureau) == ()


def test_what_the_secrecy_reviewer_answered_goes_back_with_the_draft(bureau: Office, bao: Person):
    draft = submit_draft(bureau, LIN, waived(bureau, BOTH).id, version=1)
    while draft.current_step is not None and draft.current_step.role is not Role.SECRECY:
        draft = signed(bureau, draft, CHEN if draft.step == 0 else ZHOU)
    yes = (Reply(question=Question.RESULTS, yes=True),)
    back = send_back_draft(bureau, bao, draft.id, seen=draft.seen, reason=REASON, replies=yes)
    assert back.state is State.DRAFTING
    with bureau.read() as unit:
        last = unit.drafts.signatures.sign_offs([draft.id])[draft.id][-1]
    assert last.replies == yes
    assert verify_audit(bureau) == ()


def test_endorsements_and_answers_are_made_with_the_signature_or_never(bureau: Office):
    draft = submit_draft(bureau, LIN, waived(bureau).id, version=1)
    key = key_of(bureau, draft, "TXT901")
    attempts = [
        # An endorsement without a signature, of what nobody asked for, or when all is over.
        f"INSERT INTO endorsements VALUES ({draft.id}, 1, 0, '{key}')",
        f"INSERT INTO secrecy_replies VALUES ({draft.id}, 1, 2, 'other', 0)",
        f"INSERT INTO secrecy_replies VALUES ({draft.id}, 1, -1, 'other', 0)",
    ]
    for attempt in attempts:
        refuse(bureau, attempt)
    draft = signed(bureau, draft, CHEN, ZHOU)
    # The last signature alone, without what it stands for, approves nothing.
    refuse(
        bureau, SIGNED, f"UPDATE drafts SET state = 'approved', step = NULL WHERE id = {draft.id}"
    )
    assert again(bureau, draft).state is State.IN_REVIEW
    draft = signed(bureau, draft, HE)
    assert draft.state is State.APPROVED
    for attempt in (
        f"INSERT INTO endorsements VALUES ({draft.id}, 1, 2, 'TXT901@body:0-1')",
        "DELETE FROM endorsements",
        "UPDATE endorsements SET finding = finding",
        "DELETE FROM fates",
        "UPDATE fates SET fate = fate",
        "DELETE FROM hits",
    ):
        refuse(bureau, attempt)


SIGNED = f"""INSERT INTO sign_offs (draft_id, round, step, person_id, document, report, author_id,
    editor_id, decision, opinion, at) SELECT draft_id, round, 2, {HE.id}, document, report,
    author_id, editor_id, 'pass', '', '2026' FROM submissions"""


def carry_out(office: Office, *statements: str) -> None:
    with office.store.write() as unit:
        for statement in statements:
            unit._connection.execute(text(statement))


def refuse(office: Office, *statements: str) -> None:
    """All but the last are taken; for the last, all are undone."""
    with pytest.raises(StoreError, match="约束拒绝"):
        carry_out(office, *statements)


TAMPERED = {
    "endorsements": ("DELETE FROM endorsements", Damage.REMOVED, "豁免认可"),
    "secrecy_replies": ("UPDATE secrecy_replies SET yes = 1 - yes", Damage.ALTERED, "保密问答"),
    "fates": (
        "UPDATE fates SET fingerprint = 'x' WHERE fate = 'fixed'",
        Damage.ALTERED,
        "问题下文",
    ),
}


@pytest.mark.parametrize("table", TAMPERED)
def test_the_audit_finds_what_was_done_past_the_program(bureau: Office, bao: Person, table: str):
    draft = begun(bureau, BOTH)
    draft = save_draft(
        bureau, LIN, draft.id, version=1, document=replace(BOTH, body=f"证件号。{AROUND}")
    )
    (key,) = keys(bureau, draft)
    waive_finding(bureau, LIN, draft.id, version=2, finding=key, reason=REASON)
    draft = submit_draft(bureau, LIN, draft.id, version=2)
    while draft.current_step is not None and draft.current_step.role is not Role.SECRECY:
        draft = signed(bureau, draft, CHEN if draft.step == 0 else ZHOU)
    signed(bureau, draft, bao)
    assert verify_audit(bureau) == ()
    statement, damage, what = TAMPERED[table]
    with unguarded(bureau.store, table) as forger:
        forger.execute(text(statement))
        flaws = list(UnitOfWork(forger, bureau.key).audit())
    assert {(flaw.damage, flaw.where.partition(" ")[0]) for flaw in flaws} == {(damage, what)}
