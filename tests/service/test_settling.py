"""逐项处理 at the verbs: the door, endorsements, reasons said again, fates and what rules are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from review.draft import Draft, Grant, Person, Role, State
from review.kinds import pattern
from review.model import Basis, Document, Gate, Severity
from review.refusal import NotAllowedError, Refusal
from review.release import verify
from review.rule import Bad, Rule
from review.ruleset import Ruleset
from review.secrecy import Question, Reply
from review.settling import awaiting
from service.actions.add_unit import add_unit
from service.actions.answer_finding import answer_finding
from service.actions.autosave import autosave
from service.actions.errors import MissingError, SecretError, StaleError
from service.actions.fix_finding import fix_finding
from service.actions.mark_false_alarm import mark_false_alarm
from service.actions.reapply_settlement import offered_in, reapply_settlement
from service.actions.release_draft import release_draft
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.actions.waive_finding import waive_finding
from service.edge.rulebook import pieces_of, record_of, records_of
from service.office import Office
from service.store import UnitOfWork
from service.store.audit import Damage
from service.store.deed import Deed
from service.store.errors import StoreError
from service.store.fates import FateKind, Fates, Outcome, Precedents
from service.store.tables import METADATA
from tests.service.databases import unguarded
from tests.service.gated import BLOCK, WARN, again, begun, keys
from tests.stories import (
    CHEN,
    HE,
    LIN,
    NOTHING_SECRET,
    QIAN,
    REASON,
    SU,
    WU,
    ZHENG,
    ZHOU,
    a_document,
)


def a_grave_rule(number: int, word: str) -> Rule:
    return Rule(
        id=f"CON{number}",
        name=f"“{word}”",
        gate=Gate.CONFIDENTIALITY,
        severity=Severity.BLOCK,
        basis=(Basis("中华人民共和国保守国家秘密法"),),
        message="不得公开。",
        check=pattern(word),
        bad=(Bad(f"【{word}】"), Bad(f"甲【{word}】")),
        good=("甲", "乙", "丙"),
    )


GRAVE, MARK = a_grave_rule(901, "证件号"), a_grave_rule(107, "机密★十年")
AROUND = "为进一步做好这一项工作，经研究决定，"
FAULTY = a_document(f"{AROUND}依法制建设。{AROUND}做为通知。{AROUND}")
BOTH = a_document(f"{AROUND}依法制建设。{AROUND}证件号公布。{AROUND}")
SECRET = a_document("前言。机密★十年。绝不能留下的话。", "不该在这里的标题")


@pytest.fixture
def bureau(house: Office, compile_rules: Callable[..., Ruleset]) -> Office:
    """The house with two rules of the confidentiality gate more."""
    return replace(house, ruleset=compile_rules(BLOCK, WARN, GRAVE, MARK))


@pytest.fixture
def bao(bureau: Office) -> Person:
    """Its secrecy reviewer."""
    with bureau.write() as unit:
        held = frozenset({Grant(role=Role.SECRECY)})
        made = unit.people.add(login="bao", name="保敏", held=held, password="", now=bureau.now())
        detail = {"person": str(made.id), "login": "bao", "roles": "secrecy"}
        unit.events.record(Deed.PERSON_ADDED, ZHENG, bureau.now(), detail=detail)
    return made


def key_of(office: Office, draft: Draft, rule: str) -> str:
    return next(key for key in keys(office, draft) if key.startswith(rule))


def waived(office: Office, document: Document = FAULTY) -> Draft:
    """A draft with every finding settled."""
    draft = begun(office, document)
    for key in keys(office, draft):
        verb = answer_finding if key.startswith("TXT902") else waive_finding
        draft = verb(office, LIN, draft.id, version=1, finding=key, reason=REASON)
    return draft


def sign(office: Office, draft: Draft, person: Person, **given: tuple) -> Draft:
    assert draft.seen is not None
    return sign_draft(office, person, draft.id, seen=draft.seen, **given)


def signed(office: Office, draft: Draft, *people: Person) -> Draft:
    for person in people:
        step = draft.current_step
        secrecy = step is not None and step.role is Role.SECRECY
        endorsed = tuple(one.finding for one in awaiting(draft))
        replies = NOTHING_SECRET if secrecy else ()
        draft = sign(office, draft, person, endorsed=endorsed, replies=replies)
    return draft


def everything(office: Office) -> str:
    """Every cell of every table."""
    with office.store.engines.reading.connect() as connection:
        return "\n".join(
            str(row)
            for table in METADATA.sorted_tables
            for row in connection.execute(table.select())
        )


def deeds(office: Office, deed: Deed) -> list[dict[str, str]]:
    with office.read() as unit:
        return [dict(entry.detail) for entry in unit.events.page() if entry.verb is deed]


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


def test_after_an_edit_a_reason_is_offered_and_recorded_anew(bureau: Office):
    draft = waived(bureau)
    longer = replace(FAULTY, body="前面加了一句话。" + FAULTY.body)
    draft = save_draft(bureau, LIN, draft.id, version=1, document=longer)
    assert (draft.waivers, draft.answers) == ((), ())
    assert offered(bureau, draft) == set(keys(bureau, draft))
    assert again(bureau, draft).waivers == ()  # offered, not applied
    for key in keys(bureau, draft):
        draft = reapply_settlement(bureau, LIN, draft.id, version=2, finding=key)
    assert [one.reason for one in (*draft.waivers, *draft.answers)] == [REASON, REASON]
    assert draft.waivers[0].document == longer.digest
    assert offered(bureau, draft) == set()
    verbs = [entry.verb.value for entry in history(bureau, draft)]
    assert verbs.count("waive") == verbs.count("answer") == 2
    assert verify_audit(bureau) == ()


def test_a_reason_is_not_offered_once_the_passage_has_changed(bureau: Office):
    draft = waived(bureau)
    changed = replace(FAULTY, body=FAULTY.body.replace("依法制建设", "照法制建设"))
    draft = save_draft(bureau, LIN, draft.id, version=1, document=changed)
    block, warn = key_of(bureau, draft, "TXT901"), key_of(bureau, draft, "TXT902")
    assert offered(bureau, draft) == {warn}
    for finding in (block, "TXT901@body:0-2"):
        with pytest.raises(NotAllowedError) as caught:
            reapply_settlement(bureau, LIN, draft.id, version=2, finding=finding)
        assert caught.value.reason is Refusal.NO_FINDING
    with pytest.raises(StaleError):
        reapply_settlement(bureau, LIN, draft.id, version=1, finding=warn)
    with pytest.raises(NotAllowedError):
        reapply_settlement(bureau, QIAN, draft.id, version=2, finding=warn)


def offered(office: Office, draft: Draft) -> set[str]:
    with office.read() as unit:
        document = unit.drafts.document(draft.document)
        return set(offered_in(unit, draft, document, unit.drafts.report(draft.report)))


def history(office: Office, draft: Draft):
    with office.read() as unit:
        return unit.events.of(draft.id)


def fates(office: Office, draft: Draft) -> list[tuple[int, str, FateKind]]:
    with office.read() as unit:
        return [(one.version, one.rule, one.fate) for one in unit.fates.of(draft.id)]


def test_what_becomes_of_findings_is_kept_without_a_word_of_them(bureau: Office):
    draft = begun(bureau, FAULTY)
    block, warn = keys(bureau, draft)
    answer_finding(bureau, LIN, draft.id, version=1, finding=warn, reason=REASON)
    fix_finding(bureau, LIN, draft.id, version=1, finding=block, suggestion="法治")
    draft = again(bureau, draft)
    save_draft(bureau, LIN, draft.id, version=2, document=a_document("另写了一篇。"))
    assert fates(bureau, draft) == [
        (1, "TXT902", FateKind.ANSWERED),
        (1, "TXT901", FateKind.FIXED),
        (2, "TXT902", FateKind.FIXED),
    ]
    with bureau.store.engines.reading.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM fates")).all())
    assert "法制" not in kept
    assert "做为" not in kept
    assert verify_audit(bureau) == ()


def test_a_fingerprint_is_the_houses_own_and_blind_to_width_and_blanks(bureau: Office):
    draft = begun(bureau, a_document("做为通知。做 为通知。"))
    with bureau.read() as unit:
        document = unit.drafts.document(draft.document)
        finding = unit.drafts.report(draft.report).findings[0]
        spaced = replace(finding, span=replace(finding.span, start=5, end=8))
        mark = unit.fates.fingerprint(document, finding)
        assert unit.fates.fingerprint(document, spaced) == mark
        assert unit.fates.fingerprint(document, replace(finding, rule="TXT901")) != mark
        other = Fates(unit._connection, b"another key of thirty-two bytes!")
        assert other.fingerprint(document, finding) != mark


def test_precedents_count_other_drafts_of_ones_own_units(bureau: Office):
    for number in range(3):
        waived(bureau, replace(FAULTY, title=f"放行{number}"))
    fixing = begun(bureau, replace(FAULTY, title="修改"))
    key = key_of(bureau, fixing, "TXT901")
    fix_finding(bureau, LIN, fixing.id, version=1, finding=key, suggestion="法治")
    draft = begun(bureau, FAULTY)
    block = key_of(bureau, draft, "TXT901")
    # Saying it twice in one draft makes no more of it.
    for _ in range(2):
        waive_finding(bureau, LIN, draft.id, version=1, finding=block, reason=REASON)
    add_unit(bureau, ZHENG, UnitFacts(name="下属单位", parent=1, supervisor=HE.id))
    other = begun(bureau, replace(FAULTY, title="再一篇"))
    with bureau.read() as unit:
        document, report = unit.drafts.document(other.document), unit.drafts.report(other.report)
        finding = next(one for one in report.findings if one.rule == "TXT901")
        mark = unit.fates.fingerprint(document, finding)
        assert unit.fates.precedents([mark], [1], other.id) == {mark: Precedents(stood=4, fixed=1)}
        assert unit.fates.precedents([mark], [1], draft.id) == {mark: Precedents(stood=3, fixed=1)}
        assert unit.fates.precedents([mark], [2], other.id) == {}
        assert not Precedents()


def test_a_false_alarm_is_marked_once_a_person_by_whoever_works_with_the_text(bureau: Office):
    draft = submit_draft(bureau, LIN, waived(bureau).id, version=1)
    block = key_of(bureau, draft, "TXT901")
    before = again(bureau, draft)
    for person in (LIN, CHEN, CHEN, HE):
        mark_false_alarm(bureau, person, draft.id, finding=block, reason="“法制”是刊名。")
    assert again(bureau, draft) == before
    assert len(deeds(bureau, Deed.FALSE_ALARM)) == 3
    assert [fate for _, _, fate in fates(bureau, draft)].count(FateKind.FALSE_ALARM) == 3
    assert "刊名" not in str(deeds(bureau, Deed.FALSE_ALARM))
    for person in (SU, ZHENG):
        with pytest.raises(NotAllowedError) as caught:
            mark_false_alarm(bureau, person, draft.id, finding=block)
        assert caught.value.reason is Refusal.ROLE
    with pytest.raises(NotAllowedError) as caught:
        mark_false_alarm(bureau, LIN, draft.id, finding="TXT901@body:0-2")
    assert caught.value.reason is Refusal.NO_FINDING
    with pytest.raises(MissingError):
        mark_false_alarm(bureau, LIN, 999, finding=block)
    assert verify_audit(bureau) == ()


def test_whoever_may_not_see_a_draft_cannot_mark_it(bureau: Office):
    draft = begun(bureau, FAULTY)
    below = add_unit(bureau, ZHENG, UnitFacts(name="下属单位", parent=1, supervisor=HE.id))
    with bureau.write() as unit:
        held = frozenset({Grant(role=Role.EDITOR, unit=below.id)})
        far = unit.people.add(login="far", name="远", held=held, password="", now=bureau.now())
    with pytest.raises(MissingError):
        mark_false_alarm(bureau, far, draft.id, finding=keys(bureau, draft)[0])


def test_a_rules_record_counts_each_wording_once_a_draft(bureau: Office):
    drafts = [waived(bureau, replace(FAULTY, title=f"题{number}")) for number in range(4)]
    for draft in drafts[:1]:
        for person in (LIN, QIAN):
            mark_false_alarm(bureau, person, draft.id, finding=key_of(bureau, draft, "TXT901"))
    record, quarters = record_of(bureau, "TXT901")
    assert record.outcome == Outcome(waived=4, false_alarms=1, decided=4)
    assert record.precision is not None
    assert (record.precision.hits, record.precision.total) == (3, 4)
    assert record.precision.low < 0.75 < record.precision.high
    assert record.hits == record.recent == 4
    assert [(one.label, one.hits) for one in quarters] == [("2026年第4季度", 4)]
    by_id = {one.rule.id: one for one in records_of(bureau)}
    assert by_id["TXT901"] == record
    assert by_id["CON901"].precision is None
    assert [one.rule.id for one in records_of(bureau, Gate.CONFIDENTIALITY)] == ["CON107", "CON901"]
    assert [one.rule.id for one in records_of(bureau, None, " 做为 ")] == ["TXT902"]
    with pytest.raises(MissingError):
        record_of(bureau, "XXX999")


def test_what_happened_in_another_quarter_is_told_of_that_quarter(bureau: Office):
    waived(bureau)
    now = bureau.now()
    later = replace(bureau, clock=lambda: now + timedelta(days=100))
    record, quarters = record_of(later, "TXT901")
    assert (record.hits, record.recent) == (1, 0)
    assert [(one.label, one.outcome.waived) for one in quarters] == [("2026年第4季度", 1)]


def test_an_example_is_cut_at_its_marks():
    assert pieces_of(Bad("甲【乙】丙【】")) == (
        ("甲", False),
        ("乙", True),
        ("丙", False),
        ("", True),
    )
    assert pieces_of(Bad("无〔标【记】〕。", marks="〔〕")) == (
        ("无", False),
        ("标【记】", True),
        ("。", False),
    )


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
