"""Words a unit adds and marks it mutes: proposed by one, agreed to by another, ended by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from review.draft import Person, Role, Unit
from review.model import Severity
from review.refusal import NotAllowedError
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.agree_overlay import agree_overlay
from service.actions.end_overlay import end_overlay
from service.actions.errors import InvalidError, MissingError
from service.actions.lay_overlay import lay_overlay
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.office import Office
from tests.service.overlays.conftest import TODAY, addition, found, laid, muting
from tests.stories import HE, LIN, OFFICE, ZHENG


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
