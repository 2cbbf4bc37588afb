"""Overlays: a unit's own words and mutes, by name, with reason and end, told and never silent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from review.draft import Person, Role, Unit
from review.model import Document, Gate, Severity
from review.refusal import NotAllowedError
from review.rule import Bad, Rule
from review.ruleset import Ruleset
from review.wordlist import Entry, Wordlist
from review.words import words
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.agree_overlay import agree_overlay
from service.actions.end_overlay import end_overlay
from service.actions.errors import InvalidError, MissingError
from service.actions.lay_overlay import lay_overlay
from service.actions.overlay_facts import OverlayFacts
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store import Store
from service.store.backup import back_up, restore
from service.store.overlays import Overlay, OverlayKind
from tests.service.gated import BLOCK, WARN, again, begun
from tests.stories import HE, KEY, LIN, NOW, OFFICE, SU, ZHENG, a_document

TODAY = date(2026, 11, 23)
LISTED = Wordlist(
    name="text/own",
    title="本地用词",
    keeper="办公室",
    reviewed=TODAY,
    entries=(Entry(word="云溪印像", suggest=("云溪印象",), source="市政府文件", verified=True),),
)
RULE = Rule(
    id="TXT903",
    name="本地用词",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=WARN.basis,
    message="“{word}”应为{suggest}（{source}）。",
    check=words("text/own"),
    bad=(Bad("游览【云溪印像】。"),),
    good=("云溪印象开街。", "印像派画展。", "云溪。"),
)


@pytest.fixture
def bureau(office: Office, compile_rules: Callable[..., Ruleset]) -> Office:
    return replace(office, ruleset=compile_rules(BLOCK, WARN, RULE, lists=(LISTED,)))


@pytest.fixture
def county(bureau: Office) -> Unit:
    return add_unit(bureau, ZHENG, UnitFacts(name="云溪区卫健局", parent=1, supervisor=HE.id))


def addition(word: str = "云西区", unit: int = 1, **other: object) -> OverlayFacts:
    known = {
        "suggest": ("云溪区",),
        "source": "区划代码表（2026年）",
        "verified": True,
        "reason": "常被写错。",
    }
    return OverlayFacts(
        unit=unit, kind=OverlayKind.ADD, wordlist="text/own", word=word, **(known | other)
    )


def muting(rule: str = "TXT902", unit: int = 1, **other: object) -> OverlayFacts:
    known = {"ends": TODAY + timedelta(days=30), "reason": "栏目名就这么写。"}
    return OverlayFacts(unit=unit, kind=OverlayKind.MUTE, rule=rule, **(known | other))


def laid(office: Office, facts: OverlayFacts) -> Overlay:
    """Proposed by one, agreed to by another."""
    made = lay_overlay(office, ZHENG, facts)
    agree_overlay(office, HE, made.id)
    with office.read() as unit:
        kept = unit.overlays.get(made.id)
    assert kept is not None
    return kept


def found(office: Office, body: str, unit: Unit | None = OFFICE, day: date | None = None):
    report = office.review(Document(body=body), unit, day)
    assert not report.failures
    return [(one.rule, one.severity, one.message, one.muted) for one in report.findings]


def test_an_added_word_is_found_for_its_unit_and_those_below_and_for_nobody_else(
    bureau: Office, county: Unit
):
    below = add_unit(bureau, ZHENG, UnitFacts(name="疾控中心", parent=county.id, supervisor=HE.id))
    other = add_unit(bureau, ZHENG, UnitFacts(name="教育局", parent=1, supervisor=HE.id))
    made = laid(bureau, addition(unit=county.id))
    assert (made.made_by, made.agreed_by) == (ZHENG.id, HE.id)
    for unit, rules in ((OFFICE, []), (other, []), (county, ["TXT903"]), (below, ["TXT903"])):
        assert [one[0] for one in found(bureau, "云西区召开会议。", unit)] == rules
    told = found(bureau, "云西区召开会议。", below)[0][2]
    assert told == "“云西区”应为“云溪区”（云溪区卫健局增补：区划代码表（2026年））。"


def test_an_unverified_addition_only_hints_and_dates_hold(bureau: Office):
    laid(bureau, addition(verified=False, starts=date(2027, 1, 1)))
    assert found(bureau, "云西区召开会议。") == []
    later = found(bureau, "云西区召开会议。", day=date(2027, 1, 1))
    assert [one[1] for one in later] == [Severity.HINT]


def test_a_muted_mark_stays_as_a_hint_that_tells_who_why_and_how_long_and_comes_back(
    bureau: Office,
):
    made = laid(bureau, muting())
    told = (
        "本单位静音：栏目名就这么写。，至2026-12-23（原为核对：用词有误，请核对。）",
        made.id,
    )
    assert found(bureau, "做为通知。") == [("TXT902", Severity.HINT, *told)]
    last, after = date(2026, 12, 23), date(2026, 12, 24)
    assert found(bureau, "做为通知。", day=last)[0][1] is Severity.HINT
    assert found(bureau, "做为通知。", day=after)[0][1] is Severity.WARN
    assert found(bureau, "做为通知。", day=TODAY - timedelta(days=1))[0][1] is Severity.WARN
    end_overlay(bureau, ZHENG, made.id)
    assert found(bureau, "做为通知。")[0][1] is Severity.WARN


def test_a_mute_within_words_holds_only_there(bureau: Office):
    laid(bureau, muting(within=("大有做为",)))
    marked = found(bureau, "“大有做为”专栏。做为通知。")
    assert [one[1] for one in marked] == [Severity.HINT, Severity.WARN]


def test_an_entry_is_muted_for_just_its_word(bureau: Office):
    laid(bureau, addition())
    laid(bureau, muting("", wordlist="text/own", word="云溪印像"))
    marked = found(bureau, "云溪印像在云西区。")
    assert [one[1] for one in marked] == [Severity.HINT, Severity.WARN]


def test_what_blocks_cannot_be_muted(bureau: Office):
    with pytest.raises(InvalidError, match="拦截级"):
        lay_overlay(bureau, ZHENG, muting("TXT901"))
    assert found(bureau, "法制建设。")[0][1] is Severity.BLOCK


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (addition(source=" "), "来源"),
        (addition("云"), "2到60个字"),
        (addition("云\n溪"), "换行"),
        (addition("云溪印像"), "已在这个词库里"),
        (addition("云西区", suggest=("云西区",)), "建议与词条相同"),
        (addition("云溪印象"), "不再通过自己的例子"),
        (addition(ends=date(2026, 1, 1)), "已经过去"),
        (addition(starts=date(2027, 2, 1), ends=date(2027, 1, 1)), "晚于"),
        (muting(ends=None), "必须有截止日期"),
        (muting(ends=TODAY + timedelta(days=400)), "最长一年"),
        (muting("", wordlist="text/own", word="没有的词"), "没有“没有的词”"),
        (muting("", wordlist="", word=""), "哪条规则"),
        (muting(within=("长" * 61,)), "2到60个字"),
    ],
)
def test_what_cannot_be_laid_over_is_told_in_one_sentence(bureau: Office, facts, told: str):
    with pytest.raises(InvalidError, match=told) as caught:
        lay_overlay(bureau, ZHENG, facts)
    assert caught.value.sentence.endswith("。")
    with bureau.read() as unit:
        assert unit.overlays.of([1]) == ()


def test_what_does_not_exist_is_missing(bureau: Office):
    for facts in (replace(addition(), wordlist="text/none"), muting("TXT999"), muting(unit=77)):
        with pytest.raises(MissingError):
            lay_overlay(bureau, ZHENG, facts)
    with pytest.raises(MissingError):
        agree_overlay(bureau, ZHENG, 5)
    with pytest.raises(NotAllowedError, match="理由"):
        lay_overlay(bureau, ZHENG, muting(reason="。"))


def test_an_editors_wish_is_a_proposal_until_the_keeper_agrees(bureau: Office):
    wish = lay_overlay(bureau, LIN, addition())
    assert not wish.standing
    assert found(bureau, "云西区。") == []
    with pytest.raises(NotAllowedError, match="管理员"):
        agree_overlay(bureau, LIN, wish.id)
    agree_overlay(bureau, ZHENG, wish.id)
    agree_overlay(bureau, HE, wish.id)
    assert len(found(bureau, "云西区。")) == 1
    with pytest.raises(NotAllowedError, match="管理员"):
        end_overlay(bureau, LIN, wish.id)
    own = lay_overlay(bureau, LIN, addition("云希区"))
    end_overlay(bureau, LIN, own.id)
    with pytest.raises(InvalidError, match="已结束"):
        agree_overlay(bureau, ZHENG, own.id)
    assert verify_audit(bureau) == ()


def test_whoever_proposed_does_not_agree_not_even_an_administrator(bureau: Office):
    made = lay_overlay(bureau, ZHENG, addition())
    with pytest.raises(NotAllowedError, match="另一位"):
        agree_overlay(bureau, ZHENG, made.id)
    assert found(bureau, "云西区。") == []
    statement = text(
        f"UPDATE overlays SET agreed_by = made_by, agreed_at = at WHERE id = {made.id}"
    )
    with (
        pytest.raises(SQLAlchemyError),
        bureau.store.engines.writing.begin() as connection,
    ):
        connection.execute(statement)
    agree_overlay(bureau, HE, made.id)
    assert len(found(bureau, "云西区。")) == 1
    assert verify_audit(bureau) == ()


def test_another_unit_neither_proposes_nor_learns_of_an_overlay(bureau: Office, county: Unit):
    other = add_unit(bureau, ZHENG, UnitFacts(name="教育局", parent=1, supervisor=HE.id))
    person: Person = add_person(
        bureau,
        ZHENG,
        login="jiaoyu",
        name="教管",
        roles=(Role.ADMIN,),
        password="correct-horse-42-battery",
        unit_id=other.id,
    )
    made = laid(bureau, muting(unit=county.id))
    with pytest.raises(NotAllowedError):
        lay_overlay(bureau, person, muting(unit=county.id))
    for verb in (agree_overlay, end_overlay):
        with pytest.raises(MissingError):
            verb(bureau, person, made.id)
    above = laid(bureau, muting())
    with pytest.raises(NotAllowedError):
        end_overlay(bureau, person, above.id)


def test_the_report_of_a_draft_names_the_ruleset_with_the_overlays(bureau: Office):
    before = begun(bureau, a_document("做为通知，请知悉。"))
    laid(bureau, muting())
    after = begun(bureau, a_document("做为通知，请知照。"))
    with bureau.read() as unit:
        old, new = (unit.drafts.report(one.report) for one in (before, after))
        assert unit.drafts.report(again(bureau, after).report) == new
    assert old.ruleset == bureau.ruleset.digest != new.ruleset
    assert [one.muted for one in (*old.findings, *new.findings)] == [0, 1]


def test_a_ruleset_is_compiled_once_for_all_units_with_the_same_overlays(
    bureau: Office, county: Unit
):
    laid(bureau, addition())
    assert bureau.ruleset_of(OFFICE, TODAY) is bureau.ruleset_of(county, TODAY)
    assert bureau.ruleset_of(None, TODAY) is bureau.ruleset


def test_an_overlay_whose_list_is_gone_stops_the_review_and_says_so(
    bureau: Office, compile_rules: Callable[..., Ruleset]
):
    laid(bureau, addition())
    later = replace(bureau, ruleset=compile_rules(BLOCK))
    with pytest.raises(NotAllowedError, match="第1号调整所属的词库“text/own”已不存在"):
        later.review(Document(body="通知。"), OFFICE)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM overlays",
        "UPDATE overlays SET reason = '别的'",
        "UPDATE overlays SET ends_on = '2099-01-01'",
        "UPDATE overlays SET agreed_by = 1",
        "UPDATE overlays SET ended_at = '2026'",
    ],
)
def test_overlays_are_not_rewritten_behind_the_houses_back(bureau: Office, statement: str):
    laid(bureau, muting())
    with pytest.raises(IntegrityError), bureau.store.engines.writing.begin() as connection:
        connection.execute(text(statement))


def test_an_overlay_nobody_logged_is_found_by_the_audit(bureau: Office):
    laid(bureau, muting())
    with bureau.store.engines.writing.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO overlays SELECT 9, unit_id, kind, wordlist, word, 'TXT903', suggest,"
                " within, source, verified, starts_on, ends_on, reason, made_by, at, agreed_by,"
                " agreed_at, NULL, NULL FROM overlays"
            )
        )
    assert [flaw.where for flaw in verify_audit(bureau)] == ["词库调整 9"]


def test_a_backup_brings_overlays_along(bureau: Office, tmp_path: Path):
    laid(bureau, addition())
    back_up(bureau.store, tmp_path / "b.zip", NOW)
    url = f"sqlite:///{tmp_path / 'r.db'}"
    restore(url, tmp_path / "b.zip")
    with closing(Store.open(url, KEY)) as store, store.read() as unit:
        assert list(unit.audit()) == []
        assert [one.word for one in unit.overlays.of([1])] == ["云西区"]


def test_an_auditor_lays_nothing_but_may_propose(bureau: Office):
    assert not lay_overlay(bureau, SU, muting()).standing
